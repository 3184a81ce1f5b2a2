import { z } from 'zod';
import type { Question } from '#usage/question';
import { HOUR } from '#usage/window';
import type { Read } from './asked.js';
import { type Hunt, hasWindow, printHunt } from './hunt.js';

const DAY = 24 * HOUR;

const count = z.coerce.number().int().nonnegative();

const Row = z
  .object({ in_all: count, within: count, earliest_second: count, latest_second: count })
  .transform(({ in_all, within, earliest_second, latest_second }) => ({
    inAll: in_all,
    within,
    /** First and last hour any stored call started in; the epoch when there are none. */
    earliest: new Date(earliest_second * 1_000),
    latest: new Date(latest_second * 1_000),
  }));

/** How much usage there is, and how much of it in one window. */
export type StoredSpan = z.infer<typeof Row>;

/** Asked with `from` and `until`. */
export const storedSpan: Question<StoredSpan> = {
  sql: new URL('./questions/stored-span.sql', import.meta.url),
  row: Row,
};

/** Days of a hunt at most: over calls, as long as a quarter; over the roll-up of hours, as long as usage is kept. */
const MOST_DAYS: Readonly<Record<Read, number>> = { usage: 92, fingerprint: 92, usage_hourly: 400 };

/** Rows one hunt may read: more take longer than the 30 seconds a reader has. */
export const MOST_ROWS = 100_000_000;

/** Rows read in a second by two cores; `npm run bench hunt` measures it. */
const ROWS_A_SECOND = 6_000_000;

/** Limits of a hunt under way; what it costs is told before, so that only a wrong estimate meets them. */
export const HUNT_LIMITS = { seconds: 25, bytes: 64 * 1024 ** 3 } as const;

/**
 * Rows of calls that cost as much as one row of the roll-up: calls lie in the order of accounts, which counts them at a
 * third of the price; `npm run bench hunt` measures both.
 */
const CALLS_A_ROW = 4;

/**
 * Whether the roll-up of hours answers a hunt better than the calls do.
 *
 * @param calls  rows of calls to be read; undefined where the engine cannot tell
 * @param hours  rows of the roll-up to be read
 */
export function prefersRollUp({ from, until }: Hunt, calls: number | undefined, hours: number | undefined): boolean {
  if (calls === undefined || hours === undefined) return true;
  const isLong = until.getTime() - from.getTime() > MOST_DAYS.usage * DAY;
  return isLong || calls > MOST_ROWS || hours * CALLS_A_ROW <= calls;
}

/** What a hunt would cost, and whether it may run. */
export interface HuntCost {
  /** Calls stored in its window; for the top also in the one before. */
  readonly records: number;
  /** Rows to be read, since calls lie in the order of accounts. */
  readonly rows: number;
  /** Rough, for two cores. */
  readonly seconds: number;
  readonly reads: Read;
  /** Absent when it may run. */
  readonly refusal?: { readonly because: string; readonly next: string; readonly narrower: string };
}

/**
 * Judges what a hunt would cost before it runs.
 *
 * @param hunt   as written; without a window it is always refused
 * @param reads  the table that would answer
 * @param span   what is stored
 * @param rows   to be read by the engine's own estimate; undefined where it gives none
 */
export function costOf(
  hunt: Hunt | { readonly where: Hunt['where'] },
  reads: Read,
  span: StoredSpan,
  rows: number | undefined,
): HuntCost {
  const records = hasWindow(hunt) ? span.within : span.inAll;
  const read = rows ?? (reads === 'usage_hourly' ? records : span.inAll);
  const cost = { records, rows: read, seconds: Math.ceil(read / ROWS_A_SECOND), reads };
  const narrower = (window: { from: Date; until: Date }) => printHunt({ ...window, where: hunt.where });
  if (!hasWindow(hunt)) {
    const until = new Date(span.latest.getTime() + HOUR);
    const from = new Date(until.getTime() - DAY);
    const days = Math.ceil((until.getTime() - span.earliest.getTime()) / DAY);
    return {
      ...cost,
      refusal: {
        because: `without from and until it would read all ${said(span.inAll)} calls of ${days} days, about ${said(cost.seconds)} s`,
        next: 'give from and until; the last day there are calls of is a good start',
        narrower: narrower({ from, until }),
      },
    };
  }
  const days = (hunt.until.getTime() - hunt.from.getTime()) / DAY;
  if (days > MOST_DAYS[reads]) {
    const from = new Date(hunt.until.getTime() - MOST_DAYS[reads] * DAY);
    return {
      ...cost,
      refusal: {
        because: `its window is ${said(Math.ceil(days))} days long, ${said(records)} calls; ${MOST_DAYS[reads]} are the most`,
        next: 'ask for less time; whole hours, and no other field than account and key, are answered from a roll-up for up to 400 days',
        narrower: narrower({ from, until: hunt.until }),
      },
    };
  }
  if (read > MOST_ROWS) {
    const hours = Math.max(1, Math.floor((days * 24 * MOST_ROWS) / read));
    return {
      ...cost,
      refusal: {
        because: `it would read ${said(read)} rows, about ${said(cost.seconds)} s; ${said(MOST_ROWS)} are the most`,
        next: 'ask for less time, or name accounts: calls lie in the order of accounts',
        narrower: narrower({ from: new Date(hunt.until.getTime() - hours * HOUR), until: hunt.until }),
      },
    };
  }
  return cost;
}

function said(count: number): string {
  return count.toLocaleString('en');
}
