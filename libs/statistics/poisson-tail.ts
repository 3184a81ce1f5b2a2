/**
 * How likely at least so many rare events are by chance.
 *
 * @param hits      events, a whole number from 0
 * @param expected  mean number of events, from 0
 * @returns         P(X ≥ hits) of the Poisson distribution, 0..1
 * @throws {RangeError} when either is negative
 */
export function poissonTail(hits: number, expected: number): number {
  if (!(hits >= 0 && expected >= 0)) throw new RangeError('poissonTail requires hits and an expectation from zero');
  if (hits === 0) return 1;
  if (expected === 0) return 0;
  let ways = -expected;
  for (let k = 1; k <= hits; k++) ways += Math.log(expected / k);
  let sum = 0;
  for (let k = hits; ; k++) {
    const mass = Math.exp(ways);
    sum += mass;
    // Beyond the mode the rest is smaller than what rounding loses.
    if (k > expected && mass <= sum * Number.EPSILON) return Math.min(1, sum);
    ways += Math.log(expected / (k + 1));
  }
}
