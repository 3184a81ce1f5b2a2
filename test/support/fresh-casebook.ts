import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Casebook } from '#casebook/casebook';
import { startPostgres } from '#platform/stores/postgres-process';

/** A migrated casebook that nobody else uses. */
export interface FreshCasebook {
  readonly casebook: Casebook;
  /** Address of its database, for tests that connect by themselves. */
  readonly url: string;
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

let server: Promise<string> | undefined;

/**
 * Makes a throw-away database, migrated, on the one PostgreSQL this test process has.
 *
 * That is the server `DATABASE_URL` names, whose user must be allowed to create databases, or else one
 * started from npm, which ends with the process.
 */
export async function freshCasebook(): Promise<FreshCasebook> {
  server ??= process.env.DATABASE_URL ? Promise.resolve(process.env.DATABASE_URL) : startServer();
  return freshDatabase(await server);
}

/**
 * Makes a throw-away database on a given server, migrated.
 *
 * @param server  address whose user may create databases
 */
export async function freshDatabase(server: string): Promise<FreshCasebook> {
  const name = `usewatch_test_${randomBytes(6).toString('hex')}`;
  await administer(server, `CREATE DATABASE ${name}`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  const casebook = await Casebook.connect({ url: address.href });
  await casebook.migrate();
  return {
    casebook,
    url: address.href,
    async close() {
      await casebook.close();
      await administer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function startServer(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'usewatch-test-postgres-'));
  const { url, pid } = await startPostgres({ directory, settings: { fsync: 'off' } });
  // The guard outlives this process, even a killed one: when its standard input closes, it ends PostgreSQL and cleans up.
  const guard = spawn('sh', ['-c', 'read -r _; kill -QUIT "$0"; sleep 1; rm -rf "$1"', String(pid), directory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  if (guard.stdin instanceof Socket) guard.stdin.unref();
  return url;
}
