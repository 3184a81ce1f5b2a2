import { crc32 } from 'node:zlib';
import type { SpooledBatch } from './sealed-segment.js';
import { SpoolError } from './spool-error.js';

/** Of the lines below; a journal of another version was written by a newer release and is left alone. */
const VERSION = 1;

const NEWLINE = 0x0a;

/** A batch and where its bytes lie; each line of a journal says all of it, so that one damaged line costs one batch. */
export interface JournalEntry {
  readonly receivedAt: Date;
  readonly batch: SpooledBatch;
  /** Bytes before it in the segment. */
  readonly offset: number;
  /** CRC-32 of its bytes; finds every flipped bit and every torn write, and is no defence against a forger. */
  readonly checksum: number;
}

/** An entry and the line that says it. */
export interface ReadEntry extends JournalEntry {
  readonly line: Buffer;
  /** Bytes of the journal up to the end of that line, its newline apart. */
  readonly end: number;
}

/** What a journal says, and where it cannot be believed. */
export interface Journal {
  readonly entries: readonly ReadEntry[];
  /** Batches the segment had when it was closed; absent when it never was. */
  readonly sealed: number | undefined;
  /** Lines whose checksum is wrong, and how many sound entries lie before each. */
  readonly damaged: readonly { readonly line: Buffer; readonly after: number }[];
}

/** @returns one line of a journal */
export function entryLine(segment: string, entry: JournalEntry): string {
  return signed({ version: VERSION, segment, ...entry });
}

/** @returns the line that closes a journal: from then on fewer batches than these mean damage */
export function sealLine(segment: string, batches: number): string {
  return signed({ version: VERSION, segment, sealed: batches });
}

function signed(content: object): string {
  const text = JSON.stringify(content);
  return `${text} ${crc32(text).toString(16).padStart(8, '0')}\n`;
}

/**
 * Reads a journal, however torn or damaged.
 *
 * @param segment  id of the segment; lines of another one are not believed
 * @throws {SpoolError} when a newer release wrote it
 */
export function readJournal(bytes: Buffer, segment: string): Journal {
  const entries: ReadEntry[] = [];
  const damaged: { line: Buffer; after: number }[] = [];
  let sealed: number | undefined;
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    const line = bytes.subarray(start, end);
    const { said, bytes: length = 0 } = verified(line) ?? {};
    if (said !== undefined && said.version !== VERSION) {
      throw new SpoolError(
        `segment ${segment} of the spool was written by a newer release; start that one, or let it empty the spool first`,
        'broken',
        false,
      );
    }
    if (said?.segment !== segment) damaged.push({ line, after: entries.length });
    else if ('sealed' in said) sealed = said.sealed;
    else entries.push({ ...said, receivedAt: new Date(said.receivedAt), line, end: start + length });
    start = end;
  }
  return { entries, sealed, damaged };
}

type Said = { readonly version: number; readonly segment: string } & (
  | { readonly sealed: number }
  | (Omit<JournalEntry, 'receivedAt'> & { readonly receivedAt: string })
);

/** Damage to the newline alone, or its loss, leaves a line readable. */
function verified(line: Buffer): { readonly said: Said; readonly bytes: number } | undefined {
  const [, text, checksum] = /^(.*) ([0-9a-f]{8})[\s\S]?$/.exec(line.toString()) ?? [];
  if (text === undefined || checksum === undefined || crc32(text) !== Number.parseInt(checksum, 16)) return undefined;
  return { said: JSON.parse(text) as Said, bytes: Buffer.byteLength(text) + ' 01234567'.length };
}
