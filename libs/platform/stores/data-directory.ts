import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The folders of one installation. */
export interface DataDirectory {
  readonly path: string;
  /** The engine's tables. */
  readonly engine: string;
  /** PostgreSQL's cluster, or the pointer to it. */
  readonly postgres: string;
  /** Segments on their way into the warehouse. */
  readonly spool: string;
  /** What runs now: claims, joined processes, `stores.json`. */
  readonly run: string;
  /** Processes that use the stores. */
  readonly joined: string;
  readonly releases: string;
}

/** The installation cannot be opened; the message says what, where and what to do next. */
export class InstallationError extends Error {
  override readonly name = 'InstallationError';
}

/**
 * Makes sure that the data directory is there and ours to write.
 *
 * @throws {InstallationError} naming the folder and what stands in the way
 */
export async function openDataDirectory(path: string): Promise<DataDirectory> {
  try {
    await makeFolder(path);
    if (!(await stat(path)).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    await makeFolder(join(path, 'run', 'joined'));
    await makeFolder(join(path, 'spool'));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new InstallationError(
      `the data directory ${path} cannot be written (${code}); make it a folder this user may write, or name another one in USEWATCH_DATA_DIR`,
      { cause },
    );
  }
  return {
    path,
    engine: join(path, 'engine'),
    postgres: join(path, 'postgres'),
    spool: join(path, 'spool'),
    run: join(path, 'run'),
    joined: join(path, 'run', 'joined'),
    releases: join(path, 'releases'),
  };
}

/** Makes a folder and those above it; Node's own way tries for ever where a file system refuses with ENOENT, as /proc does. */
async function makeFolder(path: string): Promise<void> {
  const make = () =>
    mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  await make().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await make();
  });
}
