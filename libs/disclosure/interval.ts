import { discreteGaussianTail } from './discrete-gaussian-tail.js';
import { isProvenAtMost } from './enclosure.js';
import { difference, type Fraction, fraction, quotient } from './fraction.js';

/**
 * How far discrete Gaussian noise may carry a count: the smallest whole distance that covers it often enough.
 *
 * @param sigma2    σ² of the noise, above zero
 * @param coverage  probability between zero and one, such as 19/20
 * @returns         smallest h with P(|Z| ≤ h) ≥ coverage, in the unit of the count
 * @throws {RangeError} when the coverage does not lie between zero and one
 */
export function halfWidth(sigma2: Fraction, coverage: Fraction): bigint {
  const missed = quotient(difference(fraction(1n), coverage), fraction(2n));
  return leastWithTailAtMost(sigma2, missed) - 1n;
}

/**
 * The noisy value from which a cell is printed: below it a cell of few units could show itself.
 *
 * @param sigma2  σ² of the noise, above zero
 * @param units   a cell of fewer true units than this counts as small, at least one
 * @param risk    accepted probability that a small cell is printed, between zero and one
 * @returns       smallest τ with P(Z ≥ τ − (units − 1)) ≤ risk
 * @throws {RangeError} when `units` is below one or the risk not between zero and one half
 */
export function lowCountThreshold(sigma2: Fraction, units: bigint, risk: Fraction): bigint {
  if (units < 1n) throw new RangeError('lowCountThreshold requires at least one unit');
  return leastWithTailAtMost(sigma2, risk) + units - 1n;
}

/** Smallest n ≥ 1 with P(Z ≥ n) ≤ risk; the tail falls, so a walk upwards finds it. */
function leastWithTailAtMost(sigma2: Fraction, risk: Fraction): bigint {
  if (risk.numerator <= 0n || risk.numerator * 2n >= risk.denominator)
    throw new RangeError('leastWithTailAtMost requires a risk between zero and one half');
  const tail = discreteGaussianTail(sigma2);
  let value = 1n;
  while (!isProvenAtMost(tail(value), risk)) value += 1n;
  return value;
}
