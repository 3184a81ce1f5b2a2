import { normalProbability } from './normal-probability.js';

/**
 * How often the best attacker is right about one unit's presence, knowing everything but that.
 *
 * A Gaussian release that costs ρ is μ-GDP with μ = √(2ρ); discrete noise differs in the fifth digit.
 *
 * @param rho  privacy loss (zCDP), at least zero
 * @returns    probability in `[0.5, 1]`; a coin is right half of the time
 * @throws {RangeError} when `rho` is negative
 *
 * Source: Dong, Roth, Su, "Gaussian Differential Privacy", section 2.
 */
export function attackerAccuracy(rho: number): number {
  if (!(rho >= 0)) throw new RangeError('attackerAccuracy requires a loss of at least zero');
  return normalProbability(Math.sqrt(2 * rho) / 2);
}
