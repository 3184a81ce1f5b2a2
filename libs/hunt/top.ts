import { z } from 'zod';
import { type Asked, isOfHours } from './asked.js';
import { type Bound, conditionOf, isOfTexts, labelSql } from './condition.js';
import { type FieldName, fieldOf, isFieldName } from './fields.js';
import type { Hunt } from './hunt.js';
import { HuntError } from './hunt-error.js';
import { type Measure, OF_HOURS, OF_TEXTS, OF_USAGE } from './measures.js';

/** Which values come first: the largest, or those that grew or fell most since the window before. */
export const ORDERS = ['most', 'growth', 'fall'] as const;
export type Order = (typeof ORDERS)[number];

const ORDER_SQL: Readonly<Record<Order, string>> = {
  most: 'ranked DESC',
  growth: 'toInt64(ranked) - toInt64(ranked_before) DESC',
  fall: 'toInt64(ranked) - toInt64(ranked_before) ASC',
};

/** How values are told apart and ranked. */
export interface Ranking {
  /** A field, or `labels.x_…`. */
  readonly by: string;
  readonly rank: Measure;
  readonly order: Order;
  /** Values at most. */
  readonly most: number;
}

// 64-bit counts travel as text; none of them comes near 2⁵³.
const count = z.coerce.number().int().nonnegative();

const Row = z.object({
  value: z.string(),
  calls: count,
  accounts: count,
  /** Absent where the roll-up that answered does not know. */
  tokens: count.optional(),
  cost_micro_usd: count.optional(),
  failed: count.optional(),
  filtered: count.optional(),
  calls_before: count,
  ranked: count,
  ranked_before: count,
  values_in_all: count,
  calls_in_all: count,
});

/** One value with what its calls amount to in the hunted window, and in the one of equal length before it. */
export type TopRow = z.infer<typeof Row>;

const NOW = 'is_now';
const BEFORE = 'NOT is_now';

/**
 * Compiles "which values of a field lead, and how did each change".
 *
 * @throws {HuntError} when the field has no values to tell apart, or the measure is not known of it
 */
export function top(hunt: Hunt, { by, rank, order, most }: Ranking): Asked<TopRow> {
  const { field, key } = ruled(by);
  const isText = fieldOf(field).ofText === true;
  const { sql: filter, parameters } = conditionOf(hunt, isText && isOfTexts(hunt) ? 'fingerprint' : 'usage');
  const since = new Date(2 * hunt.from.getTime() - hunt.until.getTime());
  const bound: Record<string, Bound> = { ...parameters, from: hunt.from, until: hunt.until, since, most };
  if (key !== undefined) bound.by_key = key;
  const compile = (
    file: string,
    sums: Readonly<Partial<Record<Measure, (when: string) => string>>>,
  ): Asked<TopRow>['question'] => {
    const sum = sums[rank];
    if (sum === undefined) {
      throw new HuntError('rank', `${rank} is not known of ${by}`, `rank it by ${Object.keys(sums).join(' or ')}`);
    }
    const marks = {
      filter,
      by: valueSql(field),
      order: ORDER_SQL[order],
      ranked: sum(NOW),
      ranked_before: sum(BEFORE),
    };
    return { sql: new URL(`./questions/${file}.sql`, import.meta.url), row: Row, marks };
  };
  if (isText) {
    const file = isOfTexts(hunt) ? 'top-of-texts' : 'top-of-texts-of-usage';
    return { question: compile(file, OF_TEXTS), parameters: bound, reads: 'fingerprint' };
  }
  const ofUsage: Asked<TopRow> = { question: compile('top-of-usage', OF_USAGE), parameters: bound, reads: 'usage' };
  if (rank === 'filtered' || !isOfHours(hunt, [field])) return ofUsage;
  const rollUp = { question: compile('top-of-hours', OF_HOURS), parameters: bound, reads: 'usage_hourly' } as const;
  return { ...ofUsage, rollUp };
}

function ruled(by: string): { readonly field: FieldName; readonly key?: string } {
  const [field = '', ...keys] = by.split('.');
  if (!isFieldName(field)) {
    throw new HuntError(
      'by',
      `there is no field ${JSON.stringify(field.slice(0, 80))}`,
      'GET /v1/hunts/fields lists them',
    );
  }
  const isLabel = fieldOf(field).kind === 'labels';
  if (isLabel !== keys.length > 0) {
    throw new HuntError(
      'by',
      isLabel ? 'needs the name of a label' : `${field} has no keys`,
      'write it like labels.x_team',
    );
  }
  return isLabel ? { field, key: keys.join('.') } : { field };
}

/** What one call counts under; a list counts under each of its names. */
function valueSql(field: FieldName): string {
  switch (fieldOf(field).kind) {
    case 'names':
      return `arrayJoin(${field})`;
    case 'scores':
      return 'arrayJoin(mapKeys(moderation))';
    case 'labels':
      return labelSql('{by_key:String}');
    case 'share':
      return `ifNull(toString(${field}), '')`;
    case 'instant':
      return `ifNull(toString(toDate(${field})), '')`;
    default:
      return field;
  }
}
