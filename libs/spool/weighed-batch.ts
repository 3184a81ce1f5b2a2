import { crc32 } from 'node:zlib';
import type { SpoolBounds } from './spool-bounds.js';

const NEWLINE = 0x0a;
const FINAL_NEWLINE = Buffer.from([NEWLINE]);

/** A batch on its way to the spool. */
export interface ArrivedBatch {
  /** 32 hex digits. */
  readonly id: string;
  /** The only source its lines may name. */
  readonly source: string;
  /** Of the body as its sender knows it, hex; empty when it cannot be sent again under the same name. */
  readonly digest: string;
  /** NDJSON lines in chunks of any size; nobody may change them before `append` has settled. */
  readonly body: readonly Uint8Array[];
}

/** A batch whose lines and bytes are counted, ready to be written. */
export interface WeighedBatch extends Omit<ArrivedBatch, 'body'> {
  /** Ends in a newline. */
  readonly chunks: readonly Uint8Array[];
  readonly lines: number;
  readonly bytes: number;
  /** CRC-32 of the bytes. */
  readonly checksum: number;
}

/**
 * Counts what a batch brings. The lines are counted here and not believed from outside: a wrong number would lay the
 * lines of one source to another's account.
 *
 * @throws {RangeError} for an id that is none, an empty body, or one beyond the bounds of a segment
 */
export function weighed({ id, source, digest, body }: ArrivedBatch, bounds: SpoolBounds): WeighedBatch {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new RangeError('append requires a batch id of 32 hex digits');
  const chunks = body.filter((chunk) => chunk.length > 0);
  const last = chunks.at(-1)?.at(-1);
  if (last === undefined) throw new RangeError('append requires at least one line');
  if (last !== NEWLINE) chunks.push(FINAL_NEWLINE);
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  if (bytes > bounds.segmentBytes) throw new RangeError(`append requires at most ${bounds.segmentBytes} bytes`);
  let lines = 0;
  let checksum = 0;
  for (const chunk of chunks) {
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) {
      lines += 1;
      if (lines > bounds.segmentLines) throw new RangeError(`append requires at most ${bounds.segmentLines} lines`);
    }
    checksum = crc32(chunk, checksum);
  }
  return { id, source, digest, chunks, lines, bytes, checksum };
}
