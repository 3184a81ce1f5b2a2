import { difference, type Fraction, fraction, isAtMost, quotient, sum } from './fraction.js';

const ZERO = fraction(0n);

/**
 * Finds the nearest values that are not negative and add up to a total, by Euclidean projection in exact fractions.
 *
 * One and the same amount is taken from every value that stays above zero; the rest become zero.
 *
 * @param values  at least one
 * @param total   at least zero
 * @returns       values in the same order
 * @throws {RangeError} when there is no value or the total is negative
 *
 * Source: Duchi, Shalev-Shwartz, Singer, Chandra, "Efficient Projections onto the l1-Ball", figure 1.
 */
export function nonNegative(values: readonly Fraction[], total: Fraction): Fraction[] {
  if (values.length === 0 || total.numerator < 0n)
    throw new RangeError('nonNegative requires at least one value and a total of at least zero');
  const descending = [...values].sort((a, b) => (isAtMost(a, b) ? (isAtMost(b, a) ? 0 : 1) : -1));
  let taken = ZERO;
  let added = ZERO;
  for (const [index, value] of descending.entries()) {
    added = sum(added, value);
    const share = quotient(difference(added, total), fraction(BigInt(index + 1)));
    // Values below the share would become negative; so do all after them.
    if (isAtMost(value, share) && index > 0) break;
    taken = share;
  }
  return values.map((value) => (isAtMost(value, taken) ? ZERO : difference(value, taken)));
}
