import type { Quarter } from './quarter.js';

/** Share of the median below which a day has so few records that some of it must be missing. */
const TOO_FEW = 0.05;

const DAY = 86_400_000;

/** Usage records of one hour. */
export interface HourlyRecords {
  /** Start of the hour. */
  readonly hour: Date;
  readonly records: number;
}

/**
 * Looks for days whose usage is missing, before anything is counted: a gap would pass for calm.
 *
 * Records begin with the first day that has any; from then on every day has to have some, and not almost none.
 *
 * @param quarter  period of the release
 * @param hours    records by hour, of the quarter and of a week before it
 * @returns        days without records, or with less than a twentieth of the median day, as `YYYY-MM-DD`
 */
export function missingDays({ window: { from, until } }: Quarter, hours: readonly HourlyRecords[]): string[] {
  const records = new Map<string, number>();
  for (const { hour, records: count } of hours) {
    const name = dayName(hour.getTime());
    records.set(name, (records.get(name) ?? 0) + count);
  }
  const first = [...records.keys()].sort()[0];
  if (first === undefined) return [];
  const days: string[] = [];
  for (let at = from.getTime(); at < until.getTime(); at += DAY) days.push(dayName(at));
  const expected = days.filter((day) => day >= first);
  const sorted = expected.map((day) => records.get(day) ?? 0).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return expected.filter((day) => (records.get(day) ?? 0) <= median * TOO_FEW);
}

function dayName(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
