import { readFile } from 'node:fs/promises';
import type { Measurement, TableCost } from '#casebook/release-tables';
import { type NoisyCount, storedNoisyCount, type TrueCount, withNoise } from '#disclosure/noisy-count';
import { privacyCost } from '#disclosure/privacy-cost';
import type { UniformDraw } from '#disclosure/uniform-below';
import type { MeasuredTable } from '#publish/measured-release';
import { boundedCounts, keyText, type PublicTable } from '#publish/public-table';
import { specHash } from '#publish/release-spec';
import type { Warehouse } from '#warehouse/warehouse';
import { ReleaseError } from './release-error.js';

/**
 * Freezes what a release will ask and what that costs.
 *
 * @param tables  tables of the release
 * @returns       hash of the specification, questions included, and the cost of each table
 */
export async function frozenSpec(
  tables: readonly PublicTable[],
): Promise<{ specHash: string; costs: readonly TableCost[] }> {
  const texts = await Promise.all(tables.map(async (table) => ({ table, sql: await readFile(table.sql, 'utf8') })));
  const costs = tables.map(({ id, sensitivitySquared, sigma2 }): TableCost => {
    const { numerator, denominator } = privacyCost(sensitivitySquared, sigma2);
    return { table: id, numerator: `${numerator}`, denominator: `${denominator}` };
  });
  return { specHash: specHash(texts), costs };
}

/**
 * Counts the tables of a release and hands back nothing but the act of drawing their noise.
 *
 * The exact counts live in the returned function alone: nobody can read, log or store them.
 *
 * @param warehouse  holds the release's snapshot
 * @param tables     tables of the release
 * @param release    identifier of the release
 * @param draw       uniform integers
 * @returns          draws the noise of every cell and gives the measurements; for one call
 * @throws {RangeError} when an answer breaks the table's bounds
 */
export async function countTables(
  warehouse: Warehouse,
  tables: readonly PublicTable[],
  release: string,
  draw: UniformDraw,
): Promise<() => Measurement[]> {
  const counted: { table: PublicTable; counts: TrueCount[] }[] = [];
  for (const table of tables) {
    const rows = await warehouse.ask(table, { release, ...table.keySpace }, 'sealed');
    counted.push({ table, counts: boundedCounts(table, rows) });
  }
  return () =>
    counted.flatMap(({ table, counts }) =>
      table.keys.map((key, index): Measurement => {
        const count = counts[index];
        if (count === undefined) throw new RangeError('countTables requires one count for each key');
        return { table: table.id, ...key, measurement: withNoise(count, table.sigma2, draw).toString() };
      }),
    );
}

/**
 * Puts stored measurements back into the tables they were drawn for.
 *
 * @param tables  tables of this version
 * @param stored  measurements of a release, in any order
 * @throws {ReleaseError} when the release was measured for other tables or keys than this version has
 */
export function measuredTables(tables: readonly PublicTable[], stored: readonly Measurement[]): MeasuredTable[] {
  const byKey = new Map(stored.map((one) => [`${one.table} ${keyText(one)}`, storedNoisyCount(one.measurement)]));
  const measured = tables
    .filter(({ id }) => stored.some(({ table }) => table === id))
    .map((table) => ({
      table,
      measurements: table.keys.flatMap((key): NoisyCount[] => {
        const measurement = byKey.get(`${table.id} ${keyText(key)}`);
        return measurement === undefined ? [] : [measurement];
      }),
    }));
  const found = measured.reduce((sum, { measurements }) => sum + measurements.length, 0);
  const wanted = measured.reduce((sum, { table }) => sum + table.keys.length, 0);
  if (found !== wanted || found !== stored.length)
    throw new ReleaseError(
      'The release was measured for other tables than this version of usewatch has: draft it with the version that measured it.',
    );
  return measured;
}
