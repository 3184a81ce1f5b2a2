import { describe, expect, it } from 'vitest';
import { discreteGaussianTail, type Tail } from './discrete-gaussian-tail.js';
import { exponentialOfMinus, isProvenAtMost, ONE } from './enclosure.js';
import { fraction } from './fraction.js';
import { halfWidth, lowCountThreshold } from './interval.js';

const decimal = (units: bigint) => Number((units * 10n ** 18n) / ONE) / 1e18;
const massAtZero = (tail: Tail) => 1 - 2 * decimal(tail(1n).lower);
const mass = (tail: Tail, n: bigint) => decimal(tail(n).lower) - decimal(tail(n + 1n).lower);

describe('enclosed exponentials', () => {
  it.each([
    [fraction(0n), 1],
    [fraction(1n, 120n), Math.exp(-1 / 120)],
    [fraction(1n), Math.exp(-1)],
    [fraction(25n, 2n), Math.exp(-12.5)],
  ])('hold e^−x for x = $numerator/$denominator', (x, expected) => {
    const { lower, upper } = exponentialOfMinus(x);
    expect(decimal(lower)).toBeCloseTo(expected, 14);
    expect(upper).toBeGreaterThanOrEqual(lower);
    expect(upper - lower).toBeLessThan(1n << 20n);
  });

  it('refuse an answer that is not proven', () => {
    expect(() => isProvenAtMost({ lower: ONE / 2n - 1n, upper: ONE / 2n + 1n }, fraction(1n, 2n))).toThrow(RangeError);
  });
});

// Test vector TV-9b, after the formulas of IBM's discrete-gaussian-differential-privacy.
describe('the discrete Gaussian', () => {
  it.each([
    [fraction(1n, 4n), 0.786570707, undefined],
    [fraction(1n), 0.3989422783, 0.2419707232],
    [fraction(4n), 0.1994711402, undefined],
  ])('of variance $numerator/$denominator has its masses near zero', (sigma2, atZero, atOne) => {
    const tail = discreteGaussianTail(sigma2);
    expect(massAtZero(tail)).toBeCloseTo(atZero, 9);
    if (atOne !== undefined) expect(mass(tail, 1n)).toBeCloseTo(atOne, 9);
  });

  it.each([
    [fraction(1n, 4n), 0.2150126751],
    [fraction(1n), 0.9999997888],
    [fraction(60n), 60],
  ])('of parameter $numerator/$denominator has its variance', (sigma2, variance) => {
    const tail = discreteGaussianTail(sigma2);
    let sum = 0;
    for (let n = 1n; n < 120n; n += 1n) sum += 2 * Number(n * n) * mass(tail, n);
    expect(sum).toBeCloseTo(variance, 9);
  });

  it.each([
    [25n, 10n],
    [50n, 14n],
    [60n, 15n],
    [75n, 17n],
    [100n, 20n],
    [150n, 24n],
  ])('of variance %s stays within ±%s 95 %% of the time', (sigma2, width) => {
    expect(halfWidth(fraction(sigma2), fraction(19n, 20n))).toBe(width);
  });
});

// Test vector TV-17: exact tails; the normal approximation is one too low at several of these points.
describe('the threshold of low counts', () => {
  it.each([
    [60n, [34n, 39n, 47n]],
    [100n, [41n, 47n, 58n]],
    [150n, [48n, 56n, 68n]],
  ])('of variance %s for ten units is %s', (sigma2, expected) => {
    const risks = [1_000n, 10_000n, 1_000_000n];
    expect(risks.map((risk) => lowCountThreshold(fraction(sigma2), 10n, fraction(1n, risk)))).toEqual(expected);
  });

  it.each([
    [60n, 39n, 6.918e-5],
    [100n, 47n, 8.787e-5],
    [150n, 56n, 7.3e-5],
  ])('of variance %s lets nine units through %s with probability %d', (sigma2, threshold, probability) => {
    const { lower } = discreteGaussianTail(fraction(sigma2))(threshold - 9n);
    expect(decimal(lower) * 1e5).toBeCloseTo(probability * 1e5, 3);
  });

  it('refuses a risk of one half', () => {
    expect(() => lowCountThreshold(fraction(60n), 10n, fraction(1n, 2n))).toThrow(RangeError);
  });
});
