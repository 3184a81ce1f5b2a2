/** Beyond this the tail is below the smallest double that could move the sum. */
const FARTHEST = 37;

/**
 * Probability that a standard normal variable is at most `z`.
 *
 * Sums the series of the error function while it converges fast and follows the continued fraction of the tail beyond;
 * tables in common use stop at four digits.
 *
 * @param z  any number
 * @returns  probability in `[0, 1]`, right to about 14 digits
 *
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.11 and 26.2.14.
 */
export function normalProbability(z: number): number {
  if (z < 0) return 1 - normalProbability(-z);
  if (z > FARTHEST) return 1;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 5) {
    let [term, sum] = [z, z];
    for (let odd = 3; term > sum * Number.EPSILON; odd += 2) {
      term *= (z * z) / odd;
      sum += term;
    }
    return 0.5 + density * sum;
  }
  let fraction = z;
  for (let depth = 60; depth > 0; depth -= 1) fraction = z + depth / fraction;
  return 1 - density / fraction;
}
