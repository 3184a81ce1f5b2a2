import { z } from 'zod';
import type { Question } from '#usage/question';

/** Which refused lines are meant; a type rather than an interface, so that it can be bound to a question. */
export type RefusedFilter = {
  /** Seconds; first instant of receipt. */
  readonly from: number;
  /** Seconds; end of receipt, not included. */
  readonly until: number;
  /** None: every reason. */
  readonly reasons: readonly string[];
  /** None: every source. */
  readonly sources: readonly string[];
};

const count = z.number().int().nonnegative();
const flag = z.union([z.boolean(), z.number().transform((one) => one === 1)]);

const Count = z.object({ reason: z.string(), field: z.string(), lines: count, settled: count });
export type RefusedCount = z.infer<typeof Count>;

const Line = z.object({
  at: z.iso.datetime(),
  segment: z.string(),
  line: count,
  source: z.string(),
  reason: z.string(),
  field: z.string(),
  bytes: count,
  shape: z.array(z.string()),
  is_settled: flag,
});
export type RefusedLine = z.infer<typeof Line>;

const First = z.object({ line: count, reason: z.string(), field: z.string() });
/** A refused line by its place in the log. */
export type FirstRefused = z.infer<typeof First>;

const Size = z.object({ source: z.string(), segment: z.string(), line: count, received_at: count, bytes: count });
/** A line that lies sealed, by the place it had when it was refused; its source is empty where no key vouched for one. */
export type SealedSize = z.infer<typeof Size>;

/** Refusals by reason and field; asked with a filter and `most`. */
export const refusedCounts: Question<RefusedCount> = {
  sql: new URL('./refused-counts.sql', import.meta.url),
  row: Count,
};

/** The latest refused lines; asked with a filter and `most`. */
export const refusedLines: Question<RefusedLine> = { sql: new URL('./refused-lines.sql', import.meta.url), row: Line };

/** One refused line; asked with `segment` and `line`. */
export const refusedLine: Question<RefusedLine> = { sql: new URL('./refused-line.sql', import.meta.url), row: Line };

/** The first refused lines of a log, by their place in it; asked with `segments` of the log and `most`. */
export const firstRefused: Question<FirstRefused> = {
  sql: new URL('./first-refused.sql', import.meta.url),
  row: First,
};

/** Lines that can be driven again, page by page; asked in the sealed room. */
export const sealedSizes: Question<SealedSize> = { sql: new URL('./sealed-sizes.sql', import.meta.url), row: Size };

/** What some lines of one segment hold, still encrypted; asked in the sealed room. */
export const sealedLines: Question<{ line: number; sealed: string }> = {
  sql: new URL('./sealed-lines.sql', import.meta.url),
  row: z.object({ line: count, sealed: z.string().regex(/^([0-9a-f]{2})+$/) }),
};

/** How many lines lie sealed and unsettled; asked in the sealed room. */
export const countSealed: Question<{ lines: number }> = {
  sql: new URL('./count-sealed.sql', import.meta.url),
  row: z.object({ lines: count }),
};

/** Statement that settles refused lines for good. */
export const DISCARD_LINES = new URL('./discard-lines.sql', import.meta.url);

/** Statement that removes the sealed text of settled lines. */
export const DELETE_SETTLED = new URL('./delete-settled.sql', import.meta.url);
