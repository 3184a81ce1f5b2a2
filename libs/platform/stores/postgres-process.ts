import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { CasebookError, casebookError, placeOf } from '#casebook/casebook-error';
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.js';
import { CASEBOOK, clusterAccess, clusterOwner, openCluster } from './postgres-cluster.js';
import { stopOrphan } from './postgres-orphan.js';
import { type SystemUser, unprivilegedUser, userById } from './postgres-user.js';

/** What to start. Only `directory` matters outside tests. */
export interface PostgresOptions {
  /** Folder that keeps the cluster, its password and its log; made when absent. */
  readonly directory: string;
  /** TCP port on 127.0.0.1; a free one when absent or taken. */
  readonly port?: number | undefined;
  /** Whether no other port will do when `port` is taken. */
  readonly insist?: boolean | undefined;
  /** Content of `/etc/passwd`. */
  readonly passwd?: string;
  /** Folder with `bin` and `lib` of a PostgreSQL other than npm's. */
  readonly native?: string;
  /** Folders to copy the programs to when their user cannot reach them. */
  readonly copyPlaces?: readonly string[];
  /** Settings of PostgreSQL beside ours. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A PostgreSQL that is our child and answers. */
export interface PostgresProcess {
  /** `postgres://usewatch:password@127.0.0.1:port/usewatch`. */
  readonly url: string;
  readonly user: string;
  readonly port: number;
  readonly pid: number;
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends it: sessions are cut, everything committed is on disk. */
  stop(): Promise<void>;
}

/** Small enough for a laptop, large enough for a casebook of a few gigabytes; everything durable. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_parallel_workers_per_gather: '0',
  fsync: 'on',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
};

/** Milliseconds until it answers; recovery after a crash may have a lot of log to replay. */
const READY_WITHIN = 120_000;

/** Milliseconds each way of stopping is given before the next, harder one. */
const STOPPED_WITHIN = 15_000;

/** Bytes of log after which a new one is begun; one old one is kept. */
const LARGEST_LOG = 8 * 1024 * 1024;

/** Another process may take a free port before PostgreSQL does. */
const PORT_ATTEMPTS = 5;

/** Starts that something from outside may kill, such as a machine short of memory; one that goes on is not passing. */
const KILLED_ATTEMPTS = 3;

/** Milliseconds before the start after one that was killed. */
const KILLED_PAUSE = 500;

/**
 * Starts the PostgreSQL that npm ships, as a child of this process, and waits until it answers.
 *
 * It listens on 127.0.0.1 alone. Started by root it runs as an unprivileged user, who needs no access to
 * the path of `directory`. One left over from a killed process is stopped first. It does not end with this
 * process: whoever must not leave an orphan starts `postgres-keeper` instead.
 *
 * @throws {CasebookError} when it cannot be set up or does not come up, with the end of its log
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresProcess> {
  const user = await chooseUser(options);
  const binaries = await postgresBinaries(user, options.native, options.copyPlaces);
  const { data, password } = await openCluster(options.directory, binaries, user);
  await stopOrphan(data);
  let killed = 0;
  for (let attempt = 1; ; attempt++) {
    const port = attempt === 1 + killed && options.port !== undefined ? options.port : await freePort();
    const child = await launch(options, binaries, user, data, port);
    const ended = once(child, 'exit').then(() => undefined);
    const url = `postgres://${CASEBOOK}:${password}@127.0.0.1:${port}/${CASEBOOK}`;
    const stop = () => stopChild(child, ended);
    const ready = becomesReady(url, data, child, ended).catch(async (error) => {
      // One that was killed between its word and our first question is known to be dead a moment later.
      await Promise.race([ended, setTimeout(KILLED_PAUSE)]);
      if (child.signalCode !== null) return false;
      await stop();
      throw error;
    });
    if (await ready) {
      return { url, user: CASEBOOK, port, pid: child.pid ?? 0, ended, stop };
    }
    if (child.signalCode !== null) {
      killed += 1;
      if (killed < KILLED_ATTEMPTS) {
        await setTimeout(KILLED_PAUSE);
        await stopOrphan(data);
        continue;
      }
      throw new CasebookError(
        `PostgreSQL in ${options.directory} was killed by ${child.signalCode} in each of ${killed} starts: look for what ends it, such as too little memory (dmesg tells), then run the same again.`,
        { retryable: true },
      );
    }
    const complaint = await endOfLog(options.directory);
    if (options.insist !== true && attempt < PORT_ATTEMPTS + killed && /could not bind/.test(complaint)) continue;
    throw new CasebookError(
      `PostgreSQL in ${options.directory} ended while starting (exit code ${child.exitCode}); mend what its log says, or name a server in DATABASE_URL:\n${complaint || 'its log says nothing'}`,
      { retryable: false },
    );
  }
}

async function chooseUser({ directory, passwd }: PostgresOptions): Promise<SystemUser | undefined> {
  const ourselves = process.getuid?.();
  const owner = await clusterOwner(directory);
  if (ourselves !== 0) {
    if (owner === undefined || owner === ourselves) return undefined;
    throw new CasebookError(
      `The casebook in ${directory} belongs to user ${owner}, and this is user ${ourselves}: run as root or as that user, or give it over with chown -R.`,
      { retryable: false },
    );
  }
  const known = passwd ?? (await readFile('/etc/passwd', 'utf8'));
  const user = owner === undefined || owner === 0 ? unprivilegedUser(known) : userById(known, owner);
  if (user !== undefined) return user;
  throw new CasebookError(
    owner === undefined || owner === 0
      ? 'PostgreSQL refuses to run as root, and /etc/passwd names nobody else: add a user, run as another one, or name a server in DATABASE_URL.'
      : `The casebook in ${directory} belongs to user ${owner}, whom /etc/passwd does not name: add the user, or give the directory to another with chown -R.`,
    { retryable: false },
  );
}

async function launch(
  options: PostgresOptions,
  { postgres, major }: PostgresBinaries,
  user: SystemUser | undefined,
  data: string,
  port: number,
): Promise<ChildProcess> {
  const access = clusterAccess(data, user, major);
  const settings = Object.entries({ ...SETTINGS, ...options.settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const log = await openLog(options.directory);
  try {
    const child = spawn(postgres, ['-D', access.path, '-p', String(port), ...settings], {
      ...access.options,
      stdio: ['ignore', log.fd, log.fd],
      // A Ctrl-C at the terminal is for us to answer, in our own order.
      detached: true,
    });
    await once(child, 'spawn');
    return child;
  } finally {
    await log.close();
  }
}

async function becomesReady(url: string, data: string, child: ChildProcess, ended: Promise<void>): Promise<boolean> {
  const until = performance.now() + READY_WITHIN;
  // Its own word counts, not an answer at the port: that may be somebody else's.
  while (!(await saysReady(data, child))) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    if (performance.now() > until) {
      throw new CasebookError(`PostgreSQL in ${data} was not ready within ${READY_WITHIN / 1_000} s: read its log.`, {
        retryable: true,
      });
    }
    await Promise.race([setTimeout(20), ended]);
  }
  const address = new URL(url);
  address.pathname = '/postgres';
  const client = new pg.Client({ connectionString: address.href, connectionTimeoutMillis: STOPPED_WITHIN });
  // Reported by the call that fails.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [CASEBOOK]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${CASEBOOK}`);
    return true;
  } catch (cause) {
    throw casebookError(cause, placeOf(address.href));
  } finally {
    // A connection that never came up has nothing to end.
    await client.end().catch(() => undefined);
  }
}

async function saysReady(data: string, child: ChildProcess): Promise<boolean> {
  const lines = await readFile(join(data, 'postmaster.pid'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return '';
  });
  const [pid, , , , , , , status] = lines.split('\n');
  return Number(pid) === child.pid && status?.trim() === 'ready';
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await Promise.race([ended, setTimeout(STOPPED_WITHIN, undefined, { ref: false })]);
  }
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function openLog(directory: string) {
  const path = join(directory, 'postgres.log');
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LARGEST_LOG) await rename(path, `${path}.1`);
  return open(path, 'a', 0o600);
}

async function endOfLog(directory: string): Promise<string> {
  const lines = (await readFile(join(directory, 'postgres.log'), 'utf8')).trimEnd().split('\n');
  return lines.slice(-8).join('\n');
}
