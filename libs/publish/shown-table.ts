import { consistentTotal } from '#disclosure/consistent-total';
import { type DisplayedCount, displayedCount, displayRule } from '#disclosure/displayed-count';
import { type Fraction, fraction } from '#disclosure/fraction';
import type { NoisyCount } from '#disclosure/noisy-count';
import { nonNegative } from '#disclosure/non-negative';
import { nearest, wholeParts } from '#disclosure/whole-parts';
import type { MeasuredTable } from './measured-release.js';
import { type CellKey, keyText, type PublicTable } from './public-table.js';

/** A cell as it is published: what is shown, and the measurement it was made from. */
export interface ShownCell extends CellKey, DisplayedCount {
  readonly measurement: NoisyCount;
}

/** A table as it is published. */
export interface ShownTable {
  readonly table: PublicTable;
  readonly cells: readonly ShownCell[];
}

/**
 * Makes the tables of a release agree with each other and turns them into what is shown.
 *
 * The tables that split T1 and T1 itself are fitted by least squares, category by category; then, from the top down, no
 * count is negative and the parts are integers that add up to their total. Only noisy values and public constants go in.
 *
 * @param tables  measured tables
 * @throws {RangeError} when a table has a measurement too few or too many
 */
export function shownTables(tables: readonly MeasuredTable[]): ShownTable[] {
  const fitted = fittedCounts(tables);
  return tables.map(({ table, measurements }) => {
    const rule = displayRule(table.sigma2, table.hidesSmall);
    return {
      table,
      cells: cellsOf({ table, measurements }).map(([key, measurement]) => ({
        ...key,
        measurement,
        ...displayedCount(measurement, rule, fitted.get(placeOf(table, key))),
      })),
    };
  });
}

/** Integer counts that agree with each other, by table and key; tables that nothing splits have none. */
function fittedCounts(tables: readonly MeasuredTable[]): Map<string, bigint> {
  const fitted = new Map<string, bigint>();
  const top = tables.find(({ table }) => table.id === 't1');
  const splits = tables.filter(({ table }) => table.splits === 't1');
  if (top === undefined) return fitted;
  for (const [{ category, dim2 }, measurement] of cellsOf(top)) {
    const rows = splits
      .map((split) => ({ table: split.table, cells: cellsOf(split).filter(([key]) => key.category === category) }))
      .filter(({ cells }) => cells.length > 0);
    const { total, parts } = consistentTotal(
      { value: fraction(measurement), variance: top.table.sigma2 },
      rows.map(({ table, cells }) => ({ parts: cells.map(([, count]) => fraction(count)), variance: table.sigma2 })),
    );
    const least = total.numerator < 0n ? fraction(0n) : total;
    fitted.set(placeOf(top.table, { category, dim2 }), nearest(least));
    for (const [index, { table, cells }] of rows.entries()) {
      const whole = wholeParts(nonNegative(parts[index] as readonly Fraction[], least));
      for (const [place, [key]] of cells.entries()) fitted.set(placeOf(table, key), whole[place] ?? 0n);
    }
  }
  return fitted;
}

function placeOf({ id }: PublicTable, key: CellKey): string {
  return `${id} ${keyText(key)}`;
}

/** Pairs keys with their measurements and refuses one too many or too few. */
function cellsOf({ table: { id, keys }, measurements }: MeasuredTable): [CellKey, NoisyCount][] {
  if (keys.length !== measurements.length)
    throw new RangeError(`shownTables requires one measurement for each key of table ${id}`);
  return keys.flatMap((key, index): [CellKey, NoisyCount][] => {
    const measurement = measurements[index];
    return measurement === undefined ? [] : [[key, measurement]];
  });
}
