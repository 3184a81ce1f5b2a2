import { type Enclosure, exponentialOfMinus, ONE, over, plus, times } from './enclosure.js';
import { type Fraction, fraction, fractionText } from './fraction.js';

/** P(Z ≥ n) for n ≥ 1, of one variance. */
export type Tail = (from: bigint) => Enclosure;

/**
 * Upper tail of the discrete Gaussian, with proven bounds.
 *
 * Weights e^(−n²/(2σ²)) are multiplied up from one enclosed exponential until they fall below the last place; what
 * lies beyond is bounded by a geometric series. The normal approximation is one too low at several thresholds.
 *
 * @param sigma2  σ², above zero
 * @returns       bounds on P(Z ≥ n), for n of at least one
 * @throws {RangeError} when σ² is not above zero
 */
export function discreteGaussianTail(sigma2: Fraction): Tail {
  const name = fractionText(sigma2);
  const tail = known.get(name) ?? tailOf(sigma2);
  known.set(name, tail);
  return tail;
}

/** Tails by their variance: tables share few variances, and a tail takes milliseconds. */
const known = new Map<string, Tail>();

function tailOf(sigma2: Fraction): Tail {
  if (sigma2.numerator <= 0n) throw new RangeError('discreteGaussianTail requires a variance above zero');
  const first = exponentialOfMinus(fraction(sigma2.denominator, 2n * sigma2.numerator));
  const square = times(first, first);
  const weights: Enclosure[] = [];
  let weight = first;
  for (let ratio = times(first, square); weight.upper > 1n; ratio = times(ratio, square)) {
    weights.push(weight);
    weight = times(weight, ratio);
  }
  // Beyond the last place weights start at most at one and shrink at least by the factor `first`.
  const beyond: Enclosure = { lower: 0n, upper: ONE / (ONE - first.upper) + 1n };
  const tails = new Map<bigint, Enclosure>();
  let tail = beyond;
  for (let place = BigInt(weights.length); place >= 1n; place -= 1n) {
    tail = plus(tail, weights.pop() ?? beyond);
    tails.set(place, tail);
  }
  const total = plus({ lower: ONE, upper: ONE }, plus(tail, tail));
  return (from) => {
    if (from < 1n) throw new RangeError('discreteGaussianTail requires a value of at least one');
    return over(tails.get(from) ?? beyond, total);
  };
}
