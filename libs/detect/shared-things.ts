import { z } from 'zod';
import type { Question } from '#usage/question';

const count = z.number().int().nonnegative();

/** What accounts may have in common; a template is a text with its numbers, links and names left out. */
export const THING_KINDS = ['template', 'domain', 'contact', 'network', 'payment'] as const;

const Row = z.object({
  kind: z.enum(THING_KINDS),
  /** Hash or pseudonym; a template's has up to 20 decimal digits. */
  thing: z.string(),
  account: z.string(),
  records: count,
  /** How many of the accounts asked for hold it. */
  holders: count,
});

/** That an account holds a thing which others hold too. */
export type SharedThing = z.infer<typeof Row>;

/** What some accounts share; asked with `from`, `until`, `accounts` and `most`. */
export const sharedThings: Question<SharedThing> = { sql: new URL('./shared-things.sql', import.meta.url), row: Row };
