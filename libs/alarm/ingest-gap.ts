import type { Alarm } from './alarm.js';

const HOUR = 3_600_000;

/** Hours with usage that a source must have had, before its silence means anything: a day's worth. */
const KNOWN_FROM = 24;

/**
 * Silence is held against the longest pause of the source's own two weeks: an office's weekend is no gap. One hour more than
 * that is a warning, twice as much an alarm; never before 2 and 6 hours, for gateways send late and batches wait.
 */
const WARNING = { beyond: 1, atLeast: 2 };
const ALARM = { times: 2, atLeast: 6 };

/**
 * Whether a source that used to send has stopped.
 *
 * @param source  its name
 * @param hours   starts of the hours of the last 14 days in which it sent, ascending
 * @param now     instant of the look
 */
export function ingestGap(source: string, hours: readonly Date[], now: Date): Alarm {
  const common = { name: 'ingest-gap', about: source, unit: 'hours' } as const;
  const last = hours.at(-1);
  const silent = last === undefined ? null : Math.max(0, (now.getTime() - last.getTime()) / HOUR - 1);
  if (silent === null || hours.length < KNOWN_FROM) {
    const because = `it sent in ${hours.length} hours of 14 days, too few to know its pauses`;
    return { ...common, state: 'calm', value: silent, warnsAt: null, alarmsAt: null, because };
  }
  const usual = longestPause(hours);
  const warnsAt = Math.max(WARNING.atLeast, usual + WARNING.beyond);
  const alarmsAt = Math.max(ALARM.atLeast, usual * ALARM.times, warnsAt);
  return {
    ...common,
    state: silent >= alarmsAt ? 'alarm' : silent >= warnsAt ? 'warning' : 'calm',
    ...{ value: silent, warnsAt, alarmsAt },
    because: `silent for ${silent.toFixed(1)} hours; its longest pause in 14 days was ${usual}${silent >= warnsAt ? ': see whether the gateway sends, and whether its key holds' : ''}`,
  };
}

/** Whole hours without usage between two hours with it. */
function longestPause(hours: readonly Date[]): number {
  return hours.reduce(
    (longest, hour, place) =>
      place === 0 ? 0 : Math.max(longest, (hour.getTime() - (hours[place - 1]?.getTime() ?? 0)) / HOUR - 1),
    0,
  );
}
