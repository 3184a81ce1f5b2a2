import { and, eq, notInArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Question } from '#usage/question';
import { type ReleaseState, release, type TableCost } from './release-tables.js';
import type { CasebookSession } from './session.js';

/** A release of public tables. */
export type Release = typeof release.$inferSelect;

/** States after which another release of the same period may be drafted. */
const ENDED: ReleaseState[] = ['superseded', 'withdrawn', 'failed', 'rejected', 'abandoned'];

const ConfirmedRow = z.object({
  incident: z.string(),
  category: z.string(),
  /** Version of the code list it was decided in. */
  policy_version: z.string(),
  decided_at: z.date(),
  accounts: z.array(z.string()),
});

/**
 * Every incident that stands confirmed by a decision before an instant, with its accounts.
 *
 * Asked in a repeatable-read transaction, so that incidents and accounts are of one moment.
 */
export const confirmedIncidents: Question<z.infer<typeof ConfirmedRow>> = {
  sql: new URL('./confirmed-incidents.sql', import.meta.url),
  row: ConfirmedRow,
};

/**
 * The release of a period that is under way or out; ended ones do not count.
 *
 * @param session  the casebook or a transaction
 * @param period   such as `2026-Q3`
 */
export async function liveRelease({ db }: CasebookSession, period: string): Promise<Release | undefined> {
  const [found] = await db
    .select()
    .from(release)
    .where(and(eq(release.period, period), notInArray(release.state, ENDED)));
  return found;
}

/**
 * Plans a release. Nothing has been counted yet.
 *
 * @param session  the casebook or a transaction
 * @param planned  identifier, period, year of the budget, version, demo mark, who drafts and when
 * @throws {CasebookError} when the period already has a live release
 */
export async function planRelease(
  { db }: CasebookSession,
  planned: Pick<Release, 'id' | 'period' | 'year' | 'version' | 'demo' | 'draftedBy' | 'draftedAt'>,
): Promise<void> {
  await db.insert(release).values({ ...planned, state: 'planned' });
}

/**
 * Writes down what was copied into the warehouse.
 *
 * @param session   the casebook or a transaction
 * @param id        a planned release
 * @param snapshot  number of rows, SHA-256 of the sorted rows in hex, instant of the copy
 */
export function recordSnapshot(
  session: CasebookSession,
  id: string,
  { rows, hash, at }: { rows: number; hash: string; at: Date },
): Promise<void> {
  return move(session, id, 'planned', 'snapshot', { snapshotRows: rows, snapshotHash: hash, snapshotAt: at });
}

/**
 * Announces that noise is about to be drawn, with what it costs.
 *
 * Committed before the draw, so that a process that dies while drawing leaves a trace that is charged later.
 *
 * @param session  the casebook, not a transaction that also draws
 * @param id       a release with its snapshot
 * @param frozen   hash of the frozen specification and the cost of each table
 */
export function beginMeasuring(
  session: CasebookSession,
  id: string,
  { specHash, costs }: { specHash: string; costs: readonly TableCost[] },
): Promise<void> {
  if (costs.length === 0) throw new RangeError('beginMeasuring requires at least one table');
  return move(session, id, 'snapshot', 'measuring', { specHash, costs });
}

/**
 * Gives up a release before any noise was drawn; it costs nothing.
 *
 * @param session  the casebook or a transaction
 * @param id       a release that is planned or has its snapshot
 */
export function abandonRelease(session: CasebookSession, id: string, from: 'planned' | 'snapshot'): Promise<void> {
  return move(session, id, from, 'abandoned', {});
}

/** Moves a release on, and insists that it still stood where the caller thought. */
async function move(
  { db }: CasebookSession,
  id: string,
  from: ReleaseState,
  to: ReleaseState,
  more: Partial<typeof release.$inferInsert>,
): Promise<void> {
  const moved = await db
    .update(release)
    .set({ ...more, state: to })
    .where(and(eq(release.id, id), eq(release.state, from)))
    .returning({ id: release.id });
  if (moved.length === 0) throw new RangeError(`move requires release ${id} to be ${from} before it is ${to}`);
}
