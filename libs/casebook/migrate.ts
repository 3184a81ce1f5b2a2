import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { CasebookError, type CasebookPlace, casebookError } from './casebook-error.js';

/** The casebook's own migrations; beside `libs/` in a checkout and copied beside `dist/libs/` by the build. */
const MIGRATIONS = new URL('../../migrations/casebook/', import.meta.url);

const MIGRATION_NAME = /^\d{4}_[a-z0-9_]+\.sql$/;

/**
 * Brings a database to the schema this version knows, forward only.
 *
 * Each file runs in one transaction together with its line in table `migration`, under a lock that
 * only one process holds; so a process killed anywhere leaves whole files behind, and a rerun goes on.
 *
 * @param client     one connection, outside any transaction
 * @param place      named in errors
 * @param directory  folder of `NNNN_what.sql` files; the casebook's own unless a test says otherwise
 * @param only       names of the files to apply, for a copy made by an earlier version; all of them when absent
 * @returns          names of the files applied now, in order; empty when there was nothing to do
 * @throws {CasebookError} when an applied file has changed, when the database is newer than this version, or when a file fails
 */
export async function migrate(
  client: pg.Client,
  place: CasebookPlace,
  directory: URL = MIGRATIONS,
  only?: readonly string[],
): Promise<string[]> {
  const files = (await readMigrations(directory)).filter(({ name }) => only?.includes(name) ?? true);
  try {
    await client.query("SELECT pg_advisory_lock(hashtextextended('usewatch migration', 0))");
    try {
      return await applyMissing(client, place, files);
    } finally {
      // Fails only with the connection, and then the lock is gone as well.
      await client.query("SELECT pg_advisory_unlock(hashtextextended('usewatch migration', 0))").catch(() => undefined);
    }
  } catch (cause) {
    throw casebookError(cause, place);
  }
}

/** One migration as read from its file; the checksum is its SHA-256, hex. */
interface Migration {
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

/** Reads every `NNNN_what.sql` of a folder, in the order of their numbers. */
export async function readMigrations(directory: URL = MIGRATIONS): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  const stray = names.find((name) => !MIGRATION_NAME.test(name));
  if (stray !== undefined) throw new RangeError(`migrate requires files named NNNN_what.sql, not ${stray}`);
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, directory), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function applyMissing(client: pg.Client, place: CasebookPlace, files: Migration[]): Promise<string[]> {
  await client.query(
    'CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const { rows } = await client.query<{ name: string; checksum: string }>('SELECT name, checksum FROM migration');
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  refuseForeign(applied, files, place);
  const missing = files.filter(({ name }) => !applied.has(name));
  for (const { name, text, checksum } of missing) {
    try {
      await client.query('BEGIN');
      await client.query(text);
      await client.query('INSERT INTO migration (name, checksum) VALUES ($1, $2)', [name, checksum]);
      await client.query('COMMIT');
    } catch (cause) {
      // After a lost connection there is nothing left to roll back.
      await client.query('ROLLBACK').catch(() => undefined);
      const { message, retryable, code } = casebookError(cause, place);
      throw new CasebookError(`Migration ${name} was not applied. ${message}`, { retryable, code, cause });
    }
  }
  return missing.map(({ name }) => name);
}

function refuseForeign(
  applied: Map<string, string>,
  files: Migration[],
  { host, port, database }: CasebookPlace,
): void {
  const known = new Map(files.map(({ name, checksum }) => [name, checksum]));
  for (const [name, checksum] of applied) {
    const ours = known.get(name);
    if (ours === undefined) {
      throw new CasebookError(
        `The database ${host}:${port}/${database} has migration ${name}, which this version does not know: run the newer version that applied it.`,
        { retryable: false },
      );
    }
    if (ours !== checksum) {
      throw new CasebookError(
        `Migration ${name} has changed since it was applied to ${host}:${port}/${database}: restore the file, and put the change into a new migration.`,
        { retryable: false },
      );
    }
  }
}
