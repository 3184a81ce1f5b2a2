import { difference, type Fraction, fraction, isAtMost, product, quotient } from './fraction.js';

const HUNDRED = fraction(100n);

/**
 * How far the second largest contributor must be kept from the largest one's value, by the p % rule.
 *
 * @param total     what the cell adds up to
 * @param largest   its contributions, in any order; those left out count as the remainder
 * @param percent   p, above zero
 * @returns         upper protection level, in the unit of the cell; zero or less when the cell is safe
 *
 * Source: handbook of the European SDC centre, chapter 4, table of protection levels.
 */
export function protectionLevel(total: bigint, largest: readonly bigint[], percent: Fraction): Fraction {
  const [first = 0n, second = 0n] = [...largest].sort((a, b) => (a > b ? -1 : a < b ? 1 : 0));
  const needed = quotient(product(percent, fraction(first)), HUNDRED);
  return difference(needed, fraction(total - first - second));
}

/**
 * Whether a contributor could estimate another one's value to within p %.
 *
 * @param total    what the cell adds up to
 * @param largest  its contributions, two at least where there are two
 * @param percent  p, above zero
 *
 * Source: handbook of the European SDC centre, chapter 4.
 */
export function isWithinPercent(total: bigint, largest: readonly bigint[], percent: Fraction): boolean {
  return !isAtMost(protectionLevel(total, largest, percent), fraction(0n));
}

/**
 * Whether a few members of a row, putting together what they know, learn that all the others are in one cell.
 *
 * @param cell       units in the cell
 * @param row        units in its row
 * @param coalition  members who talk to each other; none for a reader who is no member
 *
 * Source: handbook of the European SDC centre, chapter 5, group disclosure.
 */
export function disclosesGroup(cell: bigint, row: bigint, coalition: bigint): boolean {
  return row > 0n && row - coalition <= cell;
}
