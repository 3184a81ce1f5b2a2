import { type Alarm, stateOf } from './alarm.js';

/** What waits in a spool. */
export interface Spooled {
  readonly bytes: number;
  /** Beyond it the doors refuse. */
  readonly mostBytes: number;
  /** When the oldest of it was received; undefined when nothing waits. */
  readonly oldestReceivedAt: Date | undefined;
}

/**
 * Seconds that what was acknowledged may wait to be stored. A segment is closed within 5 s and stored within seconds; a
 * minute means that the loaders fail or cannot keep up. In ten, 500 records a second have filled a sixth of the spool.
 */
const WARNS_AT = 60;
const ALARMS_AT = 600;

/** Shares of the spool; at all of it the doors answer 503. */
const FULL = { warnsAt: 0.25, alarmsAt: 0.75 };

/**
 * Whether what was acknowledged is stored as fast as it comes.
 *
 * @param about  the process whose spool it is
 * @param now    by the clock that receipts are dated by
 */
export function spoolDepth(about: string, { bytes, mostBytes, oldestReceivedAt }: Spooled, now: Date): Alarm {
  const seconds =
    oldestReceivedAt === undefined ? 0 : Math.max(0, (now.getTime() - oldestReceivedAt.getTime()) / 1_000);
  const share = bytes / mostBytes;
  const states = [stateOf(seconds, WARNS_AT, ALARMS_AT), stateOf(share, FULL.warnsAt, FULL.alarmsAt)];
  const state = states.includes('alarm') ? 'alarm' : states.includes('warning') ? 'warning' : 'calm';
  return {
    ...{ name: 'spool-depth', about, state, value: seconds, unit: 'seconds', warnsAt: WARNS_AT, alarmsAt: ALARMS_AT },
    because: `the oldest acknowledged line waits for ${Math.round(seconds)} s, the spool is ${(100 * share).toFixed(1)} % full${state === 'calm' ? '' : ': see whether the warehouse answers, and the log of the ingest process'}`,
  };
}
