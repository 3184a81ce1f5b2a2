import { z } from 'zod';
import { type ReasonCount, readShape } from '#ingest/page/reason-counts';
import type { RefusedCount, RefusedLine } from '#ingest/quarantine/refused';
import { SEVERITIES, severityOf } from '#ingest/severity';
import { isReason, REASONS } from '#usage/reasons';
import { instant } from './instant.js';

const HOUR = 3_600_000;

/** Days of one answer at most; a month of ten sources has some 7,000 rows. */
const LONGEST_WINDOW_DAYS = 31;

/** Rows of one answer at most; more take longer to read than to ask for by source. */
export const MOST_ROWS = 10_000;

const fullHour = z.iso.datetime({ offset: true }).refine((text) => Date.parse(text) % HOUR === 0, {
  error: 'must be a full hour, such as 2026-09-01T12:00:00Z',
});

export const IngestQuery = z
  .strictObject({
    from: fullHour.optional().meta({ description: 'First hour of receipt; 24 hours before until when left out' }),
    until: fullHour.optional().meta({ description: 'End of receipt, not included; the hour under way when left out' }),
    source: z
      .string()
      .max(128)
      .optional()
      .meta({ description: 'Empty: lines that name no source to be believed; all sources when left out' }),
  })
  .refine(({ from, until }) => from === undefined || until === undefined || Date.parse(from) < Date.parse(until), {
    error: 'must lie after from',
    path: ['until'],
  });

/** The window and sources asked for. @throws {RangeError} naming the bound that was passed */
export function windowOf({ from, until, source }: z.infer<typeof IngestQuery>, now: Date) {
  const end = until === undefined ? Math.floor(now.getTime() / HOUR + 1) * HOUR : Date.parse(until);
  const start = from === undefined ? end - 24 * HOUR : Date.parse(from);
  if (start >= end) throw new RangeError('from: must lie before until');
  if (end - start > LONGEST_WINDOW_DAYS * 24 * HOUR)
    throw new RangeError(`from: must lie at most ${LONGEST_WINDOW_DAYS} days before until`);
  return { from: start / 1_000, until: end / 1_000, sources: source === undefined ? [] : [source] };
}

const lines = z.number().int().min(0);

export const IngestBooks = z
  .object({
    books: z.array(
      z.object({
        hour: instant,
        source: z.string(),
        received: lines,
        stored: lines,
        duplicate: lines.meta({ description: 'The same record again' }),
        conflict: lines.meta({ description: 'Another record under an id that was taken' }),
        quarantined: lines,
        dropped: lines,
        balanced: z.boolean().meta({
          description:
            'Whether the tables that hold records and refusals have as many rows for these segments as the books say, counted independently',
        }),
      }),
    ),
  })
  .meta({ id: 'IngestBooks' });
export type IngestBooks = z.infer<typeof IngestBooks>;

const Reason = z.object({
  severity: z.enum(SEVERITIES),
  outcome: z.enum(['duplicate', 'quarantined', 'dropped']),
  reason: z.string(),
  lines,
  meaning: z.string(),
  remedy: z.string(),
  fields: z.array(z.object({ name: z.string(), lines })).meta({ description: 'The 20 most frequent' }),
  sample: z
    .object({
      segment: z.string(),
      line: lines,
      bytes: lines,
      shape: z.array(z.object({ name: z.string(), type: z.string(), bytes: lines })),
    })
    .nullable()
    .meta({ description: 'Names, types and lengths of the latest refused line; never a value' }),
});

export const IngestReasons = z.object({ reasons: z.array(Reason) }).meta({ id: 'IngestReasons' });
export type IngestReasons = z.infer<typeof IngestReasons>;

/** Refused lines of one answer at most; they are looked at to understand a reason, not to be worked through. */
const MOST_REFUSED = 100;

export const RefusedQuery = z.strictObject({
  reason: z.string().regex(/^[a-z_]{1,64}$/, { error: 'must be a reason such as unknown_field' }),
  limit: z.coerce.number().int().min(1).max(MOST_REFUSED).default(20),
});

export const RefusedLines = z
  .object({
    /** Lines of this reason, and how many of them were driven again or discarded since. */
    lines,
    settled: lines,
    latest: z.array(
      z.object({
        received_at: instant,
        segment: z.string(),
        line: lines,
        source: z.string(),
        field: z.string(),
        bytes: lines,
        settled: z.boolean(),
        shape: z.array(z.object({ name: z.string(), type: z.string(), bytes: lines })),
      }),
    ),
  })
  .meta({ id: 'RefusedLines' });
export type RefusedLines = z.infer<typeof RefusedLines>;

/** Refused lines by names, types and lengths; never a value. */
export function shapeRefused(counts: readonly RefusedCount[], latest: readonly RefusedLine[]): RefusedLines {
  const sum = (of: (count: RefusedCount) => number) => counts.reduce((all, count) => all + of(count), 0);
  return {
    lines: sum(({ lines: some }) => some),
    settled: sum(({ settled }) => settled),
    latest: latest.map(({ at, is_settled, shape, reason: _, ...same }) => ({
      ...same,
      received_at: at,
      settled: is_settled,
      shape: shape.map(readShape),
    })),
  };
}

/** Reasons as the page shows them: gravest first, then most frequent. */
export function shapeReasons(counts: readonly ReasonCount[]): IngestReasons {
  const reasons = counts.map(({ sample, fields, ...count }) => ({
    severity: severityOf(count.outcome, count.reason),
    ...count,
    ...(isReason(count.reason) ? REASONS[count.reason] : { meaning: '', remedy: '' }),
    fields,
    sample: sample === undefined ? null : { ...sample, shape: [...sample.shape] },
  }));
  const rank = (severity: (typeof SEVERITIES)[number]) => SEVERITIES.indexOf(severity);
  return { reasons: reasons.sort((a, b) => rank(a.severity) - rank(b.severity) || b.lines - a.lines) };
}
