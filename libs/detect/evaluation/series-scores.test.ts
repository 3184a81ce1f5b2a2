import { describe, expect, it } from 'vitest';
import { eventScores } from './event-scores.js';
import { type Series, TEN_MINUTES } from './series.js';
import { spikeScores } from './spike-scores.js';
import { alarmed, type Watch } from './watch.js';

const flat = (name: string, length: number, value: number): Series => {
  return { name, from: 0, values: new Float64Array(length).fill(value) };
};

/** Reports what is above a limit, and acts on twice as much. */
const above =
  (limit: number): Watch =>
  (values, from, until) =>
    [...values.keys()]
      .slice(from, until)
      .flatMap((at) => [
        ...((values[at] ?? 0) > limit ? [{ at, point: 'report' as const }] : []),
        ...((values[at] ?? 0) > 2 * limit ? [{ at, point: 'act' as const }] : []),
      ]);

describe('alarms', () => {
  it('count each ten minutes once, and past the stricter point what passed it', () => {
    const alarms = [2, 1, 2].map((at) => ({ at, point: at === 1 ? ('act' as const) : ('report' as const) }));
    expect(alarmed(alarms, 'report')).toEqual([1, 2]);
    expect(alarmed(alarms, 'act')).toEqual([1]);
  });
});

describe('spikes', () => {
  const clients = [flat('low', 2_016, 10), flat('high', 2_016, 40)];
  const chance = [0, 1].map((seed) => (n: number) => seed * (n - 1));

  it('are found as often as the bursts that are planted are seen', () => {
    expect(spikeScores(clients, above(100), chance, ['report', 'act'])).toEqual(
      new Map([
        ['report', { alarms_per_client_day: 0, recall_x3: 0.5, recall_x10: 0.5 }],
        ['act', { alarms_per_client_day: 0, recall_x3: 0, recall_x10: 0.5 }],
      ]),
    );
  });

  it('are alarms by the client and day of the judged week', () => {
    const restless = { ...clients[0], values: clients[0]?.values.slice().fill(500, 900, 1_015) } as Series;
    const scores = spikeScores([restless, flat('still', 2_016, 0)], above(499), chance, ['report']);
    expect(scores.get('report')?.alarms_per_client_day).toBeCloseTo(7 / 14);
  });

  it('are planted where a client at rest would be at its median', () => {
    const asleep = flat('asleep', 2_016, 60);
    for (let at = 1_100; at < 2_016; at += 1) asleep.values[at] = 0;
    expect(spikeScores([asleep], above(100), chance, ['report']).get('report')?.recall_x3).toBe(1);
  });

  it('are not judged on less than a week and a day', () => {
    expect(() => spikeScores([flat('short', 1_199, 1)], above(1), chance, ['report'])).toThrow(
      'requires 1200 times ten minutes of short, got 1199',
    );
  });
});

describe('events', () => {
  const at = (bin: number) => bin * TEN_MINUTES;
  const series = flat('a', 1_000, 1);
  for (const bin of [10, 200, 201, 400, 405, 410, 600]) series.values[bin] = 9;
  const known = (from: number, until: number) => ({ series: 'a', from: at(from), until: at(until) });

  it('are hit by any alarm in them, while alarms of the same six hours outside are one false one', () => {
    // Six hours are 36 times ten minutes: 400 and 405 lie in 396 to 431, and so does 410.
    const scores = eventScores([series], [known(190, 210), known(700, 720)], above(5), ['report']);
    expect(scores.get('report')).toEqual({ precision: 1 / 3, recall: 0.5, event_f1: 2 / 5 });
  });

  it('of the first fifteen hundredths count neither way', () => {
    const scores = eventScores([series], [known(5, 15), known(190, 210)], above(5), ['report']);
    expect(scores.get('report')).toEqual({ precision: 1 / 3, recall: 1, event_f1: 2 / 4 });
  });

  it('have no precision where nothing was raised', () => {
    const scores = eventScores([series], [known(190, 210)], above(5), ['act']);
    expect(scores.get('act')).toEqual({ recall: 0, event_f1: 0 });
  });
});
