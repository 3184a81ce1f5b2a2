import { discreteGaussian } from './discrete-gaussian.js';
import type { Fraction } from './fraction.js';
import { type Guarded, TrueCount } from './true-count.js';
import type { UniformDraw } from './uniform-below.js';

/** A count after noise; may be negative. Serialisers of noisy releases accept no other kind of count. */
export type NoisyCount = Guarded<'noise'>;

/**
 * Adds one draw of discrete Gaussian noise to one exact count.
 *
 * @param count   exact count
 * @param sigma2  σ² of the noise, above zero
 * @param draw    uniform integers; production draws from the operating system
 * @returns       the measurement, which is published as it is and never drawn again
 */
export function withNoise(count: TrueCount, sigma2: Fraction, draw: UniformDraw): NoisyCount {
  const noise = discreteGaussian(sigma2, draw);
  const [noisy] = TrueCount.guarded<'noise'>([count], (units) => units.map((one) => (one + noise) as NoisyCount));
  return noisy as NoisyCount;
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
