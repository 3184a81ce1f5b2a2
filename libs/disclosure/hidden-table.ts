import { type AdditiveTable, cellInterval, type KnownSum } from './additive-table.js';
import { controlledRounding } from './controlled-rounding.js';
import { LEAST_UNITS, ROUNDING_BASE } from './displayed-count.js';
import { difference, fraction, isAtMost } from './fraction.js';
import { hiddenCells, type SensitiveCell } from './secondary-suppression.js';
import { type Guarded, TrueCount } from './true-count.js';

/** A count that was rounded beside hidden ones; what it adds up to was rounded along. */
export type RoundedCount = Guarded<'rounding'>;

/** A fifth of a cell's count has to stay open around it, in units of the cell. */
const OPEN_SHARE = fraction(1n, 5n);

/** A row with fewer cells that are not empty gives its empty ones away. */
const LEAST_FILLED = 3;

/** How exact counts are protected without noise. */
export interface HiddenTable {
  /** Counts to publish, in the order they came; undefined where a cell is hidden. */
  readonly counts: readonly (RoundedCount | undefined)[];
  /** Cells hidden because they are small themselves; the other hidden ones protect these. */
  readonly small: ReadonlySet<number>;
}

/**
 * Hides small cells and what would give them away, proves it by linear programs, and rounds the rest so that sums hold.
 *
 * For operators who refuse noise. It gives no formal guarantee and is not safe against comparison with other sources; it may
 * be published once, as another version would show what changed.
 *
 * @param exact  exact counts of all linked tables
 * @param sums   sums between them that readers know of
 * @param rows   places of cells that readers see as one row
 * @param shown  places that have to stay shown
 * @returns      what may be published
 * @throws {RangeError} when a sum does not hold, or a small cell cannot be protected
 *
 * Source: publication specification, mode B; handbook of the European SDC centre, chapters 4 and 5.
 */
export function hiddenTable(
  exact: readonly TrueCount[],
  sums: readonly KnownSum[],
  rows: readonly (readonly number[])[],
  shown: ReadonlySet<number> = new Set(),
): HiddenTable {
  let small: ReadonlySet<number> = new Set();
  const counts = TrueCount.guarded<'rounding'>(exact, (units) => {
    const table = { counts: units, sums };
    const sensitive = sensitiveCells(table, rows);
    small = new Set(sensitive.map(({ place }) => place));
    const hidden = hiddenCells(table, sensitive, shown);
    requireOpen(table, hidden, sensitive);
    return controlledRounding(table, ROUNDING_BASE).map((count, place) =>
      hidden.has(place) ? undefined : (count as RoundedCount),
    );
  });
  return { counts, small };
}

/** Cells of fewer units than ten, and empty cells of rows in which hardly any other has somebody. */
function sensitiveCells({ counts }: AdditiveTable, rows: readonly (readonly number[])[]): SensitiveCell[] {
  const given = new Set(
    rows
      .filter((row) => row.filter((place) => (counts[place] ?? 0n) > 0n).length < LEAST_FILLED)
      // A row where nobody is at all is no news about anybody.
      .filter((row) => row.some((place) => (counts[place] ?? 0n) > 0n))
      .flat(),
  );
  return counts.flatMap((count, place): SensitiveCell[] => {
    const isSensitive = count === 0n ? given.has(place) : count < LEAST_UNITS;
    return isSensitive ? [{ place, width: widthOf(count) }] : [];
  });
}

/** Ten units, or a fifth of the count where that is more. */
function widthOf(count: bigint): bigint {
  const share = (count * OPEN_SHARE.numerator + OPEN_SHARE.denominator - 1n) / OPEN_SHARE.denominator;
  return share > LEAST_UNITS ? share : LEAST_UNITS;
}

/** The attack of every release, once more on what was chosen: wide enough, and small numbers stay possible. */
function requireOpen(table: AdditiveTable, hidden: ReadonlySet<number>, sensitive: readonly SensitiveCell[]): void {
  for (const { place, width } of sensitive) {
    const { low, high } = cellInterval(table, hidden, place);
    const isWide = high === undefined || isAtMost(fraction(width), difference(high, low));
    if (!isWide || isAtMost(fraction(LEAST_UNITS), low))
      throw new RangeError(`hiddenTable requires cell ${place} to stay open`);
  }
}
