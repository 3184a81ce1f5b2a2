import { difference, type Fraction, fraction, isAtMost, product, quotient, sum } from './fraction.js';

/** Most privacy loss (zCDP ρ) that all releases of one calendar year may cost one unit. */
export const YEARLY_BUDGET: Fraction = fraction(1n, 2n);

/** Share of the year kept for changing published numbers, which costs as much as publishing them did. */
export const REVISION_RESERVE: Fraction = fraction(1n, 20n);

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

/** What a year has spent, on releases and on revisions of them. */
export interface YearSpent {
  readonly release: Fraction;
  readonly revision: Fraction;
}

/**
 * How much a year may still spend for a purpose, exactly.
 *
 * Releases leave the reserve alone, and revisions may take nothing but the reserve.
 *
 * @returns  at least zero unless the ledger was written by others
 */
export function leftFor(purpose: keyof YearSpent, spent: YearSpent): Fraction {
  const whole = difference(YEARLY_BUDGET, sum(spent.release, spent.revision));
  const share = purpose === 'revision' ? REVISION_RESERVE : difference(YEARLY_BUDGET, REVISION_RESERVE);
  const own = difference(share, spent[purpose]);
  return isAtMost(own, whole) ? own : whole;
}
