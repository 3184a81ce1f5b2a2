import { createHmac } from 'node:crypto';

/** One category a unit was confirmed for, with what decides whether it is kept. */
export interface RankedCategory<Category extends string = string> {
  readonly category: Category;
  /** Severity, one is gravest; several categories may share a rank. */
  readonly rank: number;
  /** Keyed hash that orders categories of equal rank, 64 lower-case hex digits. */
  readonly tie: string;
}

/**
 * The keyed hash that orders a unit's categories of equal severity.
 *
 * Depends on nothing but the unit's own data and a secret, so that no unit can influence what is kept of another and
 * nobody outside can foresee it.
 *
 * @param key       secret of the period
 * @param unit      identifier of the unit
 * @param period    period such as `2026-Q3`
 * @param category  category code
 * @returns         HMAC-SHA256 of `unit|period|category`, 64 lower-case hex digits
 */
export function tieHash(key: Uint8Array | string, unit: string, period: string, category: string): string {
  return createHmac('sha256', key).update(`${unit}|${period}|${category}`).digest('hex');
}

/**
 * Bounds what one unit contributes: its gravest categories, each once, at most `most` of them.
 *
 * @param categories  everything the unit was confirmed for, in any order, repeats allowed
 * @param most        categories kept, at least one; its square root is the table's L2 sensitivity
 * @returns           kept categories, gravest first
 * @throws {RangeError} when `most` is below one
 */
export function boundedCategories<C extends string>(
  categories: readonly RankedCategory<C>[],
  most: number,
): RankedCategory<C>[] {
  if (!(most >= 1)) throw new RangeError('boundedCategories requires room for at least one category');
  const distinct = new Map(categories.map((entry) => [entry.category, entry]));
  return [...distinct.values()]
    .sort((a, b) => a.rank - b.rank || (a.tie < b.tie ? -1 : a.tie > b.tie ? 1 : 0))
    .slice(0, most);
}
