import type { Window } from '#usage/window';

/** A calendar quarter in UTC, the period of a release. */
export interface Quarter {
  /** Such as `2026-Q3`. */
  readonly name: string;
  /** Calendar year whose privacy budget the release spends. */
  readonly year: number;
  readonly window: Window;
}

/**
 * Reads the name of a quarter.
 *
 * @param name  such as `2026-Q3`
 * @returns     the quarter, or undefined when the name is not one
 */
export function quarterNamed(name: string): Quarter | undefined {
  const [, year, quarter] = /^((?:19|20)\d\d)-Q([1-4])$/.exec(name) ?? [];
  return year === undefined || quarter === undefined ? undefined : quarterAt(Number(year), Number(quarter) - 1);
}

/**
 * The latest quarter that is over.
 *
 * @param now  instant; a quarter is over from its very end on
 */
export function lastCompleteQuarter(now: Date): Quarter {
  return quarterAt(now.getUTCFullYear(), Math.floor(now.getUTCMonth() / 3) - 1);
}

/** @param index  quarters since the year began; below zero counts back into earlier years */
function quarterAt(year: number, index: number): Quarter {
  const from = new Date(Date.UTC(year, 3 * index));
  const until = new Date(Date.UTC(year, 3 * index + 3));
  const begins = from.getUTCFullYear();
  return { name: `${begins}-Q${from.getUTCMonth() / 3 + 1}`, year: begins, window: { from, until } };
}
