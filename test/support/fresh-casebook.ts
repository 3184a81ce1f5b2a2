import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Casebook } from '#casebook/casebook';
import { CASEBOOK } from '#platform/stores/postgres-cluster';
import { startPostgres } from '#platform/stores/postgres-process';
import { freshCluster, UNSYNCED } from './fresh-cluster.js';

/** A migrated casebook that nobody else uses. */
export interface FreshCasebook {
  readonly casebook: Casebook;
  /** Address of its database, for tests that connect by themselves. */
  readonly url: string;
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

/** A PostgreSQL that the contract suite runs on. */
export interface CasebookServer {
  readonly name: string;
  /** Starts it once for this test process; its user may create databases. */
  readonly url: () => Promise<string>;
}

const server = once(() => process.env.DATABASE_URL ?? startServer());

/** Folders with `bin` and `lib` of PostgreSQLs from Debian's packages. */
const DISTRIBUTED = '/usr/lib/postgresql';

/**
 * Lists every PostgreSQL within reach: npm's or the one `DATABASE_URL` names, and those of Debian's packages.
 */
export function casebookServers(): CasebookServer[] {
  const distributed = existsSync(DISTRIBUTED) ? readdirSync(DISTRIBUTED) : [];
  return [
    { name: process.env.DATABASE_URL ? 'the server of DATABASE_URL' : 'PostgreSQL from npm', url: server },
    ...distributed
      .map((version) => ({ version, native: join(DISTRIBUTED, version) }))
      .filter(({ native }) => existsSync(join(native, 'bin', 'postgres')))
      .map(({ version, native }) => ({
        name: `PostgreSQL ${version} from Debian`,
        url: once(() => startServer(native)),
      })),
  ];
}

/**
 * Makes a throw-away database, migrated, on the one PostgreSQL this test process has.
 *
 * That is the server `DATABASE_URL` names, whose user must be allowed to create databases, or else one
 * started from npm, which ends with the process.
 */
export async function freshCasebook(): Promise<FreshCasebook> {
  // The database that our own server begins with is migrated; a copy of it leaves the migrations nothing to do.
  const fresh = await newCasebook(await server(), process.env.DATABASE_URL ? '' : `TEMPLATE ${CASEBOOK}`);
  await fresh.casebook.migrate();
  return fresh;
}

/**
 * Makes a throw-away database without any table.
 *
 * @param server  address whose user may create databases
 */
export function emptyCasebook(server: string): Promise<FreshCasebook> {
  return newCasebook(server, '');
}

async function newCasebook(server: string, template: string): Promise<FreshCasebook> {
  const name = `usewatch_test_${randomBytes(6).toString('hex')}`;
  await administer(server, `CREATE DATABASE ${name} ${template}`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  const casebook = await Casebook.connect({ url: address.href });
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

function once(start: () => string | Promise<string>): () => Promise<string> {
  let started: Promise<string> | undefined;
  return () => {
    started ??= Promise.resolve(start());
    return started;
  };
}

async function startServer(native?: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'usewatch-test-postgres-'));
  // Debian's older programs must walk the path as another user.
  await chmod(directory, 0o711);
  const cluster = join(directory, 'cluster');
  await freshCluster(cluster, native);
  const chosen = native === undefined ? {} : { native };
  const { url, pid } = await startPostgres({ directory: cluster, settings: UNSYNCED, ...chosen });
  // The guard outlives this process, even a killed one: when its standard input closes, it ends PostgreSQL and cleans up.
  const guard = spawn('sh', ['-c', 'read -r _; kill -QUIT "$0"; sleep 1; rm -rf "$1"', String(pid), directory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  if (guard.stdin instanceof Socket) guard.stdin.unref();
  return url;
}
