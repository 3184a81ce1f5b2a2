import { median } from '#statistics/median';

/** How one claimed user comes back. */
export interface Schedule {
  /** Whether no person would keep it. */
  readonly isKept: boolean;
  /** Visits on a day with any, mean. */
  readonly perDay: number;
  /** Minutes of its visits since the window's start, ascending. */
  readonly visits: readonly number[];
  /** Longest stretch of the day without a visit on any day, minutes. */
  readonly rest: number;
}

const DAY = 1_440;

/** Minutes without a call after which the next one is another visit: a loop over some posts, or a talk, is one visit. */
const PAUSE = 10;

/** Visits a day; once a day the punctual come too, on their way to work. */
const LEAST_VISITS = 2;

/**
 * Minutes within which visits of two days are at the same time, and about the same time. Habit alone brings 7 in 25 and 13 in 61 of
 * the latter to the former. The narrow pair tells busy schedules apart, the wide one those that are jittered by some minutes.
 */
const SCALES = [
  { same: 3, about: 12 },
  { same: 6, about: 30 },
] as const;

/** Share of the visits at about the same time that are at the same time, from which a clock is at work. People whose habits stray ten minutes stay below 0.4. */
const KEPT = 0.5;

/** Pairs of visits at about the same time, below which such a share may be chance. */
const LEAST_PAIRS = 12;

/** Gaps within a tenth of the median are equal; talks and refreshes, minutes apart, are no schedule. */
const TOLERANCE = 0.1;
const LEAST_GAP = 15;
const LEAST_GAPS = 10;

/** Share of the gaps that are equal; of gaps that people leave, one in twelve is. */
const EQUAL = 0.6;

/**
 * Tells whether visits follow a clock.
 *
 * Either they come at the same minutes day after day, far more often than a person's habits bring them near, or with equal
 * gaps, which may wander through the day.
 *
 * @param minutes  of calls, since a midnight, ascending, at least one
 */
export function schedule(minutes: readonly number[]): Schedule {
  const visits = minutes.filter((minute, index) => index === 0 || minute - (minutes[index - 1] as number) >= PAUSE);
  const times = [...new Set(visits.map((minute) => minute % DAY))].sort((a, b) => a - b);
  const days = [...byDay(visits).values()];
  const isKept = visits.length >= LEAST_VISITS * days.length && (recurs(days) || isEven(visits));
  return { isKept, perDay: visits.length / days.length, visits, rest: longestRest(times) };
}

function recurs(days: readonly (readonly number[])[]): boolean {
  const apart = days.flatMap((day, index) =>
    days.slice(index + 1).flatMap((other) => day.flatMap((time) => other.map((later) => Math.abs(time - later)))),
  );
  return SCALES.some(({ same, about }) => {
    const near = apart.filter((minutes) => minutes <= about);
    return near.length >= LEAST_PAIRS && near.filter((minutes) => minutes <= same).length >= KEPT * near.length;
  });
}

function byDay(visits: readonly number[]): Map<number, number[]> {
  const days = new Map<number, number[]>();
  for (const minute of visits) {
    const day = Math.floor(minute / DAY);
    const known = days.get(day);
    if (known === undefined) days.set(day, [minute % DAY]);
    else known.push(minute % DAY);
  }
  return days;
}

function isEven(visits: readonly number[]): boolean {
  // A night is no gap of a schedule that keeps people's hours.
  const gaps = visits
    .slice(1)
    .map((minute, index) => minute - (visits[index] as number))
    .filter((gap) => gap < DAY / 4);
  if (gaps.length < LEAST_GAPS) return false;
  const usual = median(gaps);
  const equal = gaps.filter((gap) => Math.abs(gap - usual) <= TOLERANCE * usual).length;
  return usual >= LEAST_GAP && equal >= EQUAL * gaps.length;
}

function longestRest(times: readonly number[]): number {
  const gaps = times.map((time, index) =>
    index === 0 ? time + DAY - (times.at(-1) as number) : time - (times[index - 1] as number),
  );
  return Math.max(...gaps);
}
