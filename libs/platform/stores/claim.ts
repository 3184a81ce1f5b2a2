import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { isLive, startOf } from './joined.js';

/*
 * Node has no file locks, and a lock file that is removed when its holder died can be removed twice: the second
 * time it is the next holder's. So the file of a claim is never removed. A successor links its own claim under a
 * name made of the claim before it, which only one process can do, and then moves it onto the path. Whoever slept
 * meanwhile and links a successor of a claim long gone finds that the path no longer leads to it.
 */

/** One claim; `pid` is 0 once it has been given up. */
const Claim = z.object({ token: z.string(), pid: z.number().int(), startedAt: z.string() });
type Claim = z.infer<typeof Claim>;

/** What a power cut may leave behind: nobody's. */
const UNREADABLE: Claim = { token: 'unreadable', pid: 0, startedAt: '' };

/** Milliseconds between two looks at a claim somebody else holds. */
const LOOK_AGAIN = 100;

/** Tokens this process holds; a claim in its name that is not among them is of an earlier process. */
const held = new Set<string>();

/**
 * Claims a file for this process; a claim left behind by a process that died does not count.
 *
 * @param path  the claim's file, which stays for good
 * @returns     gives the claim up, safe to call twice; undefined when a living process holds it
 */
export async function claim(path: string): Promise<(() => Promise<void>) | undefined> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (;;) {
    const { last, passed, next } = await follow(path);
    if (last !== undefined && isHeld(last)) return undefined;
    const mine: Claim = { token: randomUUID(), pid: process.pid, startedAt: startOf(process.pid) };
    held.add(mine.token);
    if (await linkNew(path, mine, next)) {
      if (next === path) return () => giveUp(path, mine);
      if ((await follow(path)).last?.token === mine.token) {
        await rename(next, path);
        for (const file of passed) await rm(file, { force: true });
        return () => giveUp(path, mine);
      }
      await rm(next, { force: true });
    }
    held.delete(mine.token);
  }
}

/** The process that holds a claim. @returns process id; undefined when nobody living does */
export async function holderOf(path: string): Promise<number | undefined> {
  const { last } = await follow(path);
  return last !== undefined && isHeld(last) ? last.pid : undefined;
}

/**
 * Claims a file, waiting while a living process holds it.
 *
 * @param patience  milliseconds to wait at most
 * @returns         gives the claim up; undefined when the patience ran out
 */
export async function claimPatiently(path: string, patience: number): Promise<(() => Promise<void>) | undefined> {
  const until = performance.now() + patience;
  for (;;) {
    const release = await claim(path);
    if (release !== undefined || performance.now() >= until) return release;
    await pause(LOOK_AGAIN);
  }
}

/** The last claim that the path leads to, the files of successors on the way, and the name its own successor takes. */
async function follow(path: string): Promise<{ last: Claim | undefined; passed: string[]; next: string }> {
  const passed: string[] = [];
  let last: Claim | undefined;
  let next = path;
  for (;;) {
    const found = await read(next);
    if (found === undefined) return { last, passed, next };
    if (next !== path) passed.push(next);
    last = found;
    next = `${path}.after-${found.token}`;
  }
}

async function read(file: string): Promise<Claim | undefined> {
  const text = await readFile(file, 'utf8').catch(ignoreMissing);
  if (text === undefined) return undefined;
  try {
    return Claim.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return UNREADABLE;
    throw error;
  }
}

function isHeld({ token, pid, startedAt }: Claim): boolean {
  if (pid === process.pid) return held.has(token);
  return pid !== 0 && isLive(pid, startedAt);
}

/** Links a whole claim at once: half of one would read as nobody's. @returns false when somebody was faster */
async function linkNew(path: string, mine: Claim, file: string): Promise<boolean> {
  const draft = `${path}.${mine.token}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

async function giveUp(path: string, { token }: Claim): Promise<void> {
  if (!held.has(token)) return;
  const draft = `${path}.${token}`;
  const free: Claim = { token: randomUUID(), pid: 0, startedAt: '' };
  // Somebody may have removed the whole folder meanwhile, and the claim with it.
  await writeFile(draft, JSON.stringify(free), { mode: 0o600 }).catch(ignoreMissing);
  await rename(draft, path).catch(ignoreMissing);
  held.delete(token);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
