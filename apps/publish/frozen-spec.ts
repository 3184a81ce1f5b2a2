import { readFile } from 'node:fs/promises';
import type { TableCost } from '#casebook/release-tables';
import type { Release } from '#casebook/releases';
import { privacyCost } from '#disclosure/privacy-cost';
import type { PublicTable } from '#publish/public-table';
import { publicTables } from '#publish/public-tables';
import { specHash, specText } from '#publish/release-spec';

/** What a release asks, as this version of usewatch would ask it. */
export interface FrozenSpec {
  readonly text: string;
  /** SHA-256 of the text. */
  readonly hash: string;
  readonly tables: readonly PublicTable[];
  /** Of the tables that are drawn: all of a release, some of a revision. */
  readonly costs: readonly TableCost[];
}

/** Works out what a release asks, questions included, and what drawing it costs. */
export async function frozenSpec({
  period,
  choice,
  demo,
}: Pick<Release, 'period' | 'choice' | 'demo'>): Promise<FrozenSpec> {
  const tables = publicTables(choice);
  const texts = await Promise.all(tables.map(async (table) => ({ table, sql: await readFile(table.sql, 'utf8') })));
  const text = specText(period, choice, texts, demo);
  const costs = tables
    .filter(({ id }) => choice.redrawn?.includes(id) ?? true)
    .map(({ id, sensitivitySquared, sigma2 }): TableCost => {
      const { numerator, denominator } = privacyCost(sensitivitySquared, sigma2);
      return { table: id, numerator: `${numerator}`, denominator: `${denominator}` };
    });
  return { text, hash: specHash(text), tables, costs };
}
