import type { Estimate } from './wilson-interval.js';

/** Standard normal quantile at 0.975. */
const Z = 1.959963984540054;

/** A share of two noisy counts, and where its uncertainty comes from. */
export interface NoisyShare extends Estimate {
  /** Variance from having drawn these and no others. */
  readonly samplingVariance: number;
  /** Variance from the noise of both counts. */
  readonly noiseVariance: number;
}

/**
 * Share of one noisy count in the sum of two, with a 95 % interval that holds sampling and noise together.
 *
 * @param counted        noisy count of what is asked for
 * @param other          noisy count of the rest
 * @param variance       of the noise of the first, or of each
 * @param otherVariance  of the noise of the rest; the same when left out
 * @returns              undefined when the sum lies within three standard deviations of nothing: such a share says nothing
 */
export function noisyShare(
  counted: number,
  other: number,
  variance: number,
  otherVariance = variance,
): NoisyShare | undefined {
  const all = counted + other;
  if (!(all > 3 * Math.sqrt(variance + otherVariance))) return undefined;
  const value = Math.min(1, Math.max(0, counted / all));
  const samplingVariance = (value * (1 - value)) / all;
  const noiseVariance = (variance * other ** 2 + otherVariance * counted ** 2) / all ** 4;
  const reach = Z * Math.sqrt(samplingVariance + noiseVariance);
  return {
    ...{ value, samplingVariance, noiseVariance },
    low: Math.max(0, value - reach),
    high: Math.min(1, value + reach),
  };
}
