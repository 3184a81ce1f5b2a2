import { bernoulli, bernoulliExp } from './bernoulli-exp.js';
import { type Fraction, fraction } from './fraction.js';
import type { UniformDraw } from './uniform-below.js';

const HALF = fraction(1n, 2n);
const ONE = fraction(1n);

/**
 * Draws an integer with probability proportional to e^(−|n| / scale), exactly.
 *
 * @param scale  above zero, in lowest terms
 * @param draw   uniform integers
 * @returns      any integer; symmetric about zero
 * @throws {RangeError} when the scale is not above zero
 *
 * Source: Canonne, Kamath, Steinke, "The Discrete Gaussian for Differential Privacy", algorithm 2.
 */
export function discreteLaplace(scale: Fraction, draw: UniformDraw): bigint {
  if (scale.numerator <= 0n) throw new RangeError('discreteLaplace requires a scale above zero');
  for (;;) {
    const isNegative = bernoulli(HALF, draw);
    const magnitude = geometric(scale, draw);
    // Zero would be reached by both signs and come out twice as likely as it is.
    if (isNegative && magnitude === 0n) continue;
    return isNegative ? -magnitude : magnitude;
  }
}

/** Draws n ≥ 0 with probability proportional to e^(−n / scale): a digit below the scale's numerator, then whole turns. */
function geometric({ numerator, denominator }: Fraction, draw: UniformDraw): bigint {
  let digit: bigint;
  do digit = draw(numerator);
  while (!bernoulliExp(fraction(digit, numerator), draw));
  let turns = 0n;
  while (bernoulliExp(ONE, draw)) turns += 1n;
  return (digit + numerator * turns) / denominator;
}
