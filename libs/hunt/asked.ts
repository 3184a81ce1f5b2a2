import type { Question } from '#usage/question';
import { HOUR } from '#usage/window';
import type { Bound } from './condition.js';
import type { FieldName } from './fields.js';
import type { Hunt } from './hunt.js';

/** Tables that answer hunts: every call, the hours of accounts and keys, or what is kept of texts. */
export type Read = 'usage' | 'usage_hourly' | 'fingerprint';

/** One question compiled from a hunt, ready to be asked. */
export interface Asked<Row> {
  readonly question: Question<Row>;
  readonly parameters: Readonly<Record<string, Bound>>;
  /** Where most of the reading is done. */
  readonly reads: Read;
  /** The same from the roll-up of hours, where it can answer. */
  readonly rollUp?: Asked<Row>;
}

const OF_HOURS: ReadonlySet<FieldName> = new Set(['account', 'key']);

/**
 * Whether the roll-up of hours can answer: whole hours, and nothing asked of a call but whose it is.
 *
 * @param fields  asked for beside those of the clauses
 */
export function isOfHours({ from, until, where }: Hunt, fields: readonly string[]): boolean {
  const asked = [...fields, ...where.flat().map(({ field }) => field)];
  return (
    from.getTime() % HOUR === 0 &&
    until.getTime() % HOUR === 0 &&
    asked.every((field) => OF_HOURS.has(field as FieldName))
  );
}
