import { type Alarm, stateOf } from './alarm.js';

const HOUR = 3_600_000;

/**
 * Hours a window may wait for its judgement. The clock looks every 30 s, and the whole catalogue judges a day of ten
 * million calls within minutes (`npm run bench detect`): an hour is beyond any normal day, six lose most of a shift.
 */
const WARNS_AT = 1;
const ALARMS_AT = 6;

/**
 * Whether the clock keeps up with a detector's windows.
 *
 * @param detector  its name
 * @param owed      ends of the windows that wait to be judged, in any order
 * @param now       by the clock that windows fall due by
 */
export function detectorLag(detector: string, owed: readonly Date[], now: Date): Alarm {
  const oldest = Math.min(now.getTime(), ...owed.map((end) => end.getTime()));
  const hours = (now.getTime() - oldest) / HOUR;
  return {
    ...{ name: 'detector-lag', about: detector, value: hours, unit: 'hours', warnsAt: WARNS_AT, alarmsAt: ALARMS_AT },
    state: stateOf(hours, WARNS_AT, ALARMS_AT),
    because:
      owed.length === 0
        ? 'every window that is due is judged'
        : `${owed.length} ${owed.length === 1 ? 'window waits' : 'windows wait'}, the oldest for ${hours.toFixed(1)} hours; see the log of the detect process and usewatch runs`,
  };
}
