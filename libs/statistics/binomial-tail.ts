/**
 * How likely at least so many successes are by chance.
 *
 * For trials with unequal chances, the mean of these gives an upper bound wherever `hits` exceeds the expectation by
 * one or more. W. Hoeffding, "On the Distribution of the Number of Successes in Independent Trials", Annals of
 * Mathematical Statistics 27 (1956), theorem 5.
 *
 * @param hits    successes, 0 to `trials`
 * @param trials  independent trials, a whole number
 * @param chance  of success in each, 0..1
 * @returns       P(X ≥ hits), 0..1
 * @throws {RangeError} when counts or chance are out of order
 */
export function binomialTail(hits: number, trials: number, chance: number): number {
  if (!(0 <= hits && hits <= trials))
    throw new RangeError('binomialTail requires between no and as many hits as trials');
  if (!(0 <= chance && chance <= 1)) throw new RangeError('binomialTail requires a chance between 0 and 1');
  if (hits === 0 || chance === 1) return 1;
  if (chance === 0) return 0;
  const odds = Math.log(chance) - Math.log1p(-chance);
  let ways = trials * Math.log1p(-chance);
  for (let k = 1; k <= hits; k++) ways += odds + Math.log((trials - k + 1) / k);
  let sum = 0;
  for (let k = hits; k <= trials; k++) {
    const mass = Math.exp(ways);
    sum += mass;
    // Beyond the mode the rest is smaller than what rounding loses.
    if (k > trials * chance && mass < sum * Number.EPSILON) break;
    ways += odds + Math.log((trials - k) / (k + 1));
  }
  return Math.min(1, sum);
}
