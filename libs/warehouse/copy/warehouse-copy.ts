import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { z } from 'zod';
import type { Question } from '#usage/question';
import { type Migration, migrationStatements, readMigrations, recordMigrations } from '../migrate.js';
import { privateDatabase, render } from '../render.js';
import type { WarehouseOptions } from '../warehouse.js';
import { WarehouseError, warehouseError } from '../warehouse-error.js';

/** A table whose rows nothing else could bring back. */
const KeptTable = z.object({
  sealed: z.coerce.boolean(),
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  rows: z.string(),
});
export type KeptTable = z.infer<typeof KeptTable>;

export const keptTables: Question<KeptTable> = { sql: new URL('./kept-tables.sql', import.meta.url), row: KeptTable };

export const copiedRows: Question<unknown> = { sql: new URL('./copied-rows.sql', import.meta.url), row: z.unknown() };

const AppliedMigration = z.object({ name: z.string(), sum: z.string() });

export const warehouseMigrations: Question<z.infer<typeof AppliedMigration>> = {
  sql: new URL('./warehouse-migrations.sql', import.meta.url),
  row: AppliedMigration,
};

const FILLED_TABLES = new URL('./filled-tables.sql', import.meta.url);

/** Milliseconds a table may take to be put back: ClickHouse says nothing until it has all of it. */
const TABLE_WITHIN = 6 * 3_600_000;

/** Rows go in as they are: nothing is merged, none of them is taken for one that came before, and a block may hold any number of months. */
const AS_THEY_ARE = { insert_deduplicate: 0, optimize_on_insert: 0, max_partitions_per_insert_block: 0 } as const;

/** What views make of rows that arrive is in the copy already. */
const VIEW = /\bMATERIALIZED VIEW\b/;

/** Puts copied rows back into a warehouse. */
export class WarehouseCopy {
  readonly #client: ClickHouseClient;

  /** @param options  of the warehouse to fill */
  constructor(private readonly options: WarehouseOptions) {
    const { url, username, password } = options;
    this.#client = createClient({ url, username, password, database: 'default', request_timeout: TABLE_WITHIN });
  }

  /** Whether either database is there and keeps rows. */
  async isEmpty(): Promise<boolean> {
    try {
      const answer = await this.#client.query({
        query: await readFile(FILLED_TABLES, 'utf8'),
        query_params: { main: this.options.database, private: privateDatabase(this.options.database) },
        format: 'JSONEachRow',
      });
      const [found] = await answer.json<{ tables: string | number }>();
      return Number(found?.tables ?? 0) === 0;
    } catch (error) {
      throw warehouseError(error, 'copy', this.options.url);
    }
  }

  /** Removes both databases and all they hold. */
  async clear(): Promise<void> {
    const { database } = this.options;
    for (const each of [database, privateDatabase(database)])
      await this.#command(render(`DROP DATABASE IF EXISTS ${each} {{on_cluster}} SYNC`, this.options));
  }

  /**
   * Makes the tables of some migrations, without the views that would make more rows of those put back.
   *
   * Nothing is written down as applied, so that whatever opens the warehouse next completes it.
   *
   * @param names  of the migrations of the copy
   */
  async layTables(names: readonly string[]): Promise<void> {
    for (const { query, database } of migrationStatements(this.options, await this.#migrations(names)))
      if (!VIEW.test(query)) await this.#command(query, database);
  }

  /** Puts rows in ClickHouse's native format into a table. */
  async fill({ sealed, name }: Pick<KeptTable, 'sealed' | 'name'>, rows: Readable): Promise<void> {
    const { database } = this.options;
    const table = `${sealed ? privateDatabase(database) : database}.${name}`;
    try {
      const { stream } = await this.#client.exec({
        query: `INSERT INTO ${table} FORMAT Native`,
        values: rows,
        clickhouse_settings: AS_THEY_ARE as never,
      });
      for await (const _nothing of stream);
    } catch (error) {
      throw warehouseError(error, `copy of ${name}`, this.options.url);
    }
  }

  /** Makes the views of some migrations and writes those down as applied. */
  async complete(names: readonly string[]): Promise<void> {
    const migrations = await this.#migrations(names);
    for (const { query, database } of migrationStatements(this.options, migrations))
      await this.#command(query, database);
    await recordMigrations(this.#client, this.options.database, migrations);
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #migrations(names: readonly string[]): Promise<Migration[]> {
    const known = await readMigrations();
    const missing = names.filter((name) => !known.some((migration) => migration.name === name));
    if (missing.length > 0)
      throw new WarehouseError(`this version knows no migration ${missing.join(', ')}`, 'copy', false);
    return known.filter(({ name }) => names.includes(name));
  }

  async #command(query: string, database?: string): Promise<void> {
    try {
      await this.#client.command({
        query,
        ...(database === undefined ? {} : { clickhouse_settings: { database } as never }),
      });
    } catch (error) {
      throw warehouseError(error, 'copy', this.options.url);
    }
  }
}
