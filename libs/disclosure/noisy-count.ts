import { discreteGaussian } from './discrete-gaussian.js';
import type { Fraction } from './fraction.js';
import type { UniformDraw } from './uniform-below.js';

declare const truth: unique symbol;
declare const noise: unique symbol;

/** Units counted exactly. May not be shown, logged or stored; the only way out is `withNoise`. */
export type TrueCount = bigint & { readonly [truth]: never };

/** A count after noise; may be negative. The only kind of count that a serialiser accepts. */
export type NoisyCount = bigint & { readonly [noise]: never };

/**
 * Marks an exact count as such.
 *
 * @param units  whole units, at least zero
 * @throws {RangeError} when the count is negative
 */
export function trueCount(units: bigint): TrueCount {
  if (units < 0n) throw new RangeError('trueCount requires at least zero units');
  return units as TrueCount;
}

/**
 * Adds one draw of discrete Gaussian noise to one exact count.
 *
 * @param count   exact count
 * @param sigma2  σ² of the noise, above zero
 * @param draw    uniform integers; production draws from the operating system
 * @returns       the measurement, which is published as it is and never drawn again
 */
export function withNoise(count: TrueCount, sigma2: Fraction, draw: UniformDraw): NoisyCount {
  return (count + discreteGaussian(sigma2, draw)) as bigint as NoisyCount;
}

/**
 * Reads back a measurement that was stored when its noise was drawn.
 *
 * @param text  decimal integer as written by `toString`
 * @throws {RangeError} when the text is not a whole decimal number
 */
export function storedNoisyCount(text: string): NoisyCount {
  if (!/^(0|-?[1-9][0-9]*)$/.test(text)) throw new RangeError('storedNoisyCount requires a whole decimal number');
  return BigInt(text) as NoisyCount;
}
