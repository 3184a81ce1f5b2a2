import { type Fraction, fraction, isAtMost, product, sum } from './fraction.js';

/**
 * Rounds values to integers that add up to the rounded total, by largest remainder.
 *
 * @param values  each at least zero
 * @returns       integers in the same order; of equal remainders the earlier value is rounded up
 * @throws {RangeError} when a value is negative
 */
export function wholeParts(values: readonly Fraction[]): bigint[] {
  if (values.some(({ numerator }) => numerator < 0n))
    throw new RangeError('wholeParts requires values of at least zero');
  const whole = values.map(({ numerator, denominator }) => numerator / denominator);
  const total = nearest(values.reduce(sum, fraction(0n)));
  let left = total - whole.reduce((a, b) => a + b, 0n);
  const order = values
    .map(({ numerator, denominator }, index) => ({ index, rest: fraction(numerator % denominator, denominator) }))
    .sort((a, b) => (isAtMost(a.rest, b.rest) ? (isAtMost(b.rest, a.rest) ? a.index - b.index : 1) : -1));
  for (const { index } of order) {
    if (left <= 0n) break;
    whole[index] = (whole[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return whole;
}

/** @returns the nearest integer to a value of at least zero; halves are rounded up */
export function nearest(value: Fraction): bigint {
  const { numerator, denominator } = product(value, fraction(2n));
  return (numerator + denominator) / (2n * denominator);
}
