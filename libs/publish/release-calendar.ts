import type { Quarter } from './quarter.js';

const DAY = 86_400_000;

/** Days between the end of a quarter and its release, by default. */
const RELEASED_AFTER = 60;

/** Hour of the day, UTC, at which everybody sees a release. */
const RELEASED_AT = 9;

/** Days that a frozen specification stands in public before the numbers. */
const FROZEN_BEFORE = 30;

/** @returns when a quarter's release comes out unless another day is announced */
export function usualRelease({ window: { until } }: Quarter): Date {
  return new Date(until.getTime() + RELEASED_AFTER * DAY + RELEASED_AT * 3_600_000);
}

/** @returns the latest instant at which the specification of a release of that day may be frozen */
export function latestFreeze(publishAt: Date): Date {
  return new Date(publishAt.getTime() - FROZEN_BEFORE * DAY);
}

/** @returns the first release hour after an instant; what corrects an error does not wait for longer */
export function nextReleaseHour(at: Date): Date {
  const hour = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), RELEASED_AT));
  return hour > at ? hour : new Date(hour.getTime() + DAY);
}
