import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';

/** A named pipe the engine writes one result into while Node reads it. */
export interface Pipe {
  readonly file: string;
  /** Opens the reading side. `finish` ends the stream behind the last byte; call it once the query is over. */
  open(): { bytes: Socket; finish(): void };
  release(): void;
}

/**
 * Named pipes for the results of running queries.
 *
 * The engine's own streaming starts a query on the calling thread (a scalar subquery of a second stops every other
 * request for that second) and repeats headers in most formats. A pipe takes any format byte for byte, holds the
 * engine back when the reader is slow, and keeps memory flat whatever the result weighs.
 */
export class Pipes {
  readonly #free: string[];

  /** @param directory  folder for the pipes; `count` is how many results can be under way at once */
  constructor(directory: string, count: number) {
    this.#free = Array.from({ length: count }, (_, index) => join(directory, `.pipe-${index}`));
    for (const file of this.#free) rmSync(file, { force: true });
    execFileSync('mkfifo', ['-m', '600', ...this.#free]);
  }

  take(): Pipe {
    const file = this.#free.pop();
    if (file === undefined) throw new RangeError('a pipe requires fewer results under way than pipes');
    return { file, open: () => openBoth(file), release: () => this.#free.push(file) };
  }
}

function openBoth(file: string): { bytes: Socket; finish(): void } {
  const reading = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  // Our own writing side keeps the stream from ending before the engine opened its side, or when it never does.
  const holding = openSync(file, constants.O_WRONLY | constants.O_NONBLOCK);
  const bytes = new Socket({ fd: reading, readable: true, writable: false });
  return { bytes, finish: () => closeSync(holding) };
}
