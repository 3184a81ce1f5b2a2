import { z } from 'zod';
import type { Question } from '#usage/question';

const Row = z.object({
  outcome: z.enum(['stored', 'duplicate', 'quarantined', 'dropped']),
  reason: z.string(),
  field: z.string(),
  lines: z.number().int().nonnegative(),
});

/** What became of the lines of one segment; asked with `segment`, its id. */
export const segmentBooks: Question<z.infer<typeof Row>> = {
  sql: new URL('./segment-books.sql', import.meta.url),
  row: Row,
};
