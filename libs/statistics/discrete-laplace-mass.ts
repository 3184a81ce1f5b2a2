/**
 * Probability of one integer under the discrete Laplace distribution.
 *
 * Floating point: for display and for judging samples, never for drawing them.
 *
 * @param n      any integer
 * @param scale  above zero
 * @returns      probability in `(0, 1)`
 * @throws {RangeError} when the scale is not above zero
 */
export function discreteLaplaceMass(n: number, scale: number): number {
  if (!(scale > 0)) throw new RangeError('discreteLaplaceMass requires a scale above zero');
  const step = Math.exp(-1 / scale);
  return ((1 - step) / (1 + step)) * step ** Math.abs(n);
}
