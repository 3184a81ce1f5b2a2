import { type Fraction, fractionText } from '#disclosure/fraction';
import { privacyCost, REVISION_RESERVE, totalCost, YEARLY_BUDGET } from '#disclosure/privacy-cost';
import { attackerAccuracy } from '#statistics/attacker-accuracy';
import { epsilonOf } from '#statistics/zcdp';
import { type MeasuredRelease, markedTitle } from './measured-release.js';

/** Accepted chance that the bound by ε does not hold, in every statement of ours. */
const DELTA = 1e-6;

/**
 * States the guarantee of a release with every parameter that someone needs to recompute it.
 *
 * Losses are exact fractions; ε, μ and the attacker's accuracy are the same loss in other words, rounded for reading.
 *
 * @param release  the measured release
 * @returns        a value that JSON carries exactly
 */
export function privacyStatement(release: MeasuredRelease): object {
  const costs = release.tables.map(({ table }) => privacyCost(table.sensitivitySquared, table.sigma2));
  const { quarter, demo, version, spentThisYear } = release;
  return {
    title: markedTitle('Privacy statement', demo),
    demo,
    period: quarter.name,
    release_version: version,
    specification_sha256: release.specHash,
    unit: 'one actor: all accounts linked to it before the snapshot, else the billing account',
    adjacency: 'adding or removing one unit',
    mechanism:
      'discrete Gaussian (Canonne, Kamath, Steinke), exact integer sampler, drawn once from the operating system',
    tables: release.tables.map(({ table }) => ({
      table: table.id,
      cells: table.keys.length,
      cells_per_unit: table.touches,
      sensitivity_squared: String(table.sensitivitySquared),
      sigma2: fractionText(table.sigma2),
      rho: fractionText(privacyCost(table.sensitivitySquared, table.sigma2)),
    })),
    release: loss(totalCost(costs)),
    year_to_date: { year: quarter.year, ...loss(spentThisYear) },
    yearly_budget: loss(YEARLY_BUDGET),
    revision_reserve: fractionText(REVISION_RESERVE),
    not_promised: [
      'Protection of a coordinated group whose accounts were not linked: its losses add up with the square of its size.',
      'Protection from facts that others publish.',
    ],
  };
}

/** One privacy loss in four languages. */
export interface PrivacyLoss {
  /** Exact fraction. */
  readonly rho: string;
  readonly epsilon: number;
  readonly delta: number;
  readonly mu: number;
  /** In `[0.5, 1]`. */
  readonly best_attacker_accuracy: number;
}

/** One loss as ρ, as (ε, δ), as μ, and as what the best attacker makes of it. */
function loss(rho: Fraction): PrivacyLoss {
  const value = Number(rho.numerator) / Number(rho.denominator);
  return {
    rho: fractionText(rho),
    epsilon: digits(epsilonOf(value, DELTA), 4),
    delta: DELTA,
    mu: digits(Math.sqrt(2 * value), 4),
    best_attacker_accuracy: digits(attackerAccuracy(value), 4),
  };
}

/** Rounded up, so that the bound stays a bound and machines whose last bits differ write the same bytes. */
function digits(value: number, places: number): number {
  return Number((Math.ceil(value * 10 ** places) / 10 ** places).toFixed(places));
}
