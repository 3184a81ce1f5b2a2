import type { Estimate } from './wilson-interval.js';

/** How much one share lies above another, with its 95 % interval; -1 to 1. */
export interface ShareDifference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Whether the interval leaves zero out: one unchanged share of twenty looks so by chance. */
  readonly isBeyondNoise: boolean;
}

/**
 * Compares two shares that were found independently of each other, by their Wilson intervals.
 *
 * @param now     with its 95 % interval
 * @param before  with its 95 % interval
 *
 * Source: Newcombe, Statistics in Medicine 17 (1998), 873–890, method 10.
 */
export function shareDifference(now: Estimate, before: Estimate): ShareDifference {
  const difference = now.value - before.value;
  const low = difference - Math.hypot(now.value - now.low, before.high - before.value);
  const high = difference + Math.hypot(now.high - now.value, before.value - before.low);
  return { difference, low, high, isBeyondNoise: low > 0 || high < 0 };
}
