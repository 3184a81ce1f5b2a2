import { type Fraction, fraction, isAtMost, product, quotient, sum } from './fraction.js';

/** Most privacy loss (zCDP ρ) that all releases of one calendar year may cost one unit. */
export const YEARLY_BUDGET: Fraction = fraction(1n, 2n);

/**
 * Privacy loss of one noisy table: ρ = Δ² / (2σ²), zero-concentrated differential privacy.
 *
 * @param sensitivitySquared  squared L2 distance that one unit can move the table's counts, above zero
 * @param sigma2              σ² of the noise in every cell, above zero
 * @returns                   ρ as an exact fraction
 * @throws {RangeError} when either is not above zero
 *
 * Source: Canonne, Kamath, Steinke, "The Discrete Gaussian for Differential Privacy", theorem 14.
 */
export function privacyCost(sensitivitySquared: bigint, sigma2: Fraction): Fraction {
  if (sensitivitySquared <= 0n || sigma2.numerator <= 0n)
    throw new RangeError('privacyCost requires a sensitivity and a variance above zero');
  return quotient(fraction(sensitivitySquared), product(fraction(2n), sigma2));
}

/** @returns the sum of privacy losses; composition of zCDP is plain addition. */
export function totalCost(costs: readonly Fraction[]): Fraction {
  return costs.reduce(sum, fraction(0n));
}

/** @returns whether a year that has spent `spent` can still afford `asked`, exactly. */
export function isAffordable(spent: Fraction, asked: Fraction): boolean {
  return isAtMost(sum(spent, asked), YEARLY_BUDGET);
}
