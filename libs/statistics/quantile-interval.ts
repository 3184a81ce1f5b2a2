import type { Estimate } from './wilson-interval.js';

/** Chance that the interval misses on either side. */
const MISSED = 0.025;

/**
 * A quantile with an interval that holds it with 95 % chance or more, whatever the values' distribution.
 *
 * Its ends are two of the values: how many of them lie below a quantile is binomial. Of few values one end may be the
 * least or greatest value though the chance is then smaller; of a median this is so below six.
 *
 * @param sorted  ascending, at least one
 * @param part    which quantile, within 0..1, such as 0.5
 * @returns       in the unit of the values
 * @throws {RangeError} without a value, or when `part` is not between 0 and 1
 *
 * Source: Conover, Practical Nonparametric Statistics, 3rd ed. (1999), section 3.2.
 */
export function quantileInterval(sorted: readonly number[], part: number): Estimate {
  const n = sorted.length;
  if (n === 0) throw new RangeError('quantileInterval requires at least one value');
  if (!(part > 0 && part < 1)) throw new RangeError('quantileInterval requires a part between 0 and 1');
  const at = (rank: number) => sorted[Math.min(n, Math.max(1, rank)) - 1] as number;
  // Of ranks, the last whose chance of lying above the quantile and the first whose chance of lying below it are small enough.
  let [low, high] = [0, n + 1];
  let ways = n * Math.log1p(-part);
  let below = 0;
  for (let k = 0; k <= n; k++) {
    below += Math.exp(ways);
    if (below <= MISSED) low = k + 1;
    if (1 - below <= MISSED) {
      high = k + 1;
      break;
    }
    ways += Math.log(part) - Math.log1p(-part) + Math.log((n - k) / (k + 1));
  }
  return { value: at(Math.ceil(n * part)), low: at(low), high: at(high) };
}
