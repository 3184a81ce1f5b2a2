import { discreteGaussianTail } from './discrete-gaussian-tail.js';
import { type Enclosure, ONE } from './enclosure.js';
import type { Fraction } from './fraction.js';

/**
 * The most units that a measurement leaves possible, to a reader who knows that no count is below zero.
 *
 * Noise that carries an empty cell far below zero says little of the cell and much of the noise. A bound that takes the
 * noise alone would exclude every count, the true one too; so a count is excluded only where it makes so low a measurement
 * unlikely *beside* what no unit at all makes of it.
 *
 * @param measurement  noisy count
 * @param sigma2       σ² of its noise, above zero
 * @param risk         accepted probability that the true count lies above, between zero and one half
 * @returns            smallest x ≥ 0 with P(Z ≤ measurement − x) ≤ risk · P(Z ≤ measurement); zero where no noise reaches
 *                     the measurement
 *
 * Source: A. L. Read, "Presentation of search results: the CLs technique", J. Phys. G 28 (2002) 2693.
 */
export function upperLimit(measurement: bigint, sigma2: Fraction, risk: Fraction): bigint {
  const tail = discreteGaussianTail(sigma2);
  const seen = measurement < 0n ? tail(-measurement) : allBut(tail(measurement + 1n));
  const start = measurement < 0n ? 0n : measurement;
  if (seen.lower === 0n) return start;
  const isExcluded = (count: bigint) => {
    const left = tail(count - measurement);
    return left.lower === 0n || left.upper * risk.denominator <= seen.lower * risk.numerator;
  };
  // The tail falls, so doubling finds an excluded count and halving the smallest one.
  let [possible, excluded] = [start, start + 1n];
  while (!isExcluded(excluded)) [possible, excluded] = [excluded, excluded + 2n * (excluded - start)];
  while (excluded - possible > 1n) {
    const middle = (possible + excluded) / 2n;
    if (isExcluded(middle)) excluded = middle;
    else possible = middle;
  }
  return excluded;
}

function allBut({ lower, upper }: Enclosure): Enclosure {
  return { lower: ONE - upper, upper: ONE - lower };
}
