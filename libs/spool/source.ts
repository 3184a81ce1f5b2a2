import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip, type Gunzip } from 'node:zlib';
import { Decompress } from 'fzstd';

/** A log cannot be read, or not to its end; the message says what to do. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

/** A log opened for reading from its start. */
export interface Source {
  /** What the user called it. */
  readonly name: string;
  /** Bytes on disk; undefined when it comes through a pipe. */
  readonly size: number | undefined;
  /** Bytes taken from disk or pipe so far, before decompression. */
  taken(): number;
  /** Plain bytes in order; throws SourceError where the log breaks off. */
  bytes(): AsyncIterable<Uint8Array>;
}

/**
 * Opens a log: plain, `.gz` or `.zst` by its name, or standard input as `-`.
 *
 * @param name   path or `-`
 * @param input  standard input
 * @throws {SourceError} when there is no such file, it is a folder, or it may not be read
 */
export async function openSource(name: string, input: Readable): Promise<Source> {
  let size: number | undefined;
  if (name !== '-') {
    const facts = await stat(name).catch((error: NodeJS.ErrnoException) => {
      throw new SourceError(
        error.code === 'ENOENT'
          ? `${name} does not exist; check the path`
          : `${name} cannot be opened (${error.code}); check its permissions`,
        { cause: error },
      );
    });
    if (facts.isDirectory())
      throw new SourceError(`${name} is a folder; name the files in it, such as ${name}/*.ndjson`);
    size = facts.size;
  }
  let taken = 0;
  return {
    name,
    size,
    taken: () => taken,
    async *bytes() {
      const raw = name === '-' ? input : createReadStream(name, { highWaterMark: 1 << 20 });
      const counted = count(raw, (bytes) => {
        taken += bytes;
      });
      try {
        if (/\.gz$/i.test(name)) yield* gunzip(counted);
        else if (/\.zst$/i.test(name)) yield* unzstd(counted);
        else yield* counted;
      } catch (error) {
        throw broken(name, error as NodeJS.ErrnoException);
      }
    },
  };
}

async function* count(raw: Readable, tell: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of raw) {
    tell((chunk as Uint8Array).length);
    yield chunk as Uint8Array;
  }
}

/** Hands on what was decompressed before a fault, and only then the fault. */
async function* gunzip(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unzip = createGunzip({ chunkSize: 1 << 18 });
  let fault: unknown;
  const feed = (async () => {
    for await (const chunk of compressed) {
      if (unzip.destroyed) return;
      if (!unzip.write(chunk)) await drained(unzip);
    }
    unzip.end();
  })().catch((error: unknown) => {
    fault = error;
    unzip.destroy();
  });
  try {
    for await (const chunk of unzip) yield chunk as Uint8Array;
  } finally {
    unzip.destroy();
    await feed;
  }
  if (fault !== undefined) throw fault;
}

/** Resolves when more may be written, or nothing ever will. */
function drained(stream: Gunzip): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      stream.off('drain', go).off('close', go);
      resolve();
    };
    stream.once('drain', go).once('close', go);
  });
}

async function* unzstd(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const unzip = new Decompress((chunk) => {
    if (chunk.length > 0) ready.push(chunk.slice());
  });
  for await (const chunk of compressed) {
    unzip.push(chunk);
    yield* ready.splice(0);
  }
  unzip.push(new Uint8Array(0), true);
  yield* ready.splice(0);
}

function broken(name: string, error: NodeJS.ErrnoException): SourceError {
  if (error instanceof SourceError) return error;
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    return new SourceError(`${name} may not be read by this user; check its permissions`, { cause: error });
  }
  if (typeof error.code === 'string' && error.code.startsWith('E'))
    return new SourceError(`${name} cannot be read (${error.code})`, { cause: error });
  return new SourceError(
    `${name} is cut off or damaged (${error.message}); fetch it again and load it once more: lines already stored will count as duplicates`,
    {
      cause: error,
    },
  );
}

/**
 * SHA-256 of a file as it lies on disk, hex; a load is known by it.
 *
 * @throws {SourceError} when it cannot be read
 */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Uint8Array);
  } catch (error) {
    throw broken(path, error as NodeJS.ErrnoException);
  }
  return hash.digest('hex');
}
