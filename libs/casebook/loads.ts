import { and, asc, desc, eq } from 'drizzle-orm';
import { Books, type Counts, countLines } from './books.js';
import type { Casebook } from './casebook.js';
import type { CasebookSession } from './session.js';
import { load, segment } from './tables.js';

/** One file or standard input given to `usewatch load`. */
export type Load = typeof load.$inferSelect;

/** A stretch of a load's lines that the warehouse stores as one; `written` in the spool, then `stored`. */
export type Segment = typeof segment.$inferSelect;

/** A load under way, with the segments an earlier run of it has left. */
export interface OpenLoad {
  readonly load: Load;
  /** In order; empty unless the load was resumed. */
  readonly segments: readonly Segment[];
}

/**
 * Begins a load, or goes on with one of the same content that was interrupted or failed.
 *
 * Giving the same content again after it was done is a new attempt: its lines are then duplicates, and counted so.
 * Two processes with one content must take turns under a lease; this function alone does not keep them apart.
 *
 * @param casebook  where loads are kept
 * @param given     name for people; SHA-256 of the content in hex, or null for a stream that cannot be read twice; instant
 * @returns         the load, running, and its segments so far
 * @throws {CasebookError} when PostgreSQL does not answer
 */
export function beginLoad(
  casebook: Casebook,
  given: { name: string; contentHash: string | null; now: Date },
): Promise<OpenLoad> {
  const { name, contentHash, now } = given;
  return casebook.transaction('serializable', async ({ db }) => {
    const [last] =
      contentHash === null
        ? []
        : await db.select().from(load).where(eq(load.contentHash, contentHash)).orderBy(desc(load.attempt)).limit(1);
    if (last !== undefined && last.state !== 'done') {
      const resume = { state: 'running' as const, finishedAt: null, resumed: last.resumed + 1 };
      const [resumed] = await db.update(load).set(resume).where(eq(load.id, last.id)).returning();
      const segments = await db.select().from(segment).where(eq(segment.load, last.id)).orderBy(asc(segment.ordinal));
      return { load: { ...last, ...resumed }, segments };
    }
    const attempt = (last?.attempt ?? 0) + 1;
    const begun = await db
      .insert(load)
      .values({ name, contentHash, attempt, state: 'running', startedAt: now })
      .returning();
    return { load: one(begun), segments: [] };
  });
}

/**
 * Writes down a segment that now lies in the spool. Saying it twice changes nothing.
 *
 * @param casebook  the casebook or a transaction
 * @param written   id in hex, the load, place within it (ordinal from 0, first line from 1), lines, bytes, SHA-256 in hex
 * @throws {RangeError} when the id already stands for other bytes
 */
export async function addSegment(
  { db }: CasebookSession,
  written: Omit<typeof segment.$inferInsert, 'state' | 'books'>,
): Promise<void> {
  await db
    .insert(segment)
    .values({ ...written, state: 'written' })
    .onConflictDoNothing({ target: segment.id });
  const { id, load: of, ordinal, sha256 } = written;
  const same = and(eq(segment.id, id), eq(segment.load, of), eq(segment.ordinal, ordinal), eq(segment.sha256, sha256));
  const [known] = await db.select({ id: segment.id }).from(segment).where(same);
  if (known === undefined)
    throw new RangeError(`addSegment requires segment ${id} to stand for the same bytes for ever`);
}

/**
 * Writes down that the warehouse has stored a segment, and what became of its lines.
 *
 * @param casebook  the casebook or a transaction
 * @param id        the segment
 * @param books     its lines by outcome, reason and field; a replay's books replace earlier ones
 * @throws {RangeError} when the segment was never added
 */
export async function markStored({ db }: CasebookSession, id: string, books: Books): Promise<void> {
  const marked = await db
    .update(segment)
    .set({ state: 'stored', books: Books.parse(books) })
    .where(eq(segment.id, id))
    .returning({ id: segment.id });
  if (marked.length === 0) throw new RangeError(`markStored requires segment ${id} to be added first`);
}

/**
 * Ends a load with its counts, which are always the sum of its segments' books.
 *
 * @param casebook  where loads are kept
 * @param id        the load
 * @param state     `failed` may be resumed later
 * @param now       instant
 * @returns         the load as it now stands
 * @throws {RangeError} when it is called done while a segment is not stored, or was never begun
 */
export function finishLoad(casebook: Casebook, id: string, state: 'done' | 'failed', now: Date): Promise<Load> {
  return casebook.transaction('serializable', async ({ db }) => {
    const segments = await db.select().from(segment).where(eq(segment.load, id));
    if (state === 'done' && segments.some(({ books }) => books === null)) {
      throw new RangeError('finishLoad requires every segment to be stored before a load is done');
    }
    const counts: Counts = countLines(segments.flatMap(({ books }) => books ?? []));
    return one(
      await db
        .update(load)
        .set({ state, finishedAt: now, ...counts })
        .where(eq(load.id, id))
        .returning(),
    );
  });
}

/**
 * Whether some content has been loaded to its end.
 *
 * @param casebook     the casebook or a transaction
 * @param contentHash  SHA-256 in hex
 */
export async function wasLoaded({ db }: CasebookSession, contentHash: string): Promise<boolean> {
  const done = and(eq(load.contentHash, contentHash), eq(load.state, 'done'));
  return (await db.select({ id: load.id }).from(load).where(done).limit(1)).length > 0;
}

/**
 * Lists segments that lie in the spool and are not yet known to be stored, for replay after a crash.
 *
 * @param casebook  the casebook or a transaction
 * @returns         by load, then by place within it
 */
export function unstoredSegments({ db }: CasebookSession): Promise<Segment[]> {
  return db.select().from(segment).where(eq(segment.state, 'written')).orderBy(asc(segment.load), asc(segment.ordinal));
}

/**
 * Lists loads, latest first.
 *
 * @param casebook  the casebook or a transaction
 * @param most      how many at most
 */
export function listLoads({ db }: CasebookSession, most: number): Promise<Load[]> {
  return db.select().from(load).orderBy(desc(load.startedAt), asc(load.id)).limit(most);
}

function one(rows: Load[]): Load {
  const [row] = rows;
  if (row === undefined) throw new RangeError('finishLoad requires a load that was begun');
  return row;
}
