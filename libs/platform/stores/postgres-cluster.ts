import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdir, open, readFile, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CasebookError } from '#casebook/casebook-error';
import type { PostgresBinaries } from './postgres-binaries.js';
import type { SystemUser } from './postgres-user.js';

/** Name of PostgreSQL's own user, and of the database. */
export const CASEBOOK = 'usewatch';

/** A cluster on disk: what PostgreSQL calls its data directory, and the password that opens it. */
export interface Cluster {
  /** Folder that PostgreSQL owns. */
  readonly data: string;
  /** Password of user `usewatch`; letters and digits only. */
  readonly password: string;
}

/**
 * How a program of PostgreSQL is told where the cluster is.
 *
 * Another user often cannot walk the path to it (a data directory under `/root`). The working directory,
 * which we enter before giving up our rights, needs no walking: `/proc/self/cwd` is always reachable.
 * Programs older than 16 leave their working directory for a moment, so they must be able to walk the path.
 *
 * @param data   folder of the cluster
 * @param user   whom the program runs as; undefined is ourselves
 * @param major  version of the program
 */
export function clusterAccess(
  data: string,
  user: SystemUser | undefined,
  major: number,
): { path: string; options: { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } } {
  const env = { LC_ALL: 'C', TZ: 'UTC', PATH: process.env.PATH ?? '/usr/bin:/bin' };
  if (user === undefined) return { path: data, options: { cwd: data, env } };
  const path = major >= 16 ? '/proc/self/cwd' : data;
  return { path, options: { cwd: data, env, uid: user.uid, gid: user.gid } };
}

/**
 * Opens the cluster in a directory, making it the first time.
 *
 * It is made aside and renamed when complete, so a process killed meanwhile leaves nothing half done.
 *
 * @param directory  folder of ours that holds `data`, `password` and `postgres.log`
 * @param binaries   programs of the PostgreSQL that will run it
 * @param user       whom PostgreSQL runs as; undefined is ourselves
 * @throws {CasebookError} when another major version made it, its password is lost, or it cannot be made
 */
export async function openCluster(
  directory: string,
  binaries: PostgresBinaries,
  user: SystemUser | undefined,
): Promise<Cluster> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const data = join(directory, 'data');
  const passwordFile = join(directory, 'password');
  const made = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(absent);
  const known = await readFile(passwordFile, 'utf8').catch(absent);
  if (made !== undefined && Number(made) !== binaries.major) {
    throw new CasebookError(
      `${data} was written by PostgreSQL ${made.trim()}, and this version brings ${binaries.major}: restore a dump into a new data directory.`,
      { retryable: false },
    );
  }
  if (made !== undefined && !known) {
    throw new CasebookError(`${passwordFile} is missing, and without it ${data} cannot be opened: restore it.`, {
      retryable: false,
    });
  }
  if (made !== undefined && known) return { data, password: known.trim() };
  const password = known?.trim() || randomBytes(24).toString('hex');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  const fresh = join(directory, 'new');
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  if (user !== undefined) await chown(fresh, user.uid, user.gid);
  await initialise(fresh, passwordFile, binaries, user);
  await rename(fresh, data);
  return { data, password };
}

async function initialise(
  data: string,
  passwordFile: string,
  { initdb, major }: PostgresBinaries,
  user: SystemUser | undefined,
): Promise<void> {
  const { path, options } = clusterAccess(data, user, major);
  // The built-in provider (17 and later) needs no locale of the operating system.
  const locale =
    major >= 17 ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale=C.UTF-8'];
  const password = user === undefined ? undefined : await lendFile(passwordFile, user);
  try {
    const child = spawn(
      initdb,
      [
        ...['-D', path, '-U', CASEBOOK, '--auth=scram-sha-256', '--encoding=UTF8', '--no-instructions', ...locale],
        `--pwfile=${password === undefined ? passwordFile : '/proc/self/fd/3'}`,
      ],
      { ...options, stdio: ['ignore', 'ignore', 'pipe', password?.fd ?? 'ignore'] },
    );
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    const [code, signal] = await once(child, 'close');
    if (code === 0) return;
    const reason = signal === null ? complaint.trim() : `it was killed by ${signal}; run the same again`;
    throw new CasebookError(`PostgreSQL could not set up ${data}: ${reason}`, { retryable: signal !== null });
  } finally {
    await password?.close();
  }
}

/** An open copy of a file that another user may read through `/proc/self/fd` and nobody finds by a name. */
async function lendFile(file: string, user: SystemUser) {
  const copy = `${file}.lent`;
  await rm(copy, { force: true });
  await writeFile(copy, await readFile(file), { mode: 0o600, flag: 'wx' });
  const lent = await open(copy, 'r');
  await lent.chown(user.uid, user.gid);
  await unlink(copy);
  return lent;
}

/**
 * Finds who owns an existing cluster.
 *
 * @param directory  folder given to `openCluster`
 * @returns          user id; undefined when there is no cluster yet
 */
export async function clusterOwner(directory: string): Promise<number | undefined> {
  const found = await stat(join(directory, 'data')).catch(absent);
  return found?.uid;
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
