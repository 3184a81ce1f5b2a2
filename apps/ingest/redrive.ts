import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Books } from '#casebook/books';
import type { Casebook } from '#casebook/casebook';
import type { RefusedPlace } from '#casebook/redrive-tables';
import { addRedrive, markRedriveSettled, markRedriveStored, type Redrive, unsettledRedrives } from '#casebook/redrives';
import {
  DELETE_SETTLED,
  type RefusedFilter,
  type SealedSize,
  sealedLines,
  sealedSizes,
} from '#ingest/quarantine/refused';
import { unsealLine } from '#ingest/quarantine/unseal-line';
import { removeSegment, writeSegment } from '#spool/segment-file';
import { type LoadTarget, storeSegment } from './load-log.js';

/** Where refused lines are driven again to, and what they need on the way. */
export interface RedriveTarget extends Omit<LoadTarget, 'journal'> {
  readonly casebook: Casebook;
  readonly quarantineKey: Uint8Array;
  /** Runs the original of an `!unmapped` line of a source through its format's mapping once more; NDJSON lines. */
  readonly readapt: (line: string, source: string) => Buffer;
}

/** Lines of one new segment at most: the casebook keeps the place of each until they are settled. */
const MOST_LINES = 5_000;

/** Bytes of one new segment, more or less: all of them are in memory at once. */
const MOST_BYTES = 16 << 20;

/** Lines asked for at once: their numbers travel in an address, and servers refuse those of 16 KiB. */
const MOST_ASKED = 1_000;

/**
 * Loads refused lines again, as new segments; accepted or refused once more, the old lines are settled.
 *
 * Killed anywhere, it first finishes what it had begun when it runs again, so that no line is loaded twice.
 *
 * @param tell    called after every segment with the refused lines settled so far
 * @param signal  stops between two segments
 * @returns       the books of everything loaded now, and how many refused lines went into it
 */
export async function redrive(
  target: RedriveTarget,
  filter: RefusedFilter,
  tell: (lines: number) => void,
  signal: AbortSignal,
): Promise<{ lines: number; books: Books }> {
  const { warehouse, casebook } = target;
  const started = Math.floor(target.now().getTime() / 1_000);
  const books: Books[] = [];
  let lines = 0;
  const finish = async (begun: Redrive) => {
    books.push(await settle(begun, target));
    lines += begun.lines.length;
    tell(lines);
  };
  try {
    for (const begun of await unsettledRedrives(casebook)) await finish(begun);
    let after = { source: '', segment: '', line: 0 };
    for (;;) {
      signal.throwIfAborted();
      const parameters = { ...filter, ...warehouse.databases, started, most: MOST_LINES };
      const found = await warehouse.ask(
        sealedSizes,
        { ...parameters, after_source: after.source, after_segment: after.segment, after_line: after.line },
        'sealed',
      );
      const page = fitting(found);
      const last = page.at(-1);
      if (last === undefined) break;
      await finish(await write(page, target));
      after = last;
    }
  } finally {
    if (lines > 0) await warehouse.change(DELETE_SETTLED, warehouse.databases);
  }
  return { lines, books: books.flat() };
}

/** As many lines of the first one's source as fit in memory, at least one. */
function fitting(found: readonly SealedSize[]): SealedSize[] {
  let bytes = 0;
  const cut = found.findIndex((line, index) => {
    bytes += line.bytes;
    return index > 0 && (bytes > MOST_BYTES || line.source !== found[0]?.source);
  });
  return found.slice(0, cut === -1 ? found.length : cut);
}

/** Writes lines to the spool as one segment, and then down in the casebook. */
async function write(page: readonly SealedSize[], target: RedriveTarget): Promise<Redrive> {
  const places = page.map(({ segment, line, received_at }): RefusedPlace => [segment, line, received_at]);
  const source = page[0]?.source ?? '';
  const body = Buffer.concat(await originals(page, source, target));
  const id = createHash('sha256').update(JSON.stringify(places)).digest('hex').slice(0, 32);
  await writeSegment(target.spool, id, body);
  return addRedrive(target.casebook, { id, receivedAt: target.now(), source, lines: places });
}

/** What the lines said, mapped anew where a format's mapping had failed. */
async function originals(page: readonly SealedSize[], source: string, target: RedriveTarget): Promise<Buffer[]> {
  const { warehouse, quarantineKey, readapt } = target;
  const bySegment = new Map<string, number[]>();
  for (const { segment, line } of page) {
    const lines = bySegment.get(segment);
    if (lines === undefined) bySegment.set(segment, [line]);
    else lines.push(line);
  }
  const bodies: Buffer[] = [];
  for (const [segment, lines] of bySegment) {
    for (let at = 0; at < lines.length; at += MOST_ASKED) {
      const asked = { private: warehouse.databases.private, segment, lines: lines.slice(at, at + MOST_ASKED) };
      for (const { line, sealed } of await warehouse.ask(sealedLines, asked, 'sealed')) {
        const text = unsealLine(quarantineKey, segment, line, Buffer.from(sealed, 'hex'));
        const body = text.startsWith('!unmapped') ? readapt(text, source) : Buffer.from(text);
        bodies.push(body.at(-1) === NEWLINE ? body : Buffer.concat([body, Buffer.of(NEWLINE)]));
      }
    }
  }
  return bodies;
}

const NEWLINE = 0x0a;

/** Brings one redrive to its end from wherever it stands. */
async function settle(begun: Redrive, target: RedriveTarget): Promise<Books> {
  const { warehouse, casebook, spool } = target;
  const { id, receivedAt, source, lines } = begun;
  const path = join(spool, `${id}.ndjson`);
  let books = begun.books;
  if (books === null) {
    await access(path).catch((cause: unknown) => {
      throw new Error(
        `${path} is missing, with refused lines that are half driven again; restore it from a backup, and run the same command again`,
        { cause },
      );
    });
    const latestAt = new Date(receivedAt.getTime() + target.futureSeconds * 1_000);
    // The binding of the key that sent them goes with them.
    const bound = source === '' ? {} : { batches: [{ id, source, firstLine: 1 }] };
    const segment = { id, path, firstLine: 1, receivedAt, latestAt, retainText: target.retainText, ...bound };
    books = await storeSegment(segment, target);
    await markRedriveStored(casebook, id, books);
  }
  const settledAt = Math.floor(target.now().getTime() / 1_000);
  const rows = lines.map(([segment, line_number, received_at]) => ({
    received_at,
    segment,
    line_number,
    settled: 'redriven',
    redriven_in: id,
    settled_at: settledAt,
  }));
  await warehouse.write('settled_line', rows, id);
  await markRedriveSettled(casebook, id);
  await removeSegment(path);
  return books;
}
