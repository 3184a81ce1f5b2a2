import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import { CommandError } from '../command.js';

/** List of the other files' SHA-256, as `sha256sum --check` reads it. */
const SUMS = 'SHA256SUMS';

/** A line of the list. */
const LINE = /^([0-9a-f]{64}) {2}(.+)$/;

/** A folder under way, whose files are synced and summed as they are written. */
export class SummedFolder {
  readonly #sums = new Map<string, string>();

  /** @param path  a folder nobody else writes to; it holds personal data, so nobody else reads it either */
  constructor(readonly path: string) {}

  /**
   * Writes a file.
   *
   * @param name    with `/` between folders
   * @param packed  whether it is gzipped on the way: as fast as that goes, since the disk is slower still
   */
  async write(
    name: string,
    bytes: Iterable<string> | AsyncIterable<Uint8Array | string>,
    packed = false,
  ): Promise<void> {
    const path = join(this.path, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, 'wx', 0o600);
    const hash = createHash('sha256');
    const keep = async (pieces: AsyncIterable<Buffer>): Promise<void> => {
      for await (const piece of pieces) {
        hash.update(piece);
        await file.write(piece);
      }
    };
    try {
      const source = Readable.from(bytes, { objectMode: false });
      await (packed ? pipeline(source, createGzip({ level: constants.Z_BEST_SPEED }), keep) : pipeline(source, keep));
      await file.datasync();
      this.#sums.set(name, hash.digest('hex'));
    } finally {
      await file.close();
    }
  }

  /** Writes the list of sums, after which the folder is whole. */
  async finish(): Promise<void> {
    const lines = [...this.#sums].sort().map(([name, sum]) => `${sum}  ${name}\n`);
    const file = await open(join(this.path, SUMS), 'wx', 0o600);
    try {
      await file.writeFile(lines.join(''));
      await file.datasync();
    } finally {
      await file.close();
    }
  }
}

/**
 * Makes sure that a folder holds exactly the files its list names, byte by byte.
 *
 * @throws {CommandError} naming the first file that is missing, foreign or changed
 */
export async function verifyFolder(folder: string): Promise<void> {
  const list = await readFile(join(folder, SUMS), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    throw new CommandError(
      `${folder} is no whole backup: it has no ${SUMS}, which is written last; name another folder`,
    );
  });
  const sums = new Map<string, string>();
  for (const line of list.split('\n').filter((one) => one !== '')) {
    const [, sum, name] = LINE.exec(line) ?? [];
    if (sum === undefined || name === undefined)
      throw new CommandError(`${join(folder, SUMS)} has a line that names no file; use another copy of the backup`);
    sums.set(name, sum);
  }
  for (const name of await filesIn(folder)) {
    if (name !== SUMS && !sums.has(name))
      throw new CommandError(`${join(folder, name)} is none of the backup's files; take it away, or use another copy`);
  }
  for (const [name, sum] of sums) {
    const found = await sumOf(join(folder, name));
    if (found === sum) continue;
    throw new CommandError(
      `${join(folder, name)} is ${found === undefined ? 'missing' : 'not as it was written'}; nothing was restored: use another copy of the backup`,
    );
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

async function sumOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(path)) hash.update(piece);
    return hash.digest('hex');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
