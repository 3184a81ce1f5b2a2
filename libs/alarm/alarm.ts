/** What can be wrong with an installation; also the label of its metric. */
export const ALARMS = [
  'detector-lag',
  'detector-silent',
  'detector-loud',
  'ingest-gap',
  'spool-depth',
  'dead-letters',
  'budget-left',
  'clock-skew',
] as const;
export type AlarmName = (typeof ALARMS)[number];

/** `unknown`: what it is judged by could not be had. */
export const ALARM_STATES = ['calm', 'unknown', 'warning', 'alarm'] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

/** What one look at one part of the installation came to. */
export interface Alarm {
  readonly name: AlarmName;
  /** The detector, source or store it is about; empty where it is about the installation. */
  readonly about: string;
  readonly state: AlarmState;
  /** In `unit`; null while there is nothing to measure. */
  readonly value: number | null;
  readonly unit: string;
  /** Value from which it is a warning and an alarm; null where the value does not decide. */
  readonly warnsAt: number | null;
  readonly alarmsAt: number | null;
  /** One plain sentence. */
  readonly because: string;
}

/** The state of a value that is the worse the greater it is. */
export function stateOf(value: number, warnsAt: number, alarmsAt: number): AlarmState {
  if (value >= alarmsAt) return 'alarm';
  return value >= warnsAt ? 'warning' : 'calm';
}

/** An alarm that cannot be judged. @param because  why, in one sentence */
export function unknownAlarm(name: AlarmName, about: string, unit: string, because: string): Alarm {
  return { name, about, state: 'unknown', value: null, unit, warnsAt: null, alarmsAt: null, because };
}

/** The gravest state of all; calm when there are none. */
export function gravest(alarms: readonly Pick<Alarm, 'state'>[]): AlarmState {
  return ALARM_STATES[Math.max(0, ...alarms.map(({ state }) => ALARM_STATES.indexOf(state)))] ?? 'calm';
}

/** Gravest first; of one state in the order of the names. */
export function byGravity(alarms: readonly Alarm[]): Alarm[] {
  return [...alarms].sort(
    (a, b) =>
      ALARM_STATES.indexOf(b.state) - ALARM_STATES.indexOf(a.state) ||
      ALARMS.indexOf(a.name) - ALARMS.indexOf(b.name) ||
      (a.about < b.about ? -1 : 1),
  );
}
