import { randomBytes } from 'node:crypto';
import { createWriteStream, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Fault } from './fault.js';

/** No path, no `..`, no hidden file: the name of a file directly in the spool. */
const SEGMENT = /^[0-9a-z][0-9a-z._-]{0,120}$/;
const PARKED = '.body-';

/** The folder where bytes wait for the engine to read them as a file, which is the only safe way in. */
export class Spool {
  /** Bodies parked by a process that died are removed: their senders were never answered. */
  constructor(readonly directory: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(directory))
      if (name.startsWith(PARKED)) rmSync(join(directory, name), { force: true });
  }

  /**
   * Writes a request's body to disk, piece by piece.
   *
   * A body that breaks off never gets a name the caller could use, so half of it is never stored.
   *
   * @returns  the file, its length in bytes, and how to remove it
   */
  async park(body: AsyncIterable<Buffer>): Promise<{ file: string; bytes: number; remove(): Promise<void> }> {
    const file = join(this.directory, `${PARKED}${randomBytes(12).toString('hex')}`);
    const remove = (): Promise<void> => rm(file, { force: true });
    const sink = createWriteStream(file, { flags: 'wx', mode: 0o600 });
    try {
      await pipeline(body, sink);
      return { file, bytes: sink.bytesWritten, remove };
    } catch (cause) {
      await remove();
      throw cause;
    }
  }

  /** @throws {Fault} BAD_ARGUMENTS for a name that is a path or hidden, FILE_DOESNT_EXIST for one that is not there */
  segment(name: string): { file: string; bytes: number } {
    if (!SEGMENT.test(name)) {
      throw new Fault(
        36,
        'BAD_ARGUMENTS',
        'usewatch_segment requires the plain name of a file in the spool: a-z, 0-9, ., _ and -',
      );
    }
    const file = join(this.directory, name);
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (!stat?.isFile()) throw new Fault(107, 'FILE_DOESNT_EXIST', `the spool holds no segment ${name}`, 404);
    return { file, bytes: stat.size };
  }
}
