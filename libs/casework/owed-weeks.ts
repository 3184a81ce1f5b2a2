import { isoWeek, weekWindow } from './iso-week.js';

const DAY = 86_400_000;

/** Milliseconds after a week's end until its last logs have come and detectors have judged them. */
const SETTLES_AFTER = DAY;

/** Weeks before now that are looked back on; whoever was away longer draws earlier ones by hand. */
const LOOKED_BACK = 4;

/**
 * Weeks whose audit sample the clock has to draw, earliest first.
 *
 * @param since  when the installation began; weeks that ended before are nobody's debt
 * @param now    judges whether a week has ended and settled
 */
export function owedWeeks(since: Date, now: Date): string[] {
  const weeks = Array.from({ length: LOOKED_BACK }, (_, back) =>
    isoWeek(new Date(now.getTime() - SETTLES_AFTER - (LOOKED_BACK - back) * 7 * DAY)),
  );
  return weeks.filter((week) => weekWindow(week).until > since);
}
