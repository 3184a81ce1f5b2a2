import { z } from 'zod';
import type { Question } from '#usage/question';

const Row = z.object({
  calls: z.number().int().nonnegative(),
  /** US cents, rounded down; what the log says the calls cost. */
  cents: z.number().int().nonnegative(),
});

/** What the calls of some accounts cost, of whatever kind they were, as far as retention has left them. */
export const spending: Question<z.infer<typeof Row>> = { sql: new URL('./spending.sql', import.meta.url), row: Row };
