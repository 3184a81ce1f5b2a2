import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { privateDatabase, type Rendering, render, statements } from './render.js';
import { keepRetention } from './retention.js';
import { WarehouseError } from './warehouse-error.js';

/** Where the migrations lie, beside the sources and copied beside the build alike. */
const WAREHOUSE_MIGRATIONS = new URL('../../migrations/warehouse/', import.meta.url);

/** One migration as read from its file. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file before rendering, hex. */
  readonly checksum: string;
}

/** Reads every `NNNN_what.sql` of a folder, in the order of their numbers. */
export async function readMigrations(folder: URL = WAREHOUSE_MIGRATIONS): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Brings both databases of the warehouse to the newest form.
 *
 * Every statement is safe to repeat, so a run that was killed between any two of them is finished by the next one.
 * Tables made under other settings of retention take on today's.
 *
 * @param client      connected as the owner, with no default database
 * @param rendering   one node or cluster, and retention
 * @param migrations  in order
 * @returns           names of the migrations applied now
 * @throws {WarehouseError} when an applied migration's file has changed since, or ClickHouse refuses a statement
 */
export async function migrate(
  client: ClickHouseClient,
  rendering: Rendering,
  migrations: readonly Migration[],
): Promise<string[]> {
  const { database } = rendering;
  for (const query of bootstrap(rendering)) await client.command({ query });
  const answer = await client.query({
    query: `SELECT name, any(checksum) AS checksum FROM ${database}.migration GROUP BY name`,
    format: 'JSONEachRow',
  });
  const applied = new Map((await answer.json<{ name: string; checksum: string }>()).map((m) => [m.name, m.checksum]));
  const now: string[] = [];
  for (const { name, sql, checksum } of migrations) {
    const known = applied.get(name);
    if (known === checksum) continue;
    if (known !== undefined) {
      throw new WarehouseError(
        `migration ${name} was applied with other contents; restore the file as it was and put the change into a new migration`,
        name,
        false,
      );
    }
    for (const query of statements(render(sql, rendering))) {
      await client.command({ query, clickhouse_settings: { database } as never });
    }
    await recordMigrations(client, database, [{ name, checksum }]);
    now.push(name);
  }
  await keepRetention(client, rendering, migrations);
  if (rendering.login !== undefined) await keepLogins(client, rendering, migrations);
  return now;
}

/** What makes the databases and the list of migrations. */
function bootstrap(rendering: Rendering): string[] {
  const { database } = rendering;
  return [
    `CREATE DATABASE IF NOT EXISTS ${database} {{on_cluster}}`,
    `CREATE DATABASE IF NOT EXISTS ${privateDatabase(database)} {{on_cluster}}`,
    `CREATE TABLE IF NOT EXISTS ${database}.migration {{on_cluster}}
     (name String, checksum String, applied_at DateTime('UTC') DEFAULT now())
     ENGINE = {{Replicated}}ReplacingMergeTree ORDER BY name`,
  ].map((query) => render(query, rendering));
}

/** Every statement of some migrations in order, the databases first; each is safe to repeat. */
export function migrationStatements(
  rendering: Rendering,
  migrations: readonly Migration[],
): { readonly query: string; readonly database?: string }[] {
  const { database } = rendering;
  return [
    ...bootstrap(rendering).map((query) => ({ query })),
    ...migrations.flatMap(({ sql }) => statements(render(sql, rendering)).map((query) => ({ query, database }))),
  ];
}

/** Writes migrations down as applied. */
export async function recordMigrations(
  client: ClickHouseClient,
  database: string,
  migrations: readonly Pick<Migration, 'name' | 'checksum'>[],
): Promise<void> {
  const values = migrations.map(({ name, checksum }) => ({ name, checksum }));
  await client.insert({ table: `${database}.migration`, values, format: 'JSONEachRow' });
}

/** Lets dictionaries made under another login read their tables under today's. */
async function keepLogins(
  client: ClickHouseClient,
  rendering: Rendering,
  migrations: readonly Migration[],
): Promise<void> {
  const made = /^CREATE DICTIONARY IF NOT EXISTS/m;
  const dictionaries = migrations
    .flatMap(({ sql }) => statements(render(sql, rendering)))
    .filter((sql) => made.test(sql));
  for (const sql of dictionaries) await client.command({ query: sql.replace(made, 'CREATE OR REPLACE DICTIONARY') });
}
