import { bernoulliExp } from './bernoulli-exp.js';
import { discreteLaplace } from './discrete-laplace.js';
import { difference, type Fraction, fraction, product, quotient } from './fraction.js';
import type { UniformDraw } from './uniform-below.js';

/**
 * Draws an integer with probability proportional to e^(−n² / (2σ²)), exactly.
 *
 * Proposes from a discrete Laplace of nearly the same width and accepts with the ratio of the two; about every second
 * proposal is kept. Only integers and fractions are involved, so no rounding can betray the count beneath.
 *
 * @param sigma2  σ², above zero, in lowest terms; the variance to within 10⁻⁶ from σ² = 1 on
 * @param draw    uniform integers
 * @returns       any integer; symmetric about zero
 * @throws {RangeError} when σ² is not above zero
 *
 * Source: Canonne, Kamath, Steinke, "The Discrete Gaussian for Differential Privacy", algorithm 3.
 */
export function discreteGaussian(sigma2: Fraction, draw: UniformDraw): bigint {
  if (sigma2.numerator <= 0n) throw new RangeError('discreteGaussian requires a variance above zero');
  const scale = fraction(squareRoot(sigma2.numerator / sigma2.denominator) + 1n);
  const centre = quotient(sigma2, scale);
  const twice = product(sigma2, fraction(2n));
  for (;;) {
    const proposal = discreteLaplace(scale, draw);
    const distance = difference(fraction(proposal < 0n ? -proposal : proposal), centre);
    if (bernoulliExp(quotient(product(distance, distance), twice), draw)) return proposal;
  }
}

/** Largest integer whose square is at most `value`, by Newton's descent from above. */
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
