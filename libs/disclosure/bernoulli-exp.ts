import { type Fraction, fraction } from './fraction.js';
import type { UniformDraw } from './uniform-below.js';

/** One, the largest exponent that a single alternating series serves. */
const ONE = fraction(1n);

/**
 * Draws true with a rational probability.
 *
 * @param probability  in `[0, 1]`, in lowest terms
 * @param draw         uniform integers; one is taken below the denominator
 * @returns            true exactly `probability` of the time
 */
export function bernoulli(probability: Fraction, draw: UniformDraw): boolean {
  return draw(probability.denominator) < probability.numerator;
}

/**
 * Draws true with probability e^(−exponent), exactly and without ever computing it.
 *
 * Counts how long a run of ever less likely successes lasts; the run is odd with the wanted probability. Exponents
 * above one are a product of independent draws with exponent one and one draw with what remains.
 *
 * @param exponent  at least zero, in lowest terms
 * @param draw      uniform integers
 * @returns         true exactly e^(−exponent) of the time
 * @throws {RangeError} when the exponent is negative
 *
 * Source: Canonne, Kamath, Steinke, "The Discrete Gaussian for Differential Privacy", algorithm 1.
 */
export function bernoulliExp(exponent: Fraction, draw: UniformDraw): boolean {
  if (exponent.numerator < 0n) throw new RangeError('bernoulliExp requires an exponent of at least zero');
  let rest = exponent;
  while (rest.numerator > rest.denominator) {
    if (!bernoulliExpUpToOne(ONE, draw)) return false;
    rest = fraction(rest.numerator - rest.denominator, rest.denominator);
  }
  return bernoulliExpUpToOne(rest, draw);
}

function bernoulliExpUpToOne({ numerator, denominator }: Fraction, draw: UniformDraw): boolean {
  let run = 1n;
  while (bernoulli(fraction(numerator, denominator * run), draw)) run += 1n;
  return run % 2n === 1n;
}
