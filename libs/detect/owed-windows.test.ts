import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR } from '#usage/window';
import { type Judged, owedWindows } from './owed-windows.js';

const start = Date.UTC(2026, 2, 1);
const at = (hour: number) => new Date(start + hour * HOUR);
const hour = (number: number, records = 5, timely = records) => ({ hour: at(number), records, timely });
const twoHours = { everyHours: 1, spanHours: 2 };
const ends = (owed: { window: { until: Date } }[]) => owed.map(({ window }) => (window.until.getTime() - start) / HOUR);
const done = (until: number, records: number, more: Partial<Judged> = {}): Judged => ({
  windowFrom: at(until - 2),
  windowUntil: at(until),
  state: 'done',
  attempt: 1,
  finishedAt: at(until),
  records,
  ...more,
});

describe('windows owed', () => {
  it('are all that hold an hour with usage, once they have ended', () => {
    expect(ends(owedWindows(twoHours, [hour(10)], [], at(99)))).toEqual([11, 12]);
    expect(ends(owedWindows(twoHours, [hour(10)], [], at(11.5)))).toEqual([11]);
    expect(ends(owedWindows(twoHours, [hour(10)], [], at(10.9)))).toEqual([]);
  });

  it('of a whole day hold the day and its records', () => {
    const [owed, ...others] = owedWindows({ everyHours: 24, spanHours: 24 }, [hour(3), hour(23)], [], at(24));
    expect(others).toEqual([]);
    expect(owed).toEqual({ window: { from: at(0), until: at(24) }, records: 10 });
  });

  it('are none for a log that came years too late', () => {
    expect(owedWindows(twoHours, [hour(10, 1_000, 0)], [], at(99))).toEqual([]);
  });

  it('are not those judged as they are', () => {
    expect(ends(owedWindows(twoHours, [hour(10)], [done(11, 5)], at(99)))).toEqual([12]);
  });

  it('are those again that received more since', () => {
    expect(ends(owedWindows(twoHours, [hour(10)], [done(11, 4), done(12, 5)], at(99)))).toEqual([11]);
  });

  it('are those a dead process left running', () => {
    const left = done(11, 5, { state: 'running', finishedAt: null, records: null });
    expect(ends(owedWindows(twoHours, [hour(10)], [left], at(99)))).toEqual([11, 12]);
  });

  it('are those whose asker broke off before their turn', () => {
    const left = done(11, 5, { state: 'cancelled', attempt: 0, records: null });
    expect(ends(owedWindows(twoHours, [hour(10)], [left, done(12, 5)], at(99)))).toEqual([11]);
  });

  it('are failed ones after a while that doubles with each attempt, up to ten minutes', () => {
    const owedAfter = (attempt: number, seconds: number) =>
      ends(
        owedWindows(
          twoHours,
          [hour(10)],
          [done(11, 5, { state: 'failed', attempt, finishedAt: at(20) }), done(12, 5)],
          new Date(at(20).getTime() + seconds * 1_000),
        ),
      ).length;
    expect([owedAfter(1, 29), owedAfter(1, 30), owedAfter(3, 119), owedAfter(3, 120)]).toEqual([0, 1, 0, 1]);
    expect([owedAfter(40, 599), owedAfter(40, 600)]).toEqual([0, 1]);
  });

  it('cover every hour with timely usage and leave none owed once all are done', () => {
    const used = fc.uniqueArray(fc.nat(200), { maxLength: 30 });
    const shape = fc.tuple(fc.integer({ min: 1, max: 24 }), fc.nat(24));
    fc.assert(
      fc.property(used, shape, (numbers, [everyHours, more]) => {
        const hours = numbers.sort((a, b) => a - b).map((number) => hour(number));
        const detector = { everyHours, spanHours: everyHours + more };
        const owed = owedWindows(detector, hours, [], at(1_000));
        for (const { hour: used } of hours) {
          expect(owed.some(({ window }) => window.from <= used && used < window.until)).toBe(true);
        }
        const judged = owed.map(({ window, records }): Judged => {
          return { ...done(0, records), windowFrom: window.from, windowUntil: window.until };
        });
        expect(owedWindows(detector, hours, judged, at(1_000))).toEqual([]);
      }),
    );
  });
});
