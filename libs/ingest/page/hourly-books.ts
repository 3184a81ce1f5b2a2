import { z } from 'zod';
import type { Question } from '#usage/question';

const lines = z.number().int().nonnegative();

const Row = z.object({
  hour: z.iso.datetime(),
  source: z.string(),
  received: lines,
  stored: lines,
  duplicate: lines,
  conflict: lines,
  quarantined: lines,
  dropped: lines,
  balanced: z.union([z.boolean(), z.number().transform((one) => one === 1)]),
});

/** Lines of one source received in one hour, by outcome. */
export type HourlyBooks = z.infer<typeof Row>;

/** Books by source and hour; asked with `from`, `until` (seconds), `sources` (none: all) and `most`. */
export const hourlyBooks: Question<HourlyBooks> = { sql: new URL('./hourly-books.sql', import.meta.url), row: Row };
