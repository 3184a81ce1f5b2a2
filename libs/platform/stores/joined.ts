import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join as path } from 'node:path';

/** What a joined process writes of itself; `startedAt` tells it from a later process under the same id. */
interface Joined {
  pid: number;
  /** Clock ticks since boot, field 22 of /proc/PID/stat; empty where /proc is missing. */
  startedAt: string;
}

/** File name of a joined process: its id and nothing else. */
const JOINED_FILE = /^([1-9]\d{0,9})\.json$/;

/** How often this process has joined, by file: one that opens an installation twice leaves when it has closed both. */
const joinedTimes = new Map<string, number>();

/**
 * Says that this process uses the stores behind `directory`, so that they outlive the process that started them.
 *
 * @param directory  folder of joined processes, made when missing
 * @returns          leaves again; safe to call twice. A process that dies without leaving counts as gone by itself
 */
export function join(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = path(directory, `${process.pid}.json`);
  const self: Joined = { pid: process.pid, startedAt: startOf(process.pid) };
  // A store may look at any moment: half a file would read as nobody.
  const unfinished = `${file}.unfinished`;
  writeFileSync(unfinished, JSON.stringify(self), { mode: 0o600 });
  renameSync(unfinished, file);
  joinedTimes.set(file, (joinedTimes.get(file) ?? 0) + 1);
  let left = false;
  return () => {
    if (left) return;
    left = true;
    const times = (joinedTimes.get(file) ?? 1) - 1;
    joinedTimes.set(file, times);
    if (times === 0) rmSync(file, { force: true });
  };
}

/**
 * Which processes use the stores behind `directory` and still live.
 *
 * Files of dead processes are removed on the way, so that the folder does not grow with every kill.
 *
 * @param directory  folder of joined processes; a missing one holds nobody
 * @param exceptPid  process not to count, usually the caller
 * @returns          process ids, ascending
 */
export async function liveJoined(directory: string, exceptPid?: number): Promise<number[]> {
  const live: number[] = [];
  for (const name of await namesIn(directory)) {
    const pid = Number(JOINED_FILE.exec(name)?.[1] ?? 0);
    if (pid === 0 || pid === exceptPid) continue;
    if (await isAlive(path(directory, name), pid)) live.push(pid);
    else await rm(path(directory, name), { force: true });
  }
  return live.sort((a, b) => a - b);
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw cause;
  }
}

async function isAlive(file: string, pid: number): Promise<boolean> {
  try {
    const joined = JSON.parse(await readFile(file, 'utf8')) as Joined;
    return joined.pid === pid && isLive(pid, joined.startedAt);
  } catch (cause) {
    // It left between the listing and the look, or its file is not ours.
    if (isMissing(cause) || cause instanceof SyntaxError) return false;
    throw cause;
  }
}

/**
 * Whether the process still runs, and is no later one under the same id.
 *
 * A process that has died but whose parent has not asked after it yet counts as dead: it holds nothing any more.
 *
 * @param startedAt  what `startOf` said of it; empty when nobody knows
 */
export function isLive(pid: number, startedAt: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const status = statusOf(pid);
  const [state] = status;
  const now = status[STARTED_AT] ?? '';
  return state !== 'Z' && state !== 'X' && (startedAt === '' || now === '' || startedAt === now);
}

/** When the process started, in clock ticks since boot; empty when it is gone or /proc is missing. */
export function startOf(pid: number): string {
  return statusOf(pid)[STARTED_AT] ?? '';
}

/** Place of the start among the fields from the state on. */
const STARTED_AT = 19;

/** Fields of /proc/PID/stat from the state on; empty when the process is gone or /proc is missing. */
function statusOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command name in brackets may itself hold spaces and brackets; fields are counted behind the last one.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch (cause) {
    if (isMissing(cause) || (cause as NodeJS.ErrnoException).code === 'ESRCH') return [];
    throw cause;
  }
}

function isMissing(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException).code === 'ENOENT';
}
