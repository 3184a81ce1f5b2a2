import { createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Migration, migrate, readMigrations } from '#warehouse/migrate';
import { privateDatabase, type Rendering, render, statements } from '#warehouse/render';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { expectGolden } from '../support/golden.js';
import { PATIENCE, times } from '../torture/counted.js';

const days = { usage: 400, fingerprint: 120, words: 30, text: 30, quarantine: 7 };
const node: Rendering = { database: 'usewatch', days };
const cluster: Rendering = { ...node, cluster: 'main' };

let fresh: FreshWarehouse;
let migrations: Migration[];
beforeAll(async () => {
  [fresh, migrations] = await Promise.all([freshWarehouse(), readMigrations()]);
});
afterAll(() => fresh.close());

function rendered(rendering: Rendering): string {
  return migrations
    .map(({ name, sql }) => `-- ${name}\n${statements(render(sql, rendering)).join(';\n\n')};\n`)
    .join('\n');
}

function connect() {
  const { url, username, password } = fresh.owner;
  return createClient({ url, username, password, database: 'default' });
}

/** Every table and view of both databases as ClickHouse itself describes it, names of databases levelled. */
async function schema(database: string): Promise<string> {
  const client = connect();
  try {
    const answer = await client.query({
      query: `SELECT if(database = {database:String}, 'usewatch', 'usewatch_private') AS place, name,
                     replaceAll(create_table_query, {database:String}, 'usewatch') AS statement
              FROM system.tables WHERE database IN ({database:String}, {private:String}) ORDER BY place, name`,
      query_params: { database, private: `${database}_private` },
      format: 'JSONEachRow',
    });
    const rows = await answer.json<{ place: string; name: string; statement: string }>();
    return rows.map(({ statement }) => `${statement.replace(/ UUID '[^']*'/g, '')};\n`).join('\n');
  } finally {
    await client.close();
  }
}

describe('warehouse migrations', () => {
  it('render for one node as reviewed', () =>
    expectGolden(rendered(node), new URL('../../migrations/rendered/node.sql', import.meta.url)));

  it('render for a cluster as reviewed', () =>
    expectGolden(rendered(cluster), new URL('../../migrations/rendered/cluster.sql', import.meta.url)));

  it('are numbered without a gap in meaning: every number once', () => {
    const numbers = migrations.map(({ name }) => name.slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('are understood by ClickHouse in both renderings', async () => {
    const client = connect();
    try {
      for (const rendering of [node, cluster]) {
        for (const { sql } of migrations) {
          for (const statement of statements(render(sql, rendering))) {
            const answer = await client.query({ query: `EXPLAIN AST ${statement}`, format: 'TabSeparated' });
            expect(await answer.text()).toMatch(/^(CreateQuery|InsertQuery|AlterQuery|CreateFunctionQuery)/);
          }
        }
      }
    } finally {
      await client.close();
    }
  });

  it('change nothing the second time', async () => {
    const before = await schema(fresh.database);
    expect(await fresh.warehouse.migrate()).toEqual([]);
    expect(await schema(fresh.database)).toBe(before);
  });

  it('let dictionaries read under another login than the one they were made with', async () => {
    const client = connect();
    const database = 'logins';
    const rendering = { ...node, database, login: { username: 'nobody', password: 'wrong' } };
    const dictionary = `SELECT dictHas('${privateDatabase(database)}.public_suffix_rule', tuple('com')) AS has`;
    try {
      await migrate(client, rendering, migrations);
      await expect(client.query({ query: dictionary, format: 'JSONEachRow' })).rejects.toThrow(/nobody/);
      await migrate(client, { ...rendering, login: { username: 'default', password: '' } }, migrations);
      const answer = await client.query({ query: dictionary, format: 'JSONEachRow' });
      expect(await answer.json()).toEqual([{ has: 0 }]);
    } finally {
      await client.command({ query: `DROP DATABASE IF EXISTS ${database}` });
      await client.command({ query: `DROP DATABASE IF EXISTS ${privateDatabase(database)}` });
      await client.close();
    }
  });

  it('make the schema that was reviewed', async () => {
    // Retention is an argument; the dump names the defaults.
    const dumped = (await schema(fresh.database)).replaceAll('toIntervalDay(20000)', 'toIntervalDay(DAYS)');
    await expectGolden(dumped, new URL('../../migrations/schema.sql', import.meta.url));
  });

  it(
    'finish after being killed between any two statements',
    async () => {
      const client = connect();
      try {
        const whole = await schema(fresh.database);
        const total = migrations.flatMap(({ sql }) => statements(render(sql, node))).length;
        // Every eighteenth boundary keeps the suite short; the offset moves with the number of statements.
        const step = times(24, 1);
        for (let done = total % step; done < total * times(1, 3); done += step) {
          const database = `killed_${done}`;
          const rendering = {
            database,
            days: { usage: 20_000, fingerprint: 20_000, words: 20_000, text: 20_000, quarantine: 20_000 },
          };
          await client.command({ query: `CREATE DATABASE ${database}` });
          await client.command({ query: `CREATE DATABASE ${database}_private` });
          const first = migrations.flatMap(({ sql }) => statements(render(sql, rendering))).slice(0, done % total);
          for (const query of first) await client.command({ query, clickhouse_settings: { database } as never });
          await migrate(client, rendering, migrations);
          expect(await schema(database)).toBe(whole);
          await client.command({ query: `DROP DATABASE ${database}` });
          await client.command({ query: `DROP DATABASE ${database}_private` });
        }
      } finally {
        await client.close();
      }
    },
    PATIENCE,
  );

  it('refuse a file that changed after it was applied, by its name', async () => {
    const client = connect();
    try {
      const [first] = migrations;
      const changed = migrations.map((m) => (m === first ? { ...m, checksum: '0'.repeat(64) } : m));
      const rendering = { ...node, database: fresh.database };
      await expect(migrate(client, rendering, changed)).rejects.toThrow(
        `migration ${first?.name} was applied with other contents`,
      );
    } finally {
      await client.close();
    }
  });
});
