import type { Row } from './row.js';

/** What one party's full stretches say about the limit behind them. */
export interface Habit {
  /** Refused now and then, and only once a stretch was full: the ceiling is a limit, and not the size of a job. */
  readonly meetsLimit: boolean;
  /** Begins the moment a stretch begins and is done long before it ends. */
  readonly waitsForReset: boolean;
}

/** Refused stretches from which a ceiling is a limit, and the share of refused calls below which the caller heeds it. */
const LEAST_REFUSED = 3;
const HEEDED = 0.1;

/** Share of the stretches, or of their refused calls, that must agree. */
const NEARLY_ALL = 0.8;

/** Share of a stretch: latest beginning, never less than two seconds, and latest end; a steady client fills it to the last second. */
const BEGINNING = 0.02;
const LEAST_MILLISECONDS = 2_000;
const END = 0.85;

/** How one party comes to its ceiling. */
export function habit({ full, calls, limited, seconds }: Row): Habit {
  const milliseconds = 1_000 * seconds;
  const refusing = full.filter(({ refused }) => refused > 0);
  const refusedInFull = refusing.reduce((sum, { refused }) => sum + refused, 0);
  const soon = Math.max(LEAST_MILLISECONDS, BEGINNING * milliseconds);
  // Calls under way when the limit is met are served a moment after it.
  const late = refusing.filter(({ last, refusedFirst }) => refusedFirst + soon >= last);
  const early = full.filter(({ first, last }) => first <= soon && last <= END * milliseconds);
  return {
    meetsLimit:
      refusing.length >= LEAST_REFUSED &&
      limited <= HEEDED * (calls + limited) &&
      refusedInFull >= NEARLY_ALL * limited &&
      late.length >= NEARLY_ALL * refusing.length,
    waitsForReset: early.length >= NEARLY_ALL * full.length,
  };
}
