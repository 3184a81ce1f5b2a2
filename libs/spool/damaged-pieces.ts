import { isUtf8 } from 'node:buffer';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder, writeSynced } from './written-through.js';

/** What lies in the folder of damage, as far as it can be read. */
export interface DamagedLines {
  /** Files that hold lines. */
  readonly pieces: number;
  /** Lines that were asked for. */
  readonly theirs: number;
  /** Lines that are no JSON object, so that nobody can tell whose they are. */
  readonly unreadable: number;
}

/** Tells whether a line that can be read is asked for. */
export type IsTheirs = (record: Readonly<Record<string, unknown>>) => boolean;

/** Folder of a spool for what cannot be believed: a person looks at it, and no engine reads it. */
export function damagedFolder(spool: string): string {
  return join(spool, 'damaged');
}

/** Files of the folder that hold lines; a missing folder has none. */
export async function damagedPieces(spool: string): Promise<string[]> {
  const files = await readdir(damagedFolder(spool)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return files.filter((file) => file.endsWith('.ndjson')).sort();
}

/**
 * Looks through the damaged pieces. Their bytes are not what was acknowledged, so a name among them may itself be damaged:
 * what is found is the least there is.
 */
export async function searchDamaged(spool: string, isTheirs: IsTheirs): Promise<DamagedLines> {
  const sum = { pieces: 0, theirs: 0, unreadable: 0 };
  for (const file of await damagedPieces(spool)) {
    sum.pieces += 1;
    for (const line of linesOf(await readFile(join(damagedFolder(spool), file)))) {
      const said = readable(line);
      if (said === undefined) sum.unreadable += 1;
      else if (isTheirs(said)) sum.theirs += 1;
    }
  }
  return sum;
}

/**
 * Removes lines from the damaged pieces, and a piece of which nothing is left. It may die at any point and be called again.
 *
 * @throws the system's error; the piece it failed at is as it was
 */
export async function removeFromDamaged(spool: string, isTheirs: IsTheirs): Promise<void> {
  const folder = damagedFolder(spool);
  for (const file of await damagedPieces(spool)) {
    const path = join(folder, file);
    const lines = linesOf(await readFile(path));
    const kept = lines.filter((line) => {
      const said = readable(line);
      return said === undefined || !isTheirs(said);
    });
    if (kept.length === lines.length) continue;
    if (kept.length > 0) {
      // Under one name, so that whoever dies in between leaves no second copy that nobody finds.
      const unfinished = join(folder, '.unfinished');
      await writeSynced(unfinished, kept);
      await rename(unfinished, path);
    } else {
      await rm(path);
      await rm(path.replace(/ndjson$/, 'journal'), { force: true });
    }
    await syncFolder(folder);
  }
}

const NEWLINE = 0x0a;

/** Lines with something in them, each with its newline. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    const line = bytes.subarray(start, end);
    if (line.some((byte) => byte > 0x20)) lines.push(line);
    start = end;
  }
  return lines;
}

/** @returns undefined for a line that is no JSON object, letter by letter */
function readable(line: Buffer): Readonly<Record<string, unknown>> | undefined {
  if (!isUtf8(line)) return undefined;
  try {
    const said: unknown = JSON.parse(line.toString());
    return typeof said === 'object' && said !== null && !Array.isArray(said)
      ? (said as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
