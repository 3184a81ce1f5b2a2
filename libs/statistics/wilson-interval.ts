/** Standard normal quantile at 0.975. */
const Z = 1.959963984540054;

/** A share with its 95 % interval, all within 0..1. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A share of trials with its 95 % interval after Wilson.
 *
 * Unlike the usual interval around the share it neither leaves 0..1 nor shrinks to a point when all trials agree, so
 * "3 of 3" does not pass for certainty.
 *
 * @param successes  from 0 to `trials`; a fraction where trials are an effective number
 * @param trials     at least 1; an effective number where trials differ in weight
 * @throws {RangeError} when there is no trial or there are more successes than trials
 *
 * Source: Wilson, Journal of the American Statistical Association 22 (1927), 209–212.
 */
export function wilsonInterval(successes: number, trials: number): Estimate {
  if (!(trials >= 1 && successes >= 0 && successes <= trials)) {
    throw new RangeError('wilsonInterval requires at least one trial and no more successes than trials');
  }
  const value = successes / trials;
  const centre = value + (Z * Z) / (2 * trials);
  const reach = Z * Math.sqrt((value * (1 - value)) / trials + (Z * Z) / (4 * trials * trials));
  const all = 1 + (Z * Z) / trials;
  return {
    value,
    // Rounding must not push the share itself out of its interval.
    low: successes === 0 ? 0 : Math.max(0, (centre - reach) / all),
    high: successes === trials ? 1 : Math.min(1, (centre + reach) / all),
  };
}
