import type { KnownEvent } from './known-events.js';
import type { Point, Scores } from './score.js';
import { type Series, TEN_MINUTES } from './series.js';
import { alarmed, type Watch } from './watch.js';

/** Share of each series that a detector may learn from before it is judged. */
const LEARNING = 0.15;

/** Alarms within the same six hours outside every event are one false alarm. */
const SIX_HOURS = 6 * 3_600_000;

/**
 * How many known events are hit, and how many of the alarms hit one.
 *
 * @returns  precision, recall and event_f1, 0..1; without what nothing could be divided into
 */
export function eventScores(
  series: readonly Series[],
  events: readonly KnownEvent[],
  watch: Watch,
  points: readonly Point[],
): ReadonlyMap<Point, Scores> {
  const watched = series.map(({ name, from, values }) => {
    const begin = Math.ceil(values.length * LEARNING);
    const judgedFrom = from + begin * TEN_MINUTES;
    const known = events.filter((event) => event.series === name && event.until >= judgedFrom);
    return { from, known, alarms: watch(values, begin, values.length) };
  });
  return new Map(
    points.map((point) => {
      let [hit, falseAlarms, wanted] = [0, 0, 0];
      for (const { from, known, alarms } of watched) {
        const at = alarmed(alarms, point).map((bin) => from + bin * TEN_MINUTES);
        const inside = (event: KnownEvent, start: number) => start + TEN_MINUTES > event.from && start <= event.until;
        wanted += known.length;
        hit += known.filter((event) => at.some((start) => inside(event, start))).length;
        const outside = at.filter((start) => !known.some((event) => inside(event, start)));
        falseAlarms += new Set(outside.map((start) => Math.floor(start / SIX_HOURS))).size;
      }
      return [point, shares(hit, falseAlarms, wanted)];
    }),
  );
}

function shares(hit: number, falseAlarms: number, wanted: number): Scores {
  return {
    ...(hit + falseAlarms === 0 ? {} : { precision: hit / (hit + falseAlarms) }),
    ...(wanted === 0 ? {} : { recall: hit / wanted }),
    ...(wanted + falseAlarms === 0 ? {} : { event_f1: (2 * hit) / (hit + falseAlarms + wanted) }),
  };
}
