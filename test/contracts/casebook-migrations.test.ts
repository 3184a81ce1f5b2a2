import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { is, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Casebook } from '#casebook/casebook';
import { casebookServers, emptyCasebook, type FreshCasebook } from '../support/fresh-casebook.js';

const OURS = new URL('../../migrations/casebook/', import.meta.url);
const TABLES = new URL('../../libs/casebook/', import.meta.url);

describe.each(casebookServers())('the migrations of the casebook on $name', ({ url: server }) => {
  let fresh: FreshCasebook;
  let folder: string;

  beforeEach(async () => {
    fresh = await emptyCasebook(await server());
    folder = await mkdtemp(join(tmpdir(), 'usewatch-migrations-'));
  });
  afterEach(async () => {
    await fresh.close();
    await rm(folder, { recursive: true, force: true });
  });

  const names = async () => (await readdir(OURS)).filter((name) => name.endsWith('.sql')).sort();
  const address = () => pathToFileURL(`${folder}/`);
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  /** What queries write; the rest PostgreSQL reckons from it. */
  const tables = async () => {
    const { rows } = await fresh.casebook.db.execute<{ table: string; column: string; nullable: boolean }>(sql`
      SELECT table_name AS "table", column_name AS "column", is_nullable = 'YES' AS nullable
      FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'NEVER' ORDER BY 1, 2`);
    return rows;
  };

  it('are applied once, in order', async () => {
    expect(await fresh.casebook.migrate()).toEqual(await names());
    const before = await tables();
    expect(await fresh.casebook.migrate()).toEqual([]);
    expect(await tables()).toEqual(before);
  });

  it('are applied once by processes that start at the same moment', async () => {
    const applied = await Promise.all(Array.from({ length: 4 }, () => fresh.casebook.migrate()));
    expect(applied.flat()).toEqual(await names());
  });

  it('are finished by the next process, wherever a connection was cut', async () => {
    await write('0001_first.sql', 'CREATE TABLE first (x integer);\nINSERT INTO first VALUES (1);');
    await write('0002_second.sql', 'CREATE TABLE second (x integer);\nINSERT INTO second VALUES (1);');
    let cuts = 0;
    for (let finished = false; !finished; cuts++) {
      const through = await emptyCasebook(await server());
      const proxy = await cutAfter(cuts, through.url);
      // One connection to look whether PostgreSQL is there, one that migrates; either may be cut.
      const cut = await Casebook.connect({ url: proxy.url, patienceSeconds: 0 }).catch(() => undefined);
      finished = (await cut?.migrate(address()).catch(() => undefined)) !== undefined;
      await cut?.close();
      await proxy.close();
      await through.casebook.migrate(address());
      const { rows } = await through.casebook.db.execute(
        sql`SELECT (SELECT count(*)::int FROM first) AS first, (SELECT count(*)::int FROM second) AS second, (SELECT count(*)::int FROM migration) AS files`,
      );
      expect(rows).toEqual([{ first: 1, second: 1, files: 2 }]);
      await through.close();
    }
    expect(cuts).toBeGreaterThan(12);
  });

  it('leave nothing of a file that fails, and name it', async () => {
    await write('0001_half.sql', 'CREATE TABLE half (x integer);\nSELECT 1 / 0;');
    await expect(fresh.casebook.migrate(address())).rejects.toThrow(
      /Migration 0001_half\.sql was not applied.*division by zero/,
    );
    expect((await tables()).map(({ table }) => table)).not.toContain('half');
    await write('0001_half.sql', 'CREATE TABLE half (x integer);');
    expect(await fresh.casebook.migrate(address())).toEqual(['0001_half.sql']);
  });

  it('are refused by name when one has changed since', async () => {
    await cp(OURS, folder, { recursive: true });
    await fresh.casebook.migrate(address());
    const [first = ''] = await names();
    await write(first, `${await readFile(new URL(first, OURS), 'utf8')}\n-- changed`);
    await expect(fresh.casebook.migrate(address())).rejects.toThrow(
      `Migration ${first} has changed since it was applied`,
    );
  });

  it('are refused on a database that a newer version has migrated', async () => {
    await write('9999_future.sql', 'SELECT 1;');
    await fresh.casebook.migrate(address());
    await expect(fresh.casebook.migrate()).rejects.toThrow('9999_future.sql, which this version does not know');
  });

  it('are refused when a file is not named as a migration', async () => {
    await write('1_first.sql', 'SELECT 1;');
    await expect(fresh.casebook.migrate(address())).rejects.toThrow(
      'migrate requires files named NNNN_what.sql, not 1_first.sql',
    );
  });

  it('agree with every table that typed queries know', async () => {
    await fresh.casebook.migrate();
    const real = await tables();
    const files = (await readdir(TABLES)).filter((name) => name.endsWith('tables.ts'));
    for (const file of files) {
      const module: Record<string, unknown> = await import(fileURLToPath(new URL(file, TABLES)));
      for (const table of Object.values(module).filter((value) => is(value, PgTable))) {
        const { name, columns } = getTableConfig(table);
        const declared = columns.map((column) => ({ table: name, column: column.name, nullable: !column.notNull }));
        const byName = (a: { column: string }, b: { column: string }) => (a.column < b.column ? -1 : 1);
        expect(declared.sort(byName), `${file} ${name}`).toEqual(real.filter((row) => row.table === name).sort(byName));
      }
    }
  });
});

describe('each migration of the casebook', () => {
  it('has a number of its own and leaves its transaction to the runner', async () => {
    const files = (await readdir(OURS)).filter((name) => name.endsWith('.sql'));
    expect(new Set(files.map((name) => name.slice(0, 4))).size).toBe(files.length);
    for (const file of files) {
      const text = await readFile(new URL(file, OURS), 'utf8');
      expect(text.replace(/--.*$|\$\$[\s\S]*?\$\$/gm, ''), file).not.toMatch(/^\s*(BEGIN|COMMIT|ROLLBACK|START)\b/im);
    }
  });
});

/** A way to PostgreSQL that breaks all connections before the message numbered `messages` is passed on. */
async function cutAfter(messages: number, url: string): Promise<{ url: string; close(): Promise<void> }> {
  const target = new URL(url);
  let passed = 0;
  const proxy: Server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const end = () => void [client.destroy(), upstream.destroy()];
    client.on('data', (bytes) => (passed++ < messages ? upstream.write(bytes) : end()));
    upstream.on('data', (bytes) => client.write(bytes));
    for (const socket of [client, upstream]) socket.on('close', end).on('error', end);
  });
  await new Promise<void>((resolve) => void proxy.listen(0, '127.0.0.1', resolve));
  const through = new URL(url);
  through.port = String((proxy.address() as { port: number }).port);
  through.hostname = '127.0.0.1';
  return { url: through.href, close: () => new Promise((resolve) => void proxy.close(() => resolve())) };
}
