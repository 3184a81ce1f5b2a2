import { fraction } from '#disclosure/fraction';
import { halfWidth } from '#disclosure/interval';
import { upperLimit } from '#disclosure/upper-limit';
import type { MeasuredTable } from '../measured-release.js';
import type { Known, KnownStar } from './certain-claims.js';

/** Units that every cell's interval has to be wide, whatever is concluded from the others. */
export const LEAST_WIDTH = 10;

/**
 * What a reader knows of every cell when all measurements hold at once in 99 of 100 releases, and no count is below zero.
 *
 * @param tables  measured tables of a release
 * @returns       one region for each key, table by table and in the order of keys
 */
function noiseRegion(tables: readonly MeasuredTable[]): Known[][] {
  const cells = BigInt(tables.reduce((sum, { table }) => sum + table.keys.length, 0));
  const risk = fraction(1n, 200n * cells);
  return tables.map(({ table: { keys, sigma2 }, measurements }) => {
    const reach = Number(halfWidth(sigma2, fraction(100n * cells - 1n, 100n * cells)));
    return keys.map((_, index): Known => {
      const measurement = measurements[index] ?? 0n;
      return {
        low: Math.max(0, Number(measurement) - reach),
        high: Number(upperLimit(measurement, sigma2, risk)),
      };
    });
  });
}

/**
 * What is known of each category and of the parts that tables split it into, cell by cell, before one is held against another.
 *
 * @param tables  measured tables of a release
 */
export function noiseStars(tables: readonly MeasuredTable[]): KnownStar[] {
  return starsOf(tables, noiseRegion(tables));
}

function starsOf(tables: readonly MeasuredTable[], region: readonly Known[][]): KnownStar[] {
  const top = tables.findIndex(({ table }) => table.id === 't1');
  const partsOf = (category: string) =>
    tables.flatMap(({ table: { splits, keys } }, index) =>
      splits === 't1' ? [(region[index] ?? []).filter((_, key) => keys[key]?.category === category)] : [],
    );
  return (region[top] ?? []).map((total, index) => ({
    total,
    tables: partsOf(tables[top]?.table.keys[index]?.category ?? '').filter((parts) => parts.length > 0),
  }));
}

/**
 * The narrowest interval that a reader gets for any cell from linear programs over all tables at once.
 *
 * Each category is a star: the parts of every table add up to one total, so the linear program has a closed solution. A right
 * build is not failed by its noise: of 20 000 releases drawn at random, from empty ones to 2 000 actors in a category, none had
 * an interval below 16, so that fewer than one in 6 000 fails (rule of three); a cell alone would need noise of seven
 * standard deviations.
 *
 * @param tables  measured tables of a release
 * @returns       units
 *
 * Source: docs/attacks.md T-1, in the form it has for noisy tables.
 */
export function narrowestInterval(tables: readonly MeasuredTable[]): number {
  const region = noiseRegion(tables);
  return Math.min(
    ...region.flat().map(({ low, high }) => high - low),
    ...starsOf(tables, region).flatMap(({ total, tables: parts }) => starWidths(total, parts)),
  );
}

/** Widths of what is left of a total and its parts once each is held against the others. */
function starWidths(whole: Known, tables: readonly (readonly Known[])[]): number[] {
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

function added(parts: readonly Known[], bound: keyof Known): number {
  return parts.reduce((sum, part) => sum + part[bound], 0);
}
