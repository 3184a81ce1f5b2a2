import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { Fault } from './fault.js';

/** A request's body of which the start is known and the rest still flows. */
export interface Body {
  start: Buffer;
  /** Nothing follows `start`. */
  isWhole: boolean;
  /** Bytes from `offset` into `start` to the end. */
  from(offset: number): AsyncIterable<Buffer>;
}

/** Bytes of a body searched for its statement; longer statements are refused. */
const LONGEST_STATEMENT = 1024 * 1024;

type Decoder = () => NodeJS.ReadWriteStream;

const DECODERS: Record<string, Decoder | undefined> = {
  gzip: zlib.createGunzip,
  deflate: zlib.createInflate,
  br: zlib.createBrotliDecompress,
  // Only newer Node knows it.
  zstd: (zlib as unknown as { createZstdDecompress?: Decoder }).createZstdDecompress,
};

/**
 * Reads the start of a request's body, decompressed.
 *
 * @throws {Fault} for an unknown encoding
 */
export async function bodyOf(request: IncomingMessage): Promise<Body> {
  const pieces = decoded(request)[Symbol.asyncIterator]();
  const held: Buffer[] = [];
  let bytes = 0;
  let isWhole = false;
  while (bytes < LONGEST_STATEMENT && !isWhole) {
    const next = await piece(pieces);
    if (next === undefined) isWhole = true;
    else {
      held.push(next);
      bytes += next.length;
    }
  }
  const start = Buffer.concat(held);
  return { start, isWhole, from: (offset) => rest(start.subarray(offset), pieces) };
}

async function* rest(start: Buffer, pieces: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (start.length > 0) yield start;
  for (let next = await piece(pieces); next !== undefined; next = await piece(pieces)) yield next;
}

async function piece(pieces: AsyncIterator<Buffer>): Promise<Buffer | undefined> {
  try {
    const next = await pieces.next();
    return next.done ? undefined : next.value;
  } catch (cause) {
    throw new Fault(
      23,
      'CANNOT_READ_FROM_ISTREAM',
      `the request body breaks off or is not what Content-Encoding says: ${(cause as Error).message}`,
      400,
      { cause },
    );
  }
}

function decoded(request: IncomingMessage): Readable {
  const encoding = String(request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity' || encoding === '') return request;
  const decoder = DECODERS[encoding];
  if (!decoder)
    throw new Fault(
      48,
      'NOT_IMPLEMENTED',
      `Content-Encoding ${encoding} is unknown here; gzip, deflate and br are not`,
      415,
    );
  const stream = decoder();
  // Not `pipe`, which would leave the decoder waiting for ever when the sender vanishes.
  request.once('error', (cause) => (stream as unknown as Readable).destroy(cause));
  request.once('aborted', () => (stream as unknown as Readable).destroy(new Error('aborted')));
  return request.pipe(stream) as unknown as Readable;
}
