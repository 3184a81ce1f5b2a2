import { z } from 'zod';
import type { Question } from '#usage/question';

const count = z.number().int().nonnegative();

const BatchBooks = z.object({
  /** Seconds since the epoch. */
  received_at: count,
  stored: count,
  duplicate: count,
  /** Of the duplicates, those whose contents differ from what was stored first. */
  conflicts: count,
  quarantined: count,
  dropped: count,
  faults: z.array(
    z.object({
      /** Within the batch, from 1. */
      line: count,
      outcome: z.enum(['duplicate', 'quarantined', 'dropped']),
      reason: z.string(),
      field: z.string(),
    }),
  ),
});

/** What became of the lines of one batch. */
export type BatchBooks = z.infer<typeof BatchBooks>;

/**
 * What became of the lines of one batch; asked with `batch`, its id.
 *
 * Whoever loads a segment in parts asks once all of them are stored; before that the books lack the lines of the others.
 */
export const batchBooks: Question<BatchBooks> = {
  sql: new URL('./batch-books.sql', import.meta.url),
  row: BatchBooks,
};
