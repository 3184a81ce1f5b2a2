import { execFile } from 'node:child_process';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Milliseconds each way of stopping is given before the next, harder one. */
const STOPPED_WITHIN = 15_000;

/**
 * Stops a PostgreSQL that still serves a cluster although whoever started it was killed.
 *
 * A `postmaster.pid` whose process is gone, or whose number now belongs to another program, is removed: in
 * the second case PostgreSQL itself would refuse to start.
 *
 * @param data  folder of the cluster
 * @returns     process id of the one that was stopped; undefined when there was none
 */
export async function stopOrphan(data: string): Promise<number | undefined> {
  const pid = await postmasterOf(data);
  if (pid === undefined) {
    // Elsewhere the look at the process is not exact enough to overrule PostgreSQL's own care.
    if (process.platform === 'linux') await rm(join(data, 'postmaster.pid'), { force: true });
    return undefined;
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!signalled(pid, signal)) return pid;
    const until = performance.now() + STOPPED_WITHIN;
    while (performance.now() < until) {
      if ((await postmasterOf(data)) !== pid) return pid;
      await setTimeout(50);
    }
  }
  return pid;
}

/**
 * Finds the PostgreSQL that serves a cluster.
 *
 * @param data  folder of the cluster
 * @returns     its process id; undefined when none runs
 */
async function postmasterOf(data: string): Promise<number | undefined> {
  const lock = await readFile(join(data, 'postmaster.pid'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const pid = Number(lock.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || pid === process.pid || !signalled(pid, 0)) return undefined;
  return (await serves(pid, data)) ? pid : undefined;
}

/** A number in a file may long belong to another program; PostgreSQL's working directory is its cluster. */
async function serves(pid: number, data: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
    return cwd === (await realpath(data));
  }
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'comm=', '-p', String(pid)], (error, out) => resolve(error === null && /postgres/.test(out)));
  });
}

function signalled(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    // Not ours to signal, yet alive.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
