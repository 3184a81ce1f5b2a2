import { type Alarm, stateOf } from './alarm.js';

/** What a store said of the time, and what the machine's clock said before and after. */
export interface ClockReading {
  readonly before: Date;
  readonly theirs: Date;
  readonly after: Date;
}

/**
 * Seconds. Receivers refuse messages whose signature is 300 s off (Standard Webhooks), and leases of people are minutes:
 * a minute is far from both, and any clock that is kept by NTP stays within one.
 */
const WARNS_AT = 5;
const ALARMS_AT = 60;

/**
 * Whether the clock of a store is that of this machine.
 *
 * @param store    such as `casebook`
 * @param reading  the question takes time itself: only what goes beyond it counts
 */
export function clockSkew(store: string, { before, theirs, after }: ClockReading): Alarm {
  const early = before.getTime() - theirs.getTime();
  const late = theirs.getTime() - after.getTime();
  const seconds = Math.max(0, early, late) / 1_000;
  return {
    ...{ name: 'clock-skew', about: store, value: seconds, unit: 'seconds', warnsAt: WARNS_AT, alarmsAt: ALARMS_AT },
    state: stateOf(seconds, WARNS_AT, ALARMS_AT),
    because:
      seconds < 1
        ? 'its clock is that of this machine'
        : `its clock is at least ${seconds.toFixed(1)} s ${late > 0 ? 'ahead of' : 'behind'} that of this machine: keep both by NTP`,
  };
}
