import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { Decompress } from 'fzstd';
import { Problem } from '#platform/http/problem';

/** Bytes of a body, before and after it is unpacked: memory for one, and a second of engine work. */
export const LARGEST_BODY = 16 << 20;

/** Bytes of zstd unpacked between two turns of the event loop. */
const SLICE = 64 << 10;

const gunzip = promisify(
  (packed: Buffer, options: zlib.ZlibOptions, done: (error: Error | null, result?: Unpacked) => void) =>
    zlib.gunzip(packed, { ...options, info: true }, done as never),
);

/** What zlib answers when it is asked to tell about itself. */
interface Unpacked {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

type Encoding = 'identity' | 'gzip' | 'zstd';

/**
 * How the body is packed, by its header alone.
 *
 * @throws {Problem} 415 for a packing we do not know
 */
function encodingOf(headers: IncomingHttpHeaders): Encoding {
  const named = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (named === 'identity' || named === '') return 'identity';
  if (named === 'gzip' || named === 'x-gzip') return 'gzip';
  if (named === 'zstd') return 'zstd';
  throw new Problem(
    415,
    'unsupported_encoding',
    `the body is packed as ${named.replace(/[^a-z0-9, -]/g, '?').slice(0, 40)}`,
    'send it plain, or with content-encoding: gzip or zstd',
  );
}

/**
 * Bytes to hold for a body before it is read.
 *
 * @returns what its length announces; the most a body may have where it comes in chunks or packed
 * @throws {Problem} 413 when it announces more than a body may have
 */
export function bytesAnnounced(headers: IncomingHttpHeaders): number {
  const length = Number(headers['content-length'] ?? Number.NaN);
  if (length > LARGEST_BODY) throw tooLarge();
  return Number.isNaN(length) || encodingOf(headers) !== 'identity' ? LARGEST_BODY : length;
}

/** Bytes a body brings at least, by its head; one that is far too large is told so elsewhere. */
export function leastBytes(headers: IncomingHttpHeaders): number {
  return Math.min(Number(headers['content-length'] ?? 1) || 1, LARGEST_BODY);
}

/**
 * Reads a body to its end and unpacks it.
 *
 * @returns  the bytes in order; chunks as they came where nothing was packed
 * @throws {Problem} 413 when it grows beyond the bound, 400 when it breaks off or is not what its header says
 */
export async function receiveBody(raw: Readable, headers: IncomingHttpHeaders): Promise<Buffer[]> {
  const encoding = encodingOf(headers);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of raw) {
      bytes += (chunk as Buffer).length;
      if (bytes > LARGEST_BODY) throw tooLarge();
      chunks.push(chunk as Buffer);
    }
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem(400, 'body_broken_off', 'the body breaks off before its end', 'send it again as it was', {
      cause,
    });
  }
  if (encoding === 'identity') return chunks;
  const packed = Buffer.concat(chunks, bytes);
  const plain = encoding === 'gzip' ? await ungzip(packed) : await unzstd(packed);
  if (isPacked(plain)) {
    throw new Problem(400, 'packed_twice', 'the body is packed twice', 'pack it once');
  }
  return [plain];
}

async function ungzip(packed: Buffer): Promise<Buffer> {
  try {
    const { buffer, engine } = (await gunzip(packed, { maxOutputLength: LARGEST_BODY })) as Unpacked;
    if (engine.bytesWritten < packed.length) throw new Error('something follows its end');
    return buffer;
  } catch (cause) {
    throw (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : unreadable('gzip', cause);
  }
}

/** Node unpacks zstd itself from version 22.15 on. */
type ZstdDecompress = (
  packed: Buffer,
  options: { maxOutputLength: number },
  done: (error: Error | null, plain: Buffer) => void,
) => void;
const native = (zlib as unknown as { zstdDecompress?: ZstdDecompress }).zstdDecompress;

async function unzstd(packed: Buffer): Promise<Buffer> {
  try {
    return native === undefined
      ? await unzstdInSlices(packed)
      : await promisify(native)(packed, { maxOutputLength: LARGEST_BODY });
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : unreadable('zstd', cause);
  }
}

/** Unpacks a little at a time, so that other requests are answered meanwhile. */
async function unzstdInSlices(packed: Buffer): Promise<Buffer> {
  const plain: Uint8Array[] = [];
  let bytes = 0;
  const unzip = new Decompress((chunk) => {
    bytes += chunk.length;
    if (bytes > LARGEST_BODY) throw tooLarge();
    plain.push(chunk.slice());
  });
  for (let at = 0; at < packed.length; at += SLICE) {
    unzip.push(packed.subarray(at, at + SLICE), at + SLICE >= packed.length);
    await new Promise(setImmediate);
  }
  if (packed.length === 0) throw new Error('it is empty');
  return Buffer.concat(plain, bytes);
}

/** Whether bytes begin as gzip or zstd do; no line of JSON does. */
function isPacked(plain: Buffer): boolean {
  return plain.length >= 4 && (plain.readUInt16BE(0) === 0x1f8b || plain.readUInt32LE(0) === 0xfd2fb528);
}

function tooLarge(): Problem {
  return new Problem(
    413,
    'too_large',
    `the body is larger than ${LARGEST_BODY >> 20} MiB unpacked`,
    'send less at once; 1 to 4 MB a request are handled fastest',
  );
}

function unreadable(encoding: string, cause: unknown): Problem {
  return new Problem(
    400,
    'body_unreadable',
    `the body is not sound ${encoding}: ${(cause as Error).message}`,
    'pack it again and send it whole, or send it plain',
    { cause },
  );
}
