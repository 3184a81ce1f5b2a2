import { z } from 'zod';
import type { Question } from '#usage/question';

const count = z.number().int().nonnegative();

const Row = z
  .object({
    outcome: z.enum(['duplicate', 'quarantined', 'dropped']),
    reason: z.string(),
    lines: count,
    field_names: z.array(z.string()),
    field_lines: z.array(count),
    sample_segment: z.string(),
    sample_line: count,
    sample_bytes: count,
    sample_shape: z.array(z.string()),
  })
  .transform(({ field_names, field_lines, sample_segment, sample_line, sample_bytes, sample_shape, ...row }) => ({
    ...row,
    fields: field_names.flatMap((name, index) => (name === '' ? [] : [{ name, lines: field_lines[index] ?? 0 }])),
    sample:
      sample_segment === ''
        ? undefined
        : { segment: sample_segment, line: sample_line, bytes: sample_bytes, shape: sample_shape.map(readShape) },
  }));

/** Lines with one outcome for one reason, and one of them by names, types and lengths. */
export type ReasonCount = z.infer<typeof Row>;

/** Reasons with their counts; asked with `from`, `until` (seconds) and `sources` (none: all). */
export const reasonCounts: Question<ReasonCount> = { sql: new URL('./reason-counts.sql', import.meta.url), row: Row };

/** One field of a refused line: how it is called, what it holds and how long that is, never the value. */
export interface FieldShape {
  readonly name: string;
  readonly type: string;
  /** Bytes as written in the line. */
  readonly bytes: number;
}

/** Reads a field's shape as the quarantine keeps it: `name:type:bytes`. */
export function readShape(text: string): FieldShape {
  const [name = '', type = '', bytes = '0'] = text.split(':');
  return { name, type, bytes: Number(bytes) };
}
