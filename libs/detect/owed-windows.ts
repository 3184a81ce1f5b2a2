import { HOUR, type Window, windowsBetween } from '#usage/window';
import type { Arrivals } from './arrivals.js';
import type { Detector } from './detector.js';

/** What the ledger has of a window. */
export interface Judged {
  readonly windowFrom: Date;
  readonly windowUntil: Date;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly attempt: number;
  readonly finishedAt: Date | null;
  /** Usage records it held when it was judged. */
  readonly records: number | null;
}

/** A window the clock has yet to judge. */
export interface Owed {
  readonly window: Window;
  /** Usage records it holds. */
  readonly records: number;
}

/** Milliseconds before a failed window is tried again: doubled with each attempt, so that a broken one costs little. */
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 10 * 60_000;

/**
 * Windows that hold usage the clock has to judge, have ended, and were not judged as they now are.
 *
 * A window that received further records after it was judged is owed again. Windows that hold nothing but records
 * received later than 7 days after their calls are not owed: loading a log of years ago schedules nothing.
 *
 * @param detector  its spacing and span
 * @param hours     usage by hour, complete for every window that holds any of them, in order
 * @param judged    what the ledger has of the same detector and version, in any order
 * @param now       windows that end later are still filling
 * @returns         in the order of their end
 */
export function owedWindows(
  detector: Pick<Detector, 'everyHours' | 'spanHours'>,
  hours: readonly Arrivals[],
  judged: readonly Judged[],
  now: Date,
): Owed[] {
  const { everyHours, spanHours } = detector;
  const known = new Map(judged.map((run) => [key(run.windowFrom, run.windowUntil), run]));
  const records = recordsByHour(hours);
  const owed = new Map<number, Owed>();
  for (const { hour, timely } of hours) {
    if (timely === 0) continue;
    const last = new Date(Math.min(now.getTime(), hour.getTime() + (spanHours + everyHours) * HOUR));
    for (const window of windowsBetween(hour, last, everyHours, spanHours)) {
      const end = window.until.getTime();
      if (owed.has(end) || window.from > hour) continue;
      const held = recordsIn(window, records);
      if (isOwed(known.get(key(window.from, window.until)), held, now)) owed.set(end, { window, records: held });
    }
  }
  return [...owed.values()].sort((a, b) => a.window.until.getTime() - b.window.until.getTime());
}

function isOwed(run: Judged | undefined, records: number, now: Date): boolean {
  if (run === undefined || run.state === 'running' || run.state === 'cancelled') return true;
  if (run.state === 'done') return run.records !== records;
  const wait = Math.min(FIRST_WAIT * 2 ** (run.attempt - 1), LONGEST_WAIT);
  return now.getTime() >= (run.finishedAt?.getTime() ?? 0) + wait;
}

/** Records by the start of their hour, in milliseconds since the epoch. */
export function recordsByHour(hours: readonly Arrivals[]): ReadonlyMap<number, number> {
  return new Map(hours.map(({ hour, records }) => [hour.getTime(), records]));
}

/** @returns records of calls that started in the window, whose edges lie on full hours */
export function recordsIn({ from, until }: Window, records: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (let hour = from.getTime(); hour < until.getTime(); hour += HOUR) sum += records.get(hour) ?? 0;
  return sum;
}

function key(from: Date, until: Date): string {
  return `${from.getTime()} ${until.getTime()}`;
}
