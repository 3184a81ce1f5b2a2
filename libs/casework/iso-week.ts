import type { Window } from '#usage/window';

const DAY = 86_400_000;
const WEEK = 7 * DAY;

/** Monday of the week that 4 January lies in: the first of its ISO year. */
function firstMonday(year: number): number {
  const fourth = Date.UTC(year, 0, 4);
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY;
}

/**
 * The seven days of an ISO 8601 week in UTC.
 *
 * @param week  such as `2026-W40`
 * @throws {RangeError} when the year has no such week
 */
export function weekWindow(week: string): Window {
  const [, year, number] = /^(\d{4})-W(\d\d)$/.exec(week) ?? [];
  const from = year === undefined ? Number.NaN : firstMonday(Number(year)) + (Number(number) - 1) * WEEK;
  if (Number.isNaN(from) || number === '00' || isoWeek(new Date(from)) !== week) {
    throw new RangeError(`weekWindow requires a week of its year such as 2026-W40, got ${week}`);
  }
  return { from: new Date(from), until: new Date(from + WEEK) };
}

/** The ISO 8601 week that an instant lies in, in UTC, such as `2026-W40`. */
export function isoWeek(at: Date): string {
  // A week belongs to the year of its Thursday.
  const thursday = new Date(at.getTime() + (3 - ((at.getUTCDay() + 6) % 7)) * DAY);
  const year = thursday.getUTCFullYear();
  const number = 1 + Math.floor((thursday.getTime() - firstMonday(year)) / WEEK);
  return `${year}-W${String(number).padStart(2, '0')}`;
}
