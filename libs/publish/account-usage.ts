import { z } from 'zod';
import type { Question } from '#usage/question';

const Row = z.object({
  account: z.string(),
  model: z.string(),
  /** ISO 3166-1, or empty. */
  country: z.string(),
  calls: z.number().int().positive(),
});

/** What one account called, and from where. */
export type AccountUsage = z.infer<typeof Row>;

/** Calls of some accounts in a quarter by model and country. */
export const accountUsage: Question<AccountUsage> = { sql: new URL('./account-usage.sql', import.meta.url), row: Row };
