import { constants } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { liveJoined } from './joined.js';

/** Milliseconds between two looks at a claim somebody else holds. */
const LOOK_AGAIN = 100;

/**
 * Claims a file for this process; a claim left behind by a process that died does not count.
 *
 * @param path    the claim's file
 * @param joined  folder of joined processes, which tells the living from the dead
 * @returns       gives the claim up; undefined when a living process holds it
 */
export async function claim(path: string, joined: string): Promise<(() => Promise<void>) | undefined> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const file = await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await holderOf(path);
    if (holder !== undefined && holder !== process.pid && (await liveJoined(joined)).includes(holder)) return undefined;
    // Two processes may both find it dead: only the one whose rename succeeds clears it away.
    const grave = `${path}.${process.pid}`;
    await rename(path, grave).catch(ignoreMissing);
    await rm(grave, { force: true });
  }
  return undefined;
}

/**
 * The process a claim names, read twice over a moment, for a claim is written after it is made.
 *
 * @returns process id; undefined when the claim is gone or names nobody
 */
export async function holderOf(path: string): Promise<number | undefined> {
  for (let look = 0; look < 5; look += 1) {
    const text = await readFile(path, 'utf8').catch(ignoreMissing);
    if (text === undefined) return undefined;
    if (/^\d+$/.test(text)) return Number(text);
    await pause(LOOK_AGAIN);
  }
  return undefined;
}

/**
 * Claims a file, waiting while a living process holds it.
 *
 * @param patience  milliseconds to wait at most
 * @returns         gives the claim up; undefined when the patience ran out
 */
export async function claimPatiently(
  path: string,
  joined: string,
  patience: number,
): Promise<(() => Promise<void>) | undefined> {
  for (let waited = 0; ; waited += LOOK_AGAIN) {
    const release = await claim(path, joined);
    if (release !== undefined || waited >= patience) return release;
    await pause(LOOK_AGAIN);
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
