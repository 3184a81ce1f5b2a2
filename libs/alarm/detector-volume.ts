import type { Alarm } from './alarm.js';

/** Distinct accounts a detector named in a week, latest week first; null where it judged no window. */
export type WeeklyAccounts = readonly (number | null)[];

/** Weeks before the last one that it is held against; fewer say nothing of what is usual. */
const WEEKS_BEFORE = 4;

/**
 * Accounts in each week before, for silence to mean anything: of a Poisson number with mean 5, none is seen in one week of 150.
 */
const SILENCE_NEEDS = 5;

/**
 * A week is loud from three times the greatest of the four before, and 20 accounts more: a Poisson number of mean 10 or
 * less reaches 30 once in 10⁶ weeks, and three times anything greater is rarer still.
 */
const LOUD_TIMES = 3;
const LOUD_MORE = 20;

/**
 * Whether a detector names far fewer or far more accounts than it used to. Accounts are counted, not hits: one account
 * that is blocked and tries again makes any number of those.
 *
 * @param detector  its name
 * @param weeks     the last week first, then at least four before it
 */
export function detectorVolume(detector: string, weeks: WeeklyAccounts): Alarm[] {
  const [now = null, ...all] = weeks;
  const before = all.slice(0, WEEKS_BEFORE).filter((week) => week !== null);
  const isKnown = now !== null && before.length === WEEKS_BEFORE;
  const [least, most] = [Math.min(...before), Math.max(...before)];
  const loudFrom = isKnown ? Math.max(LOUD_TIMES * most, most + LOUD_MORE) : null;
  const course = isKnown
    ? `${now} accounts in seven days, ${[...before].reverse().join(', ')} in the weeks before`
    : '';
  const common = { about: detector, value: now, unit: 'accounts' };
  const isSilent = isKnown && now === 0 && least >= SILENCE_NEEDS;
  const isLoud = isKnown && loudFrom !== null && now >= loudFrom;
  return [
    {
      ...{ ...common, name: 'detector-silent', warnsAt: null, alarmsAt: null },
      state: isSilent ? 'alarm' : 'calm',
      because: isSilent
        ? `${course}: see whether what it reads still arrives, and whether the misuse has changed`
        : course || SHORT,
    },
    {
      ...{ ...common, name: 'detector-loud', warnsAt: loudFrom, alarmsAt: null },
      state: isLoud ? 'warning' : 'calm',
      because: isLoud ? `${course}: see whether it is a wave of misuse or a change in the logs` : course || SHORT,
    },
  ];
}

const SHORT = 'it has not judged five weeks yet, so nothing is known of what is usual';
