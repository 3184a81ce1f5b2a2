import { z } from 'zod';
import type { HuntCost } from '#hunt/cost';
import { FIELDS, fieldOf, isFieldName, OPERATORS } from '#hunt/fields';
import { type Hunt, parseHunt, printHunt } from '#hunt/hunt';
import { HuntError } from '#hunt/hunt-error';
import { MEASURES } from '#hunt/measures';
import type { HuntedRecord } from '#hunt/records';
import { BUCKETS, type Bucket, type TimelineRow } from '#hunt/timeline';
import { ORDERS, type TopRow } from '#hunt/top';
import { Problem } from '#platform/http/problem';
import type { WrittenHunt } from './ask-hunt.js';

export const instant = z.iso.datetime().meta({ id: 'Instant' });
const count = z.number().int().min(0);

/** Characters of one clause; 200 account names fit. */
const LONGEST_CLAUSE = 10_000;

const clause = z.string().max(LONGEST_CLAUSE);
const BUCKET_NAMES = Object.keys(BUCKETS) as [Bucket, ...Bucket[]];

/** The parameters every hunt has. */
export const HuntQuery = z.strictObject({
  from: z.string().max(30).optional().meta({ description: 'Start of the window, UTC, such as 2026-09-01' }),
  until: z.string().max(30).optional().meta({ description: 'End of the window, itself not in it' }),
  where: z
    .union([clause, z.array(clause)])
    .optional()
    .meta({
      description:
        'Clauses that all have to be met: field:operator:value,value, with | between alternatives and a backslash before : , | . that belong to a value; see /v1/hunts/fields',
    }),
});

export const TopQuery = HuntQuery.extend({
  by: z.string().min(1).max(300).meta({ description: 'Field whose values are ranked, or labels.x_…' }),
  rank: z.enum(MEASURES).default('calls'),
  order: z.enum(ORDERS).default('most').meta({ description: 'growth and fall compare with the window before' }),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
});

export const TimelineQuery = HuntQuery.extend({ bucket: z.enum(BUCKET_NAMES).default('hour') });

export const RecordsQuery = HuntQuery.extend({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/, { error: 'must be the next_cursor of the page before' })
    .optional(),
});

const Cost = z
  .object({
    records: count.meta({ description: 'Calls stored in the window' }),
    rows: count.meta({ description: 'Rows to be read' }),
    seconds: count.meta({ description: 'Rough' }),
    reads: z.enum(['usage', 'usage_hourly', 'fingerprint']),
  })
  .meta({ id: 'HuntCost' });

export const CostAnswer = Cost.extend({
  hunt: z.string(),
  refused: z
    .object({ because: z.string(), next: z.string(), narrower: z.string() })
    .nullable()
    .meta({ description: 'Why it would not run, and a hunt that would' }),
}).meta({ id: 'HuntCostAnswer' });
export type CostAnswer = z.infer<typeof CostAnswer>;

const amounts = {
  calls: count,
  accounts: count.meta({ description: 'Distinct' }),
  tokens: count.nullable(),
  cost_micro_usd: count.nullable(),
  failed: count.nullable().meta({ description: 'Status from 400 on' }),
  filtered: count
    .nullable()
    .meta({ description: 'Stopped by a filter or refused by the model; null where a roll-up answered' }),
};

const hunt = z
  .string()
  .meta({ description: 'The hunt in its one form, to be shared as the search part of an address' });

export const TopAnswer = z
  .object({
    hunt,
    by: z.string(),
    cost: Cost,
    values: z.array(
      z.object({
        value: z.string(),
        ...amounts,
        calls_before: count.meta({ description: 'In the window of equal length before' }),
        ranked: count,
        ranked_before: count,
        change: z
          .number()
          .nullable()
          .meta({ description: 'ranked / ranked_before − 1; null when there was none before' }),
      }),
    ),
    values_in_all: count,
    calls_in_all: count,
  })
  .meta({ id: 'HuntTop' });
export type TopAnswer = z.infer<typeof TopAnswer>;

export const TimelineAnswer = z
  .object({ hunt, bucket: z.enum(BUCKET_NAMES), cost: Cost, points: z.array(z.object({ from: instant, ...amounts })) })
  .meta({ id: 'HuntTimeline' });
export type TimelineAnswer = z.infer<typeof TimelineAnswer>;

export const RecordsAnswer = z
  .object({
    hunt,
    cost: Cost,
    records: z.array(z.looseObject({ record: z.string(), at: instant, account: z.string() })),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'HuntRecords' });
export type RecordsAnswer = z.infer<typeof RecordsAnswer>;

export const FieldsAnswer = z
  .object({
    fields: z.array(
      z.object({
        name: z.string(),
        kind: z.string(),
        meaning: z.string(),
        operators: z.array(z.string()),
        of_text: z.boolean(),
      }),
    ),
    measures: z.array(z.string()),
    orders: z.array(z.string()),
    buckets: z.array(z.string()),
  })
  .meta({ id: 'HuntFields' });
export type FieldsAnswer = z.infer<typeof FieldsAnswer>;

/** Every field with how it may be asked for, so that a page need not know them. */
export function shapeFields(): FieldsAnswer {
  const names = Object.keys(FIELDS).filter(isFieldName);
  return {
    fields: names.map((name) => {
      const { kind, meaning, ofText = false } = fieldOf(name);
      return { name, kind, meaning, operators: [...OPERATORS[kind]], of_text: ofText };
    }),
    measures: [...MEASURES],
    orders: [...ORDERS],
    buckets: [...BUCKET_NAMES],
  };
}

/** @throws {Problem} 400 naming the part that is wrong */
export function huntIn({ from, until, where = [] }: z.infer<typeof HuntQuery>): WrittenHunt {
  return understood(() => parseHunt({ from, until, where: typeof where === 'string' ? [where] : where }));
}

/** What somebody asked for, or why it cannot be: a hunt's own errors become problems. */
export function understood<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw problemOfHunt(error);
  }
}

/** @returns the problem of a hunt that is wrong (400) or too costly (422); anything else as it is */
export function problemOfHunt(error: unknown): unknown {
  if (!(error instanceof HuntError)) return error;
  return error.part === 'hunt'
    ? new Problem(422, 'hunt_too_wide', error.message, error.next, { cause: error })
    : new Problem(400, 'invalid_request', error.message, error.next, { cause: error });
}

export function shapeCost({ records, rows, seconds, reads }: HuntCost): z.infer<typeof Cost> {
  return { records, rows, seconds, reads };
}

export function shapeTop(hunt: WrittenHunt, by: string, cost: HuntCost, rows: readonly TopRow[]): TopAnswer {
  return {
    hunt: printHunt(hunt),
    by,
    cost: shapeCost(cost),
    values: rows.map(({ values_in_all: _, calls_in_all: __, ...row }) => ({
      ...row,
      tokens: row.tokens ?? null,
      cost_micro_usd: row.cost_micro_usd ?? null,
      failed: row.failed ?? null,
      filtered: row.filtered ?? null,
      change: row.ranked_before === 0 ? null : row.ranked / row.ranked_before - 1,
    })),
    values_in_all: rows[0]?.values_in_all ?? 0,
    calls_in_all: rows[0]?.calls_in_all ?? 0,
  };
}

export function shapePoint({ from, filtered, ...same }: TimelineRow): TimelineAnswer['points'][number] {
  return { from: from.toISOString(), ...same, filtered: filtered ?? null };
}

export function shapeRecord({ at, account_created_at, ...same }: HuntedRecord): RecordsAnswer['records'][number] {
  return { ...same, at: at.toISOString(), account_created_at: account_created_at?.toISOString() ?? null };
}

/** The window a hunt was read with. @throws {TypeError} without one, which its cost has refused before */
export function windowed(hunt: WrittenHunt): Hunt {
  if (!('from' in hunt)) throw new TypeError('windowed requires a hunt whose cost was judged');
  return hunt;
}
