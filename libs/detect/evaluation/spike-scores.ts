import { median } from '#statistics/median';
import type { Point, Scores } from './score.js';
import type { Series } from './series.js';
import { type Alarm, alarmed, type Watch } from './watch.js';

/** Ten minutes of a day, and of the week that every client has behind it when it is judged. */
const DAY = 144;
const WEEK = 7 * DAY;

/** Ten minutes a client needs: a week behind it, and a day in which bursts can begin. */
export const LEAST = 1_200;

/** Ten minutes that a planted burst lasts. */
const BURST = 3;

/** Where bursts may begin: some hours into the judged week, and some before the series ends. */
const FIRST_BURST = 1_100;
const LAST_BURST_BEFORE_END = 26;

/** How many times its usual rate a planted burst is. */
const SIZES = [3, 10] as const;

/** @param below  draws an integer from 0 to below `n` */
export type Draw = (n: number) => number;

/** Whether bursts can be planted into a client's series. */
export function isLongEnough({ values }: Series): boolean {
  return values.length >= LEAST;
}

/**
 * Alarms of real clients, and the share of bursts found that are planted into them.
 *
 * Everything from the second week on is judged. Each seed plants one burst into each client and of each size, by
 * itself: three times ten minutes at `size` times what is there, or times the client's median where that is more. A
 * burst is found when an alarm is raised in it.
 *
 * @param clients  each long enough
 * @param chance   one stream a seed; figures are means over them
 * @returns        alarms per client and day, and recall 0..1 by size
 * @throws {RangeError} when there is no client, or a client's series is too short
 */
export function spikeScores(
  clients: readonly Series[],
  watch: Watch,
  chance: readonly Draw[],
  points: readonly Point[],
): ReadonlyMap<Point, Scores> {
  for (const client of clients) {
    if (!isLongEnough(client)) {
      throw new RangeError(
        `spikeScores requires ${LEAST} times ten minutes of ${client.name}, got ${client.values.length}`,
      );
    }
  }
  if (clients.length === 0) throw new RangeError('spikeScores requires at least one client');
  const days = clients.reduce((sum, { values }) => sum + (values.length - WEEK) / DAY, 0);
  const raised = clients.flatMap(({ values }) => [watch(values, WEEK, values.length)]);
  const planted = clients.flatMap(({ values }) => {
    const usual = median(values);
    return chance.map((draw) => {
      const at = FIRST_BURST + draw(values.length - LAST_BURST_BEFORE_END - FIRST_BURST);
      return SIZES.map((size) => watch(withBurst(values, at, usual, size), at, at + BURST));
    });
  });
  return new Map(points.map((point) => [point, scoresAt(point, raised, planted, days)]));
}

function scoresAt(
  point: Point,
  raised: readonly (readonly Alarm[])[],
  planted: readonly (readonly (readonly Alarm[])[])[],
  days: number,
): Scores {
  const alarms = raised.reduce((sum, each) => sum + alarmed(each, point).length, 0);
  const recall = SIZES.map((_, size) => {
    const found = planted.filter((bySize) => alarmed(bySize[size] ?? [], point).length > 0);
    return found.length / planted.length;
  });
  return {
    alarms_per_client_day: alarms / days,
    ...Object.fromEntries(SIZES.map((size, index) => [`recall_x${size}`, recall[index] ?? 0])),
  };
}

function withBurst(values: Float64Array, at: number, usual: number, size: number): Float64Array {
  const changed = values.slice();
  for (let bin = at; bin < at + BURST; bin++) changed[bin] = size * Math.max(changed[bin] ?? 0, usual);
  return changed;
}
