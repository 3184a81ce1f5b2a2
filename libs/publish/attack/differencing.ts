import type { PublicTable } from '../public-table.js';

/** Standard deviation, in units, that no sum or difference of a few published cells may fall below. */
export const LEAST_DEVIATION = 6;

/** Cells that an attacker combines at most; more of them only add noise. */
const MOST_CELLS = 4;

/** A table that splits a category: number of its cells in one category, variance of each. */
interface Split {
  readonly cells: number;
  readonly variance: number;
}

/**
 * The least standard deviation left in any sum or difference of up to four published cells, after all tables were fitted.
 *
 * Cells of one category are exchangeable within a table, so only how many of each are added and taken away matters.
 *
 * @param tables  tables of the release
 * @returns       units; zero when something is published exactly
 *
 * Source: docs/attacks.md T-3; variances after least squares as in TV-15.
 */
export function leastDeviation(tables: readonly Pick<PublicTable, 'id' | 'splits' | 'sigma2' | 'keys'>[]): number {
  const varianceOf = ({ sigma2 }: Pick<PublicTable, 'sigma2'>) => Number(sigma2.numerator) / Number(sigma2.denominator);
  const top = tables.find(({ id }) => id === 't1');
  const alone = tables.filter(({ id, splits }) => id !== 't1' && splits === undefined).map(varianceOf);
  if (top === undefined) return Math.sqrt(Math.min(...alone));
  const splits = tables
    .filter(({ splits: whole }) => whole === 't1')
    .map(
      (table): Split => ({
        cells: table.keys.filter(({ category }) => category === table.keys[0]?.category).length,
        variance: varianceOf(table),
      }),
    );
  return Math.sqrt(Math.min(...alone, leastVariance(varianceOf(top), splits)));
}

/** Over all ways to add and take away up to four of a category's own number and its parts. */
function leastVariance(top: number, splits: readonly Split[]): number {
  const precision = 1 / top + splits.reduce((sum, { cells, variance }) => sum + 1 / (cells * variance), 0);
  const total = Number.isFinite(precision) ? 1 / precision : 0;
  let least = total;
  const combine = (at: number, left: number, share: number, within: number, used: number) => {
    const split = splits[at];
    if (split === undefined) {
      // A total less all of its parts is nothing, and tells nothing.
      if (used > 0 && (within > 0 || share !== 0)) least = Math.min(least, within + total * share * share);
      return;
    }
    const { cells, variance } = split;
    for (let plus = 0; plus <= Math.min(left, cells); plus += 1)
      for (let minus = 0; minus <= Math.min(left - plus, cells - plus); minus += 1) {
        const net = plus - minus;
        const spread = variance * (plus + minus - (net * net) / cells);
        combine(at + 1, left - plus - minus, share + net / cells, within + spread, used + plus + minus);
      }
  };
  for (const whole of [-1, 0, 1]) combine(0, MOST_CELLS - Math.abs(whole), whole, 0, Math.abs(whole));
  return least;
}
