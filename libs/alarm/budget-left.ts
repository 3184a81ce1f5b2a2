import type { Alarm } from './alarm.js';

/** Quarters of a year, each with a release. */
const QUARTERS = 4;

/** What a year has spent on releases of public tables, in zCDP ρ. */
export interface YearOfReleases {
  readonly year: number;
  /** What the year's releases may cost in all, without the reserve for revisions. */
  readonly budget: number;
  /** Cost of each release so far. */
  readonly spent: readonly number[];
}

/**
 * Whether the year can pay for the releases it has yet to make, if they cost as much as the dearest so far.
 *
 * For pictures and warnings alone: what may be spent the ledger reckons in exact fractions.
 */
export function budgetLeft({ year, budget, spent }: YearOfReleases): Alarm {
  const left = budget - spent.reduce((sum, cost) => sum + cost, 0);
  const dearest = Math.max(0, ...spent);
  const toCome = Math.max(0, QUARTERS - spent.length);
  // Sums of fractions are not exact here; a release that just fits still fits.
  const pays = dearest === 0 ? toCome : Math.floor(left / dearest + 1e-9);
  const state = pays >= toCome ? 'calm' : pays === 0 ? 'alarm' : 'warning';
  const rest = `${left.toFixed(4)} of ${budget.toFixed(4)} ρ of ${year} are left`;
  return {
    ...{ name: 'budget-left', about: String(year), state, value: left, unit: 'ρ', warnsAt: null, alarmsAt: null },
    because:
      state === 'calm'
        ? rest
        : `${rest}, enough for ${pays} of ${toCome} releases to come at the cost of the dearest: plan coarser tables or more noise`,
  };
}
