import { z } from 'zod';
import type { Question } from '#usage/question';
import { OTHER_MODELS } from './code-lists.js';
import { COUNTRY_REGIONS } from './country-regions.js';

/** What a unit called most, and from where. */
export interface MostlyCalled {
  /** Family of models that the release's specification names, or `OTH`. */
  readonly model: string;
  /** Code of `REGIONS`. */
  readonly region: string;
}

/** What is said of a unit that called nothing. */
export const NOTHING_CALLED: MostlyCalled = { model: OTHER_MODELS, region: 'UNK' };

const Row = z.object({
  model: z.string(),
  region: z.string(),
  /** Numbers of the units, as `release_account` has them. */
  units: z.array(z.number().int().nonnegative()),
});

/** Units of a release by what they mostly called in its quarter; asked of the private database with `callCodes`. */
export const unitUsage: Question<z.infer<typeof Row>> = { sql: new URL('./unit-usage.sql', import.meta.url), row: Row };

/**
 * The codes that calls are read by.
 *
 * @param models  families that the release's specification names; of several that fit the first counts
 */
export function callCodes(models: readonly string[]) {
  return { models, other: OTHER_MODELS, ...COUNTRY_REGIONS };
}
