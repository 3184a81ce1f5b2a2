import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bursts, MEMORY } from './bursts.js';

const DAY = 144;

/** Nine days of a client that asks twenty times in ten minutes by day and twice by night, and what else is set into them. */
function client(...set: readonly (readonly [from: number, until: number, requests: number])[]): Float64Array {
  const values = new Float64Array(9 * DAY).map((_, at) => (at % DAY < 72 ? 2 : 20));
  for (const [from, until, requests] of set) values.fill(requests, from, until);
  return values;
}

const found = (values: Float64Array, least = 30) =>
  bursts(values, 7 * DAY, values.length, least).map(({ at, point }) => [at - 7 * DAY, point]);

describe('bursts', () => {
  it('are told with what explains them best and how far they stand above the peaks of days', () => {
    const [first] = bursts(client([1_100, 1_103, 300]), 7 * DAY, 1_200, 30);
    expect(first).toEqual({
      at: 1_100,
      point: 'report',
      requests: 340,
      explained: 60,
      usualPeak: expect.closeTo(60, 9),
      score: expect.closeTo((Math.log(343 / 3) - Math.log(21)) * 5, 9),
    });
  });

  it('are one alarm for each point they pass, when they begin', () => {
    expect(found(client([1_100, 1_106, 300]))).toEqual([
      [92, 'report'],
      [92, 'act'],
    ]);
  });

  it('are reported when they beat the hours and days before by two fifths, and no less', () => {
    expect(found(client([1_100, 1_103, 28]), 20)).toEqual([]);
    expect(found(client([1_100, 1_103, 29]), 20)).toEqual([[94, 'report']]);
  });

  it('are no bursts where the same time of day brings as much', () => {
    const nightly = Array.from({ length: 9 }, (_, day) => [day * DAY + 18, day * DAY + 24, 300] as const);
    expect(found(client(...nightly))).toEqual([]);
    expect(found(client(...nightly.slice(7)))).toEqual([
      [18, 'report'],
      [18, 'act'],
    ]);
  });

  it('are no bursts where they have grown over hours', () => {
    const growing = Array.from({ length: 20 }, (_, half) => {
      const from = 7 * DAY + 72 + 3 * half;
      return [from, from + 3, 20 * 1.25 ** half] as const;
    });
    expect(found(client(...growing))).toEqual([]);
  });

  it('that follow within three hours are the same, and are told once more when three hours were quiet', () => {
    expect(found(client([1_100, 1_102, 60], [1_104, 1_106, 200])).filter(([, point]) => point === 'report')).toEqual([
      [92, 'report'],
    ]);
    const apart = client([1_100, 1_101, 100], [1_130, 1_133, 500]).map((value) => value);
    expect(found(apart).filter(([, point]) => point === 'report')).toEqual([
      [92, 'report'],
      [122, 'report'],
    ]);
  });

  it('harm nobody below the least number', () => {
    expect(found(client([1_060, 1_063, 25]))).toEqual([]);
    expect(found(client([1_060, 1_063, 25]), 20).length).toBeGreaterThan(0);
  });

  it('are not looked for in a series that is younger than five days', () => {
    const values = new Float64Array(4 * DAY).fill(20).fill(900, 500, 503);
    expect(bursts(values, 0, values.length, 30)).toEqual([]);
  });

  it('are not looked for where most days saw nothing', () => {
    const values = new Float64Array(9 * DAY).fill(20, 0, 4 * DAY).fill(900, 1_100, 1_103);
    expect(bursts(values, 7 * DAY, values.length, 30)).toEqual([]);
  });

  const past = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 60, maxLength: 60 });

  /** Numbers repeated at a stride that no day divides, so that days differ. */
  const repeated = (numbers: readonly number[], length: number) =>
    Float64Array.from({ length }, (_, at) => numbers[(at * 7 + Math.floor(at / 60)) % 60] ?? 0);

  it('are never lost when they grow', () => {
    const times = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(past, times, times, (numbers, less, more) => {
        const grown = (by: number) => {
          const values = repeated(numbers, 8 * DAY);
          for (let at = 1_100; at < 1_103; at++) values[at] = (values[at] ?? 0) * by;
          return bursts(values, 1_100, 1_103, 30).map(({ point }) => point);
        };
        const [small, large] = [grown(less), grown(less * more)];
        expect(large).toEqual(expect.arrayContaining(small));
      }),
    );
  });

  it('are judged the same however much is known beyond the memory', () => {
    fc.assert(
      fc.property(past, fc.integer({ min: 0, max: 300 }), (numbers, further) => {
        const whole = repeated(numbers, MEMORY + further + 6);
        const told = (values: Float64Array) =>
          bursts(values, values.length - 6, values.length, 30).map((burst) => ({
            ...burst,
            at: burst.at - values.length,
          }));
        expect(told(whole)).toEqual(told(whole.slice(further)));
      }),
    );
  });
});
