import { difference, type Fraction, fraction, isAtMost, product, sum } from './fraction.js';

/** Standard deviations beyond which a change is told; noise alone goes there once in a hundred comparisons. */
const TELLING = fraction(258n, 100n);

/** How a count stands to the one of the period before. */
export type Change = 'up' | 'down' | 'within noise';

/** A measurement with the variance of its noise. */
export interface Measured {
  readonly value: bigint;
  /** Above zero. */
  readonly variance: Fraction;
}

/**
 * Tells whether two measurements differ by more than their noise explains.
 *
 * @param now     measurement of this period
 * @param before  measurement of the period before
 * @returns       a direction only when the difference is beyond 2.58 standard deviations of both noises together
 */
export function changeBeyondNoise(now: Measured, before: Measured): Change {
  const { squared, moved } = standing(now, before);
  if (isAtMost(squared, product(TELLING, TELLING))) return 'within noise';
  return moved > 0n ? 'up' : 'down';
}

/**
 * The square of the change in standard deviations of both noises together, exact.
 *
 * @throws {RangeError} when a variance is not above zero
 */
export function squaredChange(now: Measured, before: Measured): Fraction {
  return standing(now, before).squared;
}

function standing(now: Measured, before: Measured): { squared: Fraction; moved: bigint } {
  const variance = sum(now.variance, before.variance);
  if (now.variance.numerator <= 0n || before.variance.numerator <= 0n)
    throw new RangeError('changeBeyondNoise requires variances above zero');
  const moved = difference(fraction(now.value), fraction(before.value)).numerator;
  return { squared: fraction(moved * moved * variance.denominator, variance.numerator), moved };
}
