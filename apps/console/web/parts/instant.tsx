import { Tooltip } from '@mantine/core';

const LOCAL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

/** `2026-09-30 14:05`, UTC. */
export function minuteUtc(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}

/** `30 Sep`, UTC; with the year where it is not this one's. */
export function dayUtc(instant: string, withYear = false): string {
  return new Date(instant).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
    ...(withYear ? { year: 'numeric' as const } : {}),
  });
}

/**
 * An instant in UTC; what it is here is told on hover and focus.
 *
 * @param as  `minute` for tables and sentences, `day` where hours would only be noise
 */
export function Instant({ at, as = 'minute' }: { readonly at: string; readonly as?: 'minute' | 'day' }) {
  return (
    <Tooltip label={`${minuteUtc(at)} UTC · here ${LOCAL.format(new Date(at))}`}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
        {as === 'minute' ? minuteUtc(at) : dayUtc(at)}
      </time>
    </Tooltip>
  );
}

const MINUTE = 60_000;
const STEPS: readonly (readonly [milliseconds: number, unit: string])[] = [
  [365 * 1_440 * MINUTE, 'y'],
  [30 * 1_440 * MINUTE, 'mo'],
  [1_440 * MINUTE, 'd'],
  [60 * MINUTE, 'h'],
  [MINUTE, 'min'],
];

/** How long something has been going on, in its largest unit: `3 d`. */
export function age(from: string, until: string): string {
  const gone = Date.parse(until) - Date.parse(from);
  const step = STEPS.find(([milliseconds]) => gone >= milliseconds);
  return step === undefined ? 'now' : `${Math.floor(gone / step[0])} ${step[1]}`;
}
