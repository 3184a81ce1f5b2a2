import { type Change, changeBeyondNoise } from '#disclosure/change-test';
import type { Fraction } from '#disclosure/fraction';
import type { MeasuredTable } from './measured-release.js';
import { keyText } from './public-table.js';
import { shownTables } from './shown-table.js';

/**
 * How cells stand to those of the quarter before; never told of a low cell.
 *
 * @param now     tables of a release
 * @param before  those of the quarter before; undefined when there is none
 * @returns       by table and key, such as `t2 SPM/BAN`
 */
export function changesSince(
  now: readonly MeasuredTable[],
  before: readonly MeasuredTable[] | undefined,
): Map<string, Change> {
  if (before === undefined) return new Map();
  const old = new Map<string, { value: bigint | 'low'; measurement: bigint; variance: Fraction }>(
    shownTables(before).flatMap(({ table, cells }) =>
      cells.map((cell) => [`${table.id} ${keyText(cell)}`, { ...cell, variance: table.sigma2 }] as const),
    ),
  );
  return new Map(
    shownTables(now).flatMap(({ table, cells }) =>
      cells.flatMap((cell): [string, Change][] => {
        const key = `${table.id} ${keyText(cell)}`;
        const earlier = old.get(key);
        if (earlier === undefined || earlier.value === 'low' || cell.value === 'low') return [];
        const measured = { value: cell.measurement, variance: table.sigma2 };
        return [[key, changeBeyondNoise(measured, { value: earlier.measurement, variance: earlier.variance })]];
      }),
    ),
  );
}
