import { fraction } from '#disclosure/fraction';
import { halfWidth } from '#disclosure/interval';
import type { MeasuredTable } from '../measured-release.js';

/** Units that every cell's interval has to be wide, whatever is concluded from the others. */
export const LEAST_WIDTH = 10;

/** An interval, units. */
interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The narrowest interval that a reader gets for any cell when all measurements hold at once in 99 of 100 releases.
 *
 * Each category is a star: the parts of every table add up to one total, so the linear program has a closed solution.
 *
 * @param tables  measured tables of a release
 * @returns       units
 *
 * Source: docs/attacks.md T-1, in the form it has for noisy tables.
 */
export function narrowestInterval(tables: readonly MeasuredTable[]): number {
  const cells = tables.reduce((sum, { table }) => sum + table.keys.length, 0);
  const coverage = fraction(BigInt(100 * cells - 1), BigInt(100 * cells));
  const boxes = tables.map(({ table, measurements }) => {
    const reach = Number(halfWidth(table.sigma2, coverage));
    return table.keys.map(({ category }, index) => {
      const measurement = Number(measurements[index] ?? 0n);
      return { category, low: Math.max(0, measurement - reach), high: Math.max(0, measurement + reach) };
    });
  });
  const widths = boxes.flat().map(({ low, high }) => high - low);
  const top = tables.findIndex(({ table }) => table.id === 't1');
  for (const whole of boxes[top] ?? []) {
    const parts = tables.flatMap(({ table }, index) =>
      table.splits === 't1' ? [(boxes[index] ?? []).filter(({ category }) => category === whole.category)] : [],
    );
    widths.push(
      ...starWidths(
        whole,
        parts.filter((some) => some.length > 0),
      ),
    );
  }
  return Math.min(...widths);
}

/** Widths of what is left of a total and its parts once each is held against the others. */
function starWidths(whole: Interval, tables: readonly (readonly Interval[])[]): number[] {
  const low = Math.max(whole.low, ...tables.map((parts) => added(parts, 'low')));
  const high = Math.min(whole.high, ...tables.map((parts) => added(parts, 'high')));
  const widths = tables.flatMap((parts) =>
    parts.map((part) => {
      const most = Math.min(part.high, high - (added(parts, 'low') - part.low));
      const least = Math.max(part.low, low - (added(parts, 'high') - part.high));
      return most - least;
    }),
  );
  return [high - low, ...widths];
}

function added(parts: readonly Interval[], bound: 'low' | 'high'): number {
  return parts.reduce((sum, part) => sum + part[bound], 0);
}
