import { describe, expect, it } from 'vitest';
import { rateChange } from './rate-change.js';

const days = (...values: number[]) => values;

describe('the change of a rate', () => {
  it('is that of two Poisson counts where days are alike', () => {
    // By hand: 40.5 / 20.5, times exp(± 1.96 √(1/40.5 + 1/20.5)).
    const { ratio, low, high, isBeyondNoise } = rateChange(days(10, 10, 10, 10), days(5, 5, 5, 5)) ?? {};
    expect([ratio?.toFixed(3), low?.toFixed(3), high?.toFixed(3)]).toEqual(['1.976', '1.161', '3.361']);
    expect(isBeyondNoise).toBe(true);
  });

  it('is noise where the same sums come in bursts', () => {
    expect(rateChange(days(40, 0, 0, 0), days(20, 0, 0, 0))?.isBeyondNoise).toBe(false);
  });

  it('from nothing to much is beyond noise, from nothing to one is not, from nothing to nothing is none', () => {
    expect(rateChange(days(5, 5), days(0, 0))?.isBeyondNoise).toBe(true);
    expect(rateChange(days(0, 1), days(0, 0))?.isBeyondNoise).toBe(false);
    expect(rateChange(days(0, 0), days(0, 0))).toBeUndefined();
  });

  it('cannot be told of few days however much falls on them, and can be of four', () => {
    const none = Array<number>(28).fill(0);
    const on = (few: number) => none.map((_, day) => (day < few ? 210 : 0));
    expect(rateChange(on(1), none)).toMatchObject({ isBeyondNoise: false, isTooFewDays: true, busiestDay: 210 });
    expect(rateChange(none, on(3))).toMatchObject({ isBeyondNoise: false, isTooFewDays: true, busiestDay: 210 });
    expect(rateChange(on(4), none)).toMatchObject({ isBeyondNoise: true, isTooFewDays: false });
    expect(rateChange(on(28), on(28))).toMatchObject({ isBeyondNoise: false, isTooFewDays: false });
  });

  it('is noise where the same month is only turned', () => {
    const month = Array.from({ length: 28 }, (_, day) => (day * day * 7 + 3 * day) % 5);
    const turned = [...month.slice(11), ...month.slice(0, 11)];
    expect(rateChange(turned, month)?.isBeyondNoise).toBe(false);
  });

  it('needs two periods of one length', () => {
    expect(() => rateChange([1, 2], [1])).toThrow('two periods of equally many days');
  });
});
