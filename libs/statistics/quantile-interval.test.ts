import { describe, expect, it } from 'vitest';
import { quantileInterval } from './quantile-interval.js';

const upTo = (n: number) => Array.from({ length: n }, (_, place) => place + 1);

describe('a quantile with its interval', () => {
  // Conover, Practical Nonparametric Statistics, table A3: of n trials at 1/2, the most successes with a chance up to 0.025.
  it.each([
    [6, 1, 6],
    [10, 2, 9],
    [20, 6, 15],
  ])('lies, as the median of %i values, between the ranks that the binomial distribution gives', (n, low, high) => {
    expect(quantileInterval(upTo(n), 0.5)).toEqual({ value: n / 2, low, high });
  });

  it('ends at the greatest value where there are too few beyond it', () => {
    expect(quantileInterval(upTo(30), 0.9)).toEqual({ value: 27, low: 23, high: 30 });
    expect(quantileInterval([7], 0.5)).toEqual({ value: 7, low: 7, high: 7 });
  });

  it('stays in order and narrow for a hundred thousand values', () => {
    const { value, low, high } = quantileInterval(upTo(100_000), 0.5);
    expect([value, low > 49_600, high < 50_400]).toEqual([50_000, true, true]);
  });

  it('needs a value and a part of them', () => {
    expect(() => quantileInterval([], 0.5)).toThrow('quantileInterval requires at least one value');
    expect(() => quantileInterval([1], 1)).toThrow('a part between 0 and 1');
  });
});
