import type { Alarm } from './alarm.js';

/** Distinct accounts a detector named in a week, latest week first; null where it judged no window. */
export type WeeklyAccounts = readonly (number | null)[];

/** Weeks before the last one that it is held against; fewer say nothing of what is usual. */
export const WEEKS_BEFORE = 4;

/**
 * Accounts in each week before, for silence to mean anything: of a Poisson number with mean 5, none is seen in one week of 150.
 */
export const SILENCE_NEEDS = 5;

/**
 * A week is loud from three times the greatest of the four before, and 20 accounts more: a Poisson number of mean 10 or
 * less reaches 30 once in 10⁶ weeks, and three times anything greater is rarer still.
 */
export const LOUD_TIMES = 3;
export const LOUD_MORE = 20;

/** How many accounts a detector names, and whether that is usual of it; `young` until five weeks were judged. */
export interface DetectorCourse {
  readonly lastWeek: number | null;
  /** Latest first. */
  readonly weeksBefore: WeeklyAccounts;
  /** Accounts from which the last week is loud; null while it is young. */
  readonly loudFrom: number | null;
  readonly standing: 'young' | 'usual' | 'silent' | 'loud';
}

/**
 * Whether a detector names far fewer or far more accounts than it used to. Accounts are counted, not hits: one account
 * that is blocked and tries again makes any number of those.
 *
 * The status page and Grafana both show this judgement; no question of theirs judges again.
 *
 * @param weeks  the last week first, then at least four before it
 */
export function judgeCourse([lastWeek = null, ...all]: WeeklyAccounts): DetectorCourse {
  const weeksBefore = all.slice(0, WEEKS_BEFORE);
  const before = weeksBefore.filter((week) => week !== null);
  if (lastWeek === null || before.length < WEEKS_BEFORE)
    return { lastWeek, weeksBefore, loudFrom: null, standing: 'young' };
  const [least, most] = [Math.min(...before), Math.max(...before)];
  const loudFrom = Math.max(LOUD_TIMES * most, most + LOUD_MORE);
  const isSilent = lastWeek === 0 && least >= SILENCE_NEEDS;
  return { lastWeek, weeksBefore, loudFrom, standing: isSilent ? 'silent' : lastWeek >= loudFrom ? 'loud' : 'usual' };
}

/**
 * What the course of a detector comes to as alarms, one for silence and one for loudness.
 *
 * @param detector  its name
 * @param weeks     as for `judgeCourse`
 */
export function detectorVolume(detector: string, weeks: WeeklyAccounts): Alarm[] {
  const { lastWeek, weeksBefore, loudFrom, standing } = judgeCourse(weeks);
  const course =
    standing === 'young'
      ? 'it has not judged five weeks yet, so nothing is known of what is usual'
      : `${lastWeek} accounts in seven days, ${[...weeksBefore].reverse().join(', ')} in the weeks before`;
  const common = { about: detector, value: lastWeek, unit: 'accounts', alarmsAt: null };
  return [
    {
      ...{ ...common, name: 'detector-silent', warnsAt: null },
      state: standing === 'silent' ? 'alarm' : 'calm',
      because:
        standing === 'silent'
          ? `${course}: see whether what it reads still arrives, and whether the misuse has changed`
          : course,
    },
    {
      ...{ ...common, name: 'detector-loud', warnsAt: loudFrom },
      state: standing === 'loud' ? 'warning' : 'calm',
      because: standing === 'loud' ? `${course}: see whether it is a wave of misuse or a change in the logs` : course,
    },
  ];
}
