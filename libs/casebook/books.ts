import { z } from 'zod';

/**
 * What became of the lines of a segment: how many had each outcome, for which reason, in which field.
 *
 * `reason` and `field` are empty where an outcome needs none.
 */
export const Books = z.array(
  z.object({
    outcome: z.enum(['stored', 'duplicate', 'quarantined', 'dropped']),
    reason: z.string(),
    field: z.string(),
    lines: z.number().int().nonnegative(),
  }),
);
export type Books = z.infer<typeof Books>;

/** Lines by outcome; `received` is always the sum of the other four. */
export interface Counts {
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly dropped: number;
}

/**
 * Adds up books of any number of segments.
 *
 * @param books  lines by outcome, reason and field, in any order
 * @returns      lines by outcome
 */
export function countLines(books: Books): Counts {
  const counts = { stored: 0, duplicate: 0, quarantined: 0, dropped: 0 };
  for (const { outcome, lines } of books) counts[outcome] += lines;
  return { received: counts.stored + counts.duplicate + counts.quarantined + counts.dropped, ...counts };
}
