import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { type Books, countLines } from '#casebook/books';
import { FormatError } from '#ingest/formats/format-error';
import { segmentBooks } from '#ingest/segment-books';
import { cut, type Piece } from '#spool/cut';
import { digestOf, removeSegment, writeSegment } from '#spool/segment-file';
import { fileDigest, openSource, type Source, SourceError } from '#spool/source';
import type { IngestKeys } from '#warehouse/provide';
import type { Segment, Warehouse } from '#warehouse/warehouse';
import { WarehouseError } from '#warehouse/warehouse-error';
import { adaptedLog, type ForeignLog } from './adapted-log.js';
import type { Journal, OpenLoad } from './journal.js';

/** Where a log goes, and under which rules. */
export interface LoadTarget {
  readonly warehouse: Warehouse;
  readonly journal: Journal;
  readonly keys: IngestKeys;
  /** Folder of segments. */
  readonly spool: string;
  readonly now: () => Date;
  /** Does work that no other loader of the same warehouse may do meanwhile. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Seconds a record may lie ahead of the clock. */
  readonly futureSeconds: number;
  readonly retainText: boolean;
}

/** How far a load has come; `size` is unknown for a pipe. */
export interface Progress {
  readonly taken: number;
  readonly size: number | undefined;
  readonly lines: number;
}

/** Each has a quarantined line, so they are enough to show as many lines; a log may have thousands of segments. */
export const FIRST_SEGMENTS = 5;

/** What became of one log. */
export interface LoadReport {
  readonly name: string;
  readonly books: Books;
  /** Ids of the first segments that have quarantined lines, in the order of the log; never more than `FIRST_SEGMENTS`. */
  readonly refusedIn: readonly string[];
  /** Items of a foreign log that are no calls of a model and left no line. */
  readonly ignored: number;
  /** Why the log ended early, if it did; everything before that is stored. */
  readonly broken?: SourceError;
}

/**
 * Loads one log: cut into segments, each written down, stored, counted and only then removed.
 *
 * A load that was killed goes on where it stopped when the same log is given again: segments known to be stored are
 * not touched, and the one under way is stored again under its own token, which changes nothing it had stored.
 *
 * @param name      path, or `-` for standard input
 * @param tell      called after every segment
 * @param signal    stops between two segments
 * @param foreign   the format of a log that does not hold usage records
 * @throws {SourceError} when the log cannot be opened
 * @throws {WarehouseError} when the warehouse does not take a segment; the load can be resumed
 */
export async function loadLog(
  name: string,
  input: Readable,
  target: LoadTarget,
  tell: (progress: Progress) => void = () => undefined,
  signal?: AbortSignal,
  foreign?: ForeignLog,
): Promise<LoadReport> {
  const { journal, now } = target;
  const source = await openSource(name, input);
  const contentHash = name === '-' ? null : await fileDigest(name);
  const load = await journal.begin({ name, contentHash, now: now() });
  const books: Books[] = [];
  const refusedIn: string[] = [];
  let lines = 0;
  let ignored = 0;
  let broken: SourceError | undefined;
  const log = linesOf(source, foreign, (items) => {
    ignored += items;
  });
  try {
    for await (const piece of pieces(log, (error) => {
      broken = error;
    })) {
      signal?.throwIfAborted();
      const segment = await take(piece, load, target, foreign?.source);
      books.push(segment.books);
      if (refusedIn.length < FIRST_SEGMENTS && countLines(segment.books).quarantined > 0) refusedIn.push(segment.id);
      lines += piece.lines;
      tell({ taken: source.taken(), size: source.size, lines });
    }
  } catch (error) {
    await journal.finish(load.id, 'failed', now());
    throw error;
  }
  await journal.finish(load.id, broken === undefined ? 'done' : 'failed', now());
  return { name, books: books.flat(), refusedIn, ignored, ...(broken === undefined ? {} : { broken }) };
}

/** The lines of a log, whatever its format. */
async function* linesOf(
  source: Source,
  foreign: ForeignLog | undefined,
  ignore: (items: number) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* foreign === undefined ? source.bytes() : adaptedLog(source.bytes(), foreign, ignore);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new SourceError(`${source.name} is no log in the format ${foreign?.format}: ${error.message}`, {
      cause: error,
    });
  }
}

async function* pieces(lines: AsyncIterable<Uint8Array>, tell: (error: SourceError) => void): AsyncGenerator<Piece> {
  try {
    yield* cut(lines);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    tell(error);
  }
}

/** Stores one piece, unless an earlier run of this load already did. */
async function take(
  piece: Piece,
  load: OpenLoad,
  target: LoadTarget,
  source: string | undefined,
): Promise<{ id: string; books: Books }> {
  const { journal, spool } = target;
  const sha256 = digestOf(piece.body);
  const id = createHash('sha256').update(`${load.id}|${piece.ordinal}|${sha256}`).digest('hex').slice(0, 32);
  const known = load.stored.get(id);
  if (known !== undefined) return { id, books: known };
  const path = await writeSegment(spool, id, piece.body);
  const { ordinal, firstLine, lines } = piece;
  await journal.add({ id, load: load.id, ordinal, firstLine, lines, bytes: piece.body.length, sha256 });
  const segment: Segment = {
    id,
    path,
    firstLine,
    // A log is received when its load begins, so that a replay in another month meets its own rows again.
    receivedAt: load.startedAt,
    latestAt: new Date(load.startedAt.getTime() + target.futureSeconds * 1_000),
    retainText: target.retainText,
    // Where one source is named for a whole log, its refused lines are that source's as well.
    ...(source === undefined ? {} : { batches: [{ id, source, firstLine: 1 }] }),
  };
  const books = await storeSegment(segment, target);
  await journal.stored(id, books);
  await removeSegment(path);
  return { id, books };
}

/** Stores a segment, again while the warehouse comes back, and says what became of its lines. */
export async function storeSegment(
  segment: Segment,
  { warehouse, keys, exclusively }: Pick<LoadTarget, 'warehouse' | 'keys' | 'exclusively'>,
): Promise<Books> {
  await patiently(() => exclusively(() => warehouse.load(segment, keys)));
  return patiently(() => warehouse.ask(segmentBooks, { segment: segment.id }));
}

/** Seconds a warehouse that died is given to come back; the engine needs one or two. */
const COMES_BACK_WITHIN = 20;

/** Does it again, a second later, while the warehouse does not answer: a segment may be stored any number of times. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let second = 1; ; second += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof WarehouseError && error.retryable) || second > COMES_BACK_WITHIN) throw error;
      await pause(1_000);
    }
  }
}
