import type { Fraction } from './fraction.js';

/** One, in units of the last place: 256 bits after the binary point, some 60 decimals more than any table asks for. */
export const ONE = 1n << 256n;

/** A real number known to lie in `[lower, upper]`; both bounds count units of 1 / `ONE`, and neither is below zero. */
export interface Enclosure {
  readonly lower: bigint;
  readonly upper: bigint;
}

/**
 * Encloses e^(−x).
 *
 * The alternating series brackets its own sum while x is at most one half; larger x are halved first and the result
 * squared back. Every step rounds outwards, so the bounds are proven, not estimated.
 *
 * @param x  at least zero
 * @returns  bounds on e^(−x), about 2⁻²⁴⁰ apart or less for x up to 1 000
 * @throws {RangeError} when `x` is negative
 */
export function exponentialOfMinus(x: Fraction): Enclosure {
  if (x.numerator < 0n) throw new RangeError('exponentialOfMinus requires an argument of at least zero');
  let divisor = x.denominator;
  let halvings = 0;
  for (; x.numerator * 2n > divisor; halvings += 1) divisor *= 2n;
  let term: Enclosure = { lower: ONE, upper: ONE };
  let lower = ONE;
  let upper = ONE;
  for (let place = 1n; term.upper > 1n; place += 1n) {
    term = {
      lower: (term.lower * x.numerator) / (divisor * place),
      upper: quotientUp(term.upper * x.numerator, divisor * place),
    };
    const isEven = place % 2n === 0n;
    lower += isEven ? term.lower : -term.upper;
    upper += isEven ? term.upper : -term.lower;
  }
  let result: Enclosure = { lower: lower - term.upper, upper: upper + term.upper };
  for (; halvings > 0; halvings -= 1) result = times(result, result);
  return result;
}

/** @returns bounds on the product. */
export function times(a: Enclosure, b: Enclosure): Enclosure {
  return { lower: (a.lower * b.lower) / ONE, upper: quotientUp(a.upper * b.upper, ONE) };
}

/** @returns bounds on the sum. */
export function plus(a: Enclosure, b: Enclosure): Enclosure {
  return { lower: a.lower + b.lower, upper: a.upper + b.upper };
}

/** @returns bounds on the quotient; `b` must exclude zero. */
export function over(a: Enclosure, b: Enclosure): Enclosure {
  return { lower: (a.lower * ONE) / b.upper, upper: quotientUp(a.upper * ONE, b.lower) };
}

/**
 * Decides whether the enclosed number is at most a bound.
 *
 * @param value  enclosed number
 * @param bound  fraction to compare with
 * @returns      the proven answer
 * @throws {RangeError} when the bound lies inside the enclosure, so that neither answer is proven
 */
export function isProvenAtMost(value: Enclosure, bound: Fraction): boolean {
  if (value.upper * bound.denominator <= bound.numerator * ONE) return true;
  if (value.lower * bound.denominator > bound.numerator * ONE) return false;
  throw new RangeError('isProvenAtMost requires a bound outside the enclosure');
}

function quotientUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
