/** Standard normal quantile at 0.975. */
const Z = 1.959963984540054;

/**
 * Days of equal weight. However much falls on three days of 14, 28 or 91, or on two of 7, the interval holds 1, against none at
 * all before; from four days on it leaves 1 out. So fewer say nothing of a change, neither that there is one nor that there is none.
 */
const FEWEST_DAYS = 4;

/** How one period's sum compares with that of the one before. */
export interface RateChange {
  /** Sum of the later period over that of the earlier, with its 95 % interval. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Whether the interval leaves 1 out: one unchanged rate of twenty looks so by chance. */
  readonly isBeyondNoise: boolean;
  /** Whether so few days hold most of what happened that no change could be told, however large. */
  readonly isTooFewDays: boolean;
  /** The most of any one day of both periods. */
  readonly busiestDay: number;
}

/**
 * Compares how much happened in two periods of equally many days.
 *
 * The noise is that of a Poisson count, or more where the days of each period differ more among themselves than such
 * counts would (quasi-Poisson): incidents come in bursts, and a burst is no trend. Days are taken to be independent.
 *
 * @param now     one number a day, none below zero
 * @param before  as many
 * @returns       undefined when nothing happened in either: there is nothing to compare
 * @throws {RangeError} when the periods differ in length or have fewer than two days
 *
 * Source: McCullagh and Nelder, Generalized Linear Models, 2nd ed. (1989), sections 6.2 and 9.2; halves are added to both
 * sums, after Haldane, Annals of Human Genetics 20 (1956), 309–311, so that a period without any has a ratio too.
 */
export function rateChange(now: readonly number[], before: readonly number[]): RateChange | undefined {
  const days = now.length;
  if (days !== before.length || days < 2)
    throw new RangeError('rateChange requires two periods of equally many days, two at least');
  const [later, earlier] = [sumOf(now), sumOf(before)];
  if (later === 0 && earlier === 0) return undefined;
  const spread = (deviation(now, later / days) + deviation(before, earlier / days)) / (2 * days - 2);
  const unit = Math.max(1, spread);
  const ratio = (later + unit / 2) / (earlier + unit / 2);
  const reach = Z * Math.sqrt(unit * (1 / (later + unit / 2) + 1 / (earlier + unit / 2)));
  const [low, high] = [ratio * Math.exp(-reach), ratio * Math.exp(reach)];
  const isBeyondNoise = low > 1 || high < 1;
  const isTooFewDays = !isBeyondNoise && daysOfEqualWeight(later > earlier ? now : before) < FEWEST_DAYS;
  return { ratio, low, high, isBeyondNoise, isTooFewDays, busiestDay: Math.max(...now, ...before) };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The effective number: 1 when one day holds all. Source: Kish, Survey Sampling (1965), section 11.7. */
function daysOfEqualWeight(values: readonly number[]): number {
  return sumOf(values) ** 2 / sumOf(values.map((value) => value ** 2));
}

/** Pearson's statistic: squared distances from the mean, in units of it. */
function deviation(values: readonly number[], mean: number): number {
  return mean === 0 ? 0 : values.reduce((sum, value) => sum + (value - mean) ** 2 / mean, 0);
}
