import { z } from 'zod';
import type { Asked } from './asked.js';
import { conditionOf, isOfTexts } from './condition.js';
import type { Hunt } from './hunt.js';

/** What calls have, so that they can be told apart or held together by it. */
export const TRAITS = ['model', 'account', 'key', 'network', 'client', 'payment', 'domain', 'template'] as const;
export type Trait = (typeof TRAITS)[number];

const count = z.coerce.number().int().nonnegative();

const Row = z.object({
  trait: z.enum(TRAITS),
  value: z.string(),
  calls: count,
  accounts: count,
  /** Absent of texts, which say nothing of tokens and cost. */
  tokens: count.optional(),
  cost_micro_usd: count.optional(),
  /** Distinct values of the trait. */
  values_in_all: count,
});

/** One value of a trait, and how much of the calls has it. */
export type Thing = z.infer<typeof Row>;

/**
 * Compiles "what do these calls have": the leading values of every trait, in two questions.
 *
 * @param most  values of each trait at most
 */
export function thingsOf(
  hunt: Hunt,
  most: number,
): { readonly calls: (hunt: Hunt) => Asked<Thing>; readonly texts: (hunt: Hunt) => Asked<Thing> } {
  const compile =
    (file: string, on: 'usage' | 'fingerprint', reads: Asked<Thing>['reads']) =>
    (whole: Hunt): Asked<Thing> => {
      const { sql: filter, parameters } = conditionOf(whole, on);
      return {
        question: { sql: new URL(`./questions/${file}.sql`, import.meta.url), row: Row, marks: { filter } },
        parameters: { ...parameters, from: whole.from, until: whole.until, since: whole.from, most },
        reads,
      };
    };
  return {
    calls: compile('things-of-usage', 'usage', 'usage'),
    texts: isOfTexts(hunt)
      ? compile('things-of-texts', 'fingerprint', 'fingerprint')
      : compile('things-of-texts-of-usage', 'usage', 'fingerprint'),
  };
}
