import type { Rhythm } from './account.js';
import { type Day, HOUR, MINUTE } from './call.js';
import type { Random } from './random.js';

/** Weight of each local hour of the day. Busiest to mean hour is about 2, the median of the `client-rates` clients. */
const HOURS: Readonly<Record<Rhythm, readonly number[]>> = {
  office: [1, 1, 1, 1, 1, 2, 4, 9, 18, 24, 26, 25, 18, 22, 26, 25, 21, 14, 8, 5, 4, 3, 2, 1],
  evening: [6, 3, 2, 1, 1, 1, 3, 5, 6, 7, 8, 9, 10, 9, 9, 10, 12, 15, 19, 24, 26, 25, 20, 12],
  machine: [10, 10, 11, 10, 9, 9, 10, 11, 13, 14, 14, 14, 13, 14, 14, 14, 13, 12, 12, 11, 11, 11, 10, 10],
};

/** Weight of a weekend day against a weekday. */
const WEEKEND: Readonly<Record<Rhythm, number>> = { office: 0.18, evening: 1.25, machine: 0.85 };

/** How much of a mean day a day is, by its weekday alone. */
export function weekdayShare(rhythm: Rhythm, day: Day): number {
  return day.weekday === 0 || day.weekday === 6 ? WEEKEND[rhythm] : 1;
}

/**
 * Draws the start of a sitting within a day, following the local hours of a place.
 *
 * @returns milliseconds since 1970 within the day
 */
export function sittingStart(rhythm: Rhythm, day: Day, utcOffsetHours: number, random: Random): number {
  const local = random.weighted(INDEXES, HOURS[rhythm]);
  const hour = (((local - utcOffsetHours) % 24) + 24) % 24;
  return day.from + hour * HOUR + random.below(HOUR);
}

/**
 * Draws how calls of one sitting are spread over time.
 *
 * People pause about a minute between two requests, machines a few seconds; both with a long tail.
 */
export function pause(rhythm: Rhythm, random: Random): number {
  const median = rhythm === 'machine' ? 7_000 : 55_000;
  return Math.min(30 * MINUTE, random.logNormal(Math.log(median), 0.9));
}

const INDEXES: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);
