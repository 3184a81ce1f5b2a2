import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cumulativeSum } from './cumulative-sum.js';

describe('cumulative sum', () => {
  it('climbs as in the NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.3', () => {
    const means = [
      324.925, 324.675, 324.725, 324.35, 325.35, 325.225, 324.125, 324.525, 325.225, 324.6, 324.625, 325.15, 328.325,
      327.25, 327.825, 328.5, 326.675, 327.775, 326.875, 328.35,
    ];
    const sums = cumulativeSum(means, 325, 1, 0.3175);
    expect(sums.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(sums[4]).toBeCloseTo(0.03, 2);
    const climbed = [3.01, 4.94, 7.45, 10.63, 11.99, 14.44, 16.0, 19.04];
    for (const [index, sum] of climbed.entries()) expect(sums[12 + index]).toBeCloseTo(sum, 1);
  });

  it('needs a spread', () => {
    expect(() => cumulativeSum([1], 0, 0, 0.5)).toThrow('cumulativeSum requires a spread above zero, got 0');
  });

  it('never falls when a value rises', () => {
    const values = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.nat(29), fc.double({ min: 0, max: 5, noNaN: true }), (series, at, more) => {
        const raised = series.map((value, index) => (index === at % series.length ? value + more : value));
        const [before, after] = [series, raised].map((each) => cumulativeSum(each, 0, 1, 0.5)) as [number[], number[]];
        for (const [index, sum] of before.entries()) expect(after[index]).toBeGreaterThanOrEqual(sum - 1e-9);
      }),
    );
  });
});
