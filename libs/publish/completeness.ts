import type { Quarter } from './quarter.js';
import { SOURCES, type SourceDay } from './source-days.js';

/** Share of the median below which a day has so few records that some of it must be missing. */
const TOO_FEW = 0.05;

const DAY = 86_400_000;

/** A day that a detector judged. */
export interface JudgedDay {
  readonly detector: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Whether the clock had it judged; false when only a person did. */
  readonly byClock: boolean;
}

/**
 * Looks for days whose usage is missing, before anything is counted: a gap would pass for calm.
 *
 * Records begin with the first day that any source has; from then on each source has to have some every day, and not
 * almost none.
 *
 * @param quarter  period of the release
 * @param days     records by source and day, of the quarter and of a week before it
 * @returns        what lacks, such as `arrivals on 2026-08-15`: days without records, or with less than a twentieth of
 *                 the source's median day
 */
export function missingDays(quarter: Quarter, days: readonly SourceDay[]): string[] {
  const first = days.map(({ day }) => day).sort()[0];
  if (first === undefined) return [];
  const expected = daysOf(quarter).filter((day) => day >= first);
  return SOURCES.flatMap((source) => {
    const records = new Map(days.filter((one) => one.source === source).map((one) => [one.day, one.records]));
    const sorted = expected.map((day) => records.get(day) ?? 0).sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    return expected.filter((day) => (records.get(day) ?? 0) <= median * TOO_FEW).map((day) => `${source} on ${day}`);
  });
}

/**
 * Looks for days that a detector in service has not judged: what it would have found is missing from every table.
 *
 * A detector is in service from the first day that the clock had it judge; what the clock missed a person may have judged.
 *
 * @param quarter  period of the release
 * @param judged   days that were judged, of the quarter and of a week before it
 * @returns        what lacks, such as `spam-campaign on 2026-08-15`
 */
export function missingRuns(quarter: Quarter, judged: readonly JudgedDay[]): string[] {
  return [...new Set(judged.map(({ detector }) => detector))].sort().flatMap((detector) => {
    const own = judged.filter((one) => one.detector === detector);
    const first = own
      .filter(({ byClock }) => byClock)
      .map(({ day }) => day)
      .sort()[0];
    const days = new Set(own.map(({ day }) => day));
    return daysOf(quarter)
      .filter((day) => first !== undefined && day >= first && !days.has(day))
      .map((day) => `${detector} on ${day}`);
  });
}

/** Every day of a quarter, as `YYYY-MM-DD`. */
export function daysOf({ window: { from, until } }: Quarter): string[] {
  const days: string[] = [];
  for (let at = from.getTime(); at < until.getTime(); at += DAY) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
