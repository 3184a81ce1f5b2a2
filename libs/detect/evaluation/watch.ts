import type { Point } from './score.js';

/** One alarm of a series. */
export interface Alarm {
  /** Which ten minutes, counted from the series' first. */
  readonly at: number;
  readonly point: Point;
}

/**
 * What a detector raises in the ten minutes `from` to `until` (not included) of a series, from them and what came before.
 */
export type Watch = (values: Float64Array, from: number, until: number) => readonly Alarm[];

/** Ten minutes with an alarm; `report` counts every alarm, `act` only those past the stricter threshold, each ten minutes once. */
export function alarmed(alarms: readonly Alarm[], point: Point): number[] {
  const at = alarms.filter((alarm) => point === 'report' || alarm.point === 'act').map((alarm) => alarm.at);
  return [...new Set(at)].sort((a, b) => a - b);
}
