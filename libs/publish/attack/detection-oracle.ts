import { normalProbability } from '#statistics/normal-probability';
import type { PublicTable } from '../public-table.js';

/** What the specification grants an actor who combines all tables of a full release, for one account. */
const GRANTED = 0.1555;

/** Rounding of what is granted. */
const MARGIN = 0.02;

/**
 * How often an actor is right that reads the tables to learn whether its accounts were found.
 *
 * Its accounts were put into an empty category and are linked by nothing, so each counts as an actor of its own; the
 * attacker adds up all cells they touch, weighted by their precision.
 *
 * @param tables    tables of the release
 * @param accounts  accounts that nothing links; linked ones count as one
 * @returns         probability in `[0.5, 1]`
 *
 * Source: docs/attacks.md T-16.
 */
export function oracleSuccess(tables: readonly Pick<PublicTable, 'id' | 'sigma2'>[], accounts: number): number {
  const precision = tables.reduce((sum, { id, sigma2 }) => {
    // In the headline it is confirmed and acted against; referral is another matter.
    const cells = id === 't0' ? 2 : 1;
    return sum + (cells * Number(sigma2.denominator)) / Number(sigma2.numerator);
  }, 0);
  return normalProbability((accounts * Math.sqrt(precision)) / 2);
}

/** @returns the most that success may be for a number of accounts */
export function grantedSuccess(accounts: number): number {
  return normalProbability(GRANTED * accounts) + MARGIN;
}
