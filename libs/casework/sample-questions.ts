import { z } from 'zod';
import type { Question } from '#usage/question';

const Candidate = z.object({
  account: z.string(),
  /** Accounts that called in all. */
  population: z.number().int(),
});

/** Accounts that called, the first ones in the order of a seed. */
export const sampleCandidates: Question<z.infer<typeof Candidate>> = {
  sql: new URL('./sample-candidates.sql', import.meta.url),
  row: Candidate,
};

const seconds = z
  .number()
  .int()
  .transform((second) => new Date(second * 1_000));

const Hours = z
  .object({ account: z.string(), first_hour: seconds, last_end: seconds, records: z.number().int() })
  .transform(({ account, first_hour, last_end, records }) => ({ account, from: first_hour, until: last_end, records }));

/** When an account called, in whole hours, and how often. */
export type CallingHours = z.infer<typeof Hours>;

/** When some accounts called; those that did not are left out. */
export const sampleHours: Question<CallingHours> = {
  sql: new URL('./sample-hours.sql', import.meta.url),
  row: Hours,
};

/** Records of one account that are shown to whoever reviews it blind, by name. */
export const drawnRecords: Question<{ record_name: string }> = {
  sql: new URL('./drawn-records.sql', import.meta.url),
  row: z.object({ record_name: z.string() }),
};
