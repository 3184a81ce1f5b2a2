import { and, desc, eq, inArray, isNull, lte, notInArray } from 'drizzle-orm';
import {
  type ReleaseState,
  release,
  releaseSigner,
  type StoredCheck,
  type StoredSignatures,
  type TableCost,
} from './release-tables.js';
import type { CasebookSession } from './session.js';

/** A release of public tables. */
export type Release = typeof release.$inferSelect;

/** A key whose signature approves releases. */
export type ReleaseSigner = typeof releaseSigner.$inferSelect;

/** States in which nothing more is under way; a published release may still be revised or withdrawn. */
const ENDED: ReleaseState[] = ['published', 'superseded', 'withdrawn', 'failed', 'rejected', 'abandoned'];

/**
 * The release of a period that is under way; published and ended ones do not count.
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

/** @returns the release of a period that readers see now */
export async function publishedRelease({ db }: CasebookSession, period: string): Promise<Release | undefined> {
  const [found] = await db
    .select()
    .from(release)
    .where(and(eq(release.period, period), eq(release.state, 'published')));
  return found;
}

/** @returns every release ever planned, latest period first, then latest plan */
export function allReleases({ db }: CasebookSession): Promise<Release[]> {
  return db.select().from(release).orderBy(desc(release.period), desc(release.draftedAt), release.id);
}

/**
 * Plans a release. Nothing has been counted yet.
 *
 * @param session  the casebook or a transaction
 * @param planned  identifier, period, year of the budget, version, what it will hold, who drafts, when it is to come out
 * @throws {CasebookError} when the period already has a release under way
 */
export async function planRelease(
  { db }: CasebookSession,
  planned: Pick<
    Release,
    | 'id'
    | 'period'
    | 'year'
    | 'version'
    | 'demo'
    | 'purpose'
    | 'supersedes'
    | 'reason'
    | 'draftedBy'
    | 'draftedAt'
    | 'publishAt'
    | 'choice'
  >,
): Promise<void> {
  await db.insert(release).values({ ...planned, state: 'planned' });
}

/**
 * Fixes what a release will ask, and what that costs; from here on the casebook refuses to change either.
 *
 * @param session  the casebook or a transaction
 * @param id       a planned release
 * @param frozen   hash of the specification, cost of each table that is drawn, instant
 */
export function freezeRelease(
  session: CasebookSession,
  id: string,
  { specHash, costs, at }: { specHash: string; costs: readonly TableCost[]; at: Date },
): Promise<void> {
  if (costs.length === 0) throw new RangeError('freezeRelease requires at least one table');
  return move(session, id, ['planned'], 'frozen', { specHash, costs, frozenAt: at });
}

/**
 * Writes down what was copied into the warehouse.
 *
 * @param session   the casebook or a transaction
 * @param id        a frozen release; one whose snapshot was taken before a crash gets a new one
 * @param snapshot  number of rows, SHA-256 of the sorted rows in hex, instant of the copy
 */
export function recordSnapshot(
  session: CasebookSession,
  id: string,
  { rows, hash, at }: { rows: number; hash: string; at: Date },
): Promise<void> {
  const taken = { snapshotRows: rows, snapshotHash: hash, snapshotAt: at };
  return move(session, id, ['frozen', 'snapshot'], 'snapshot', taken);
}

/**
 * Announces that noise is about to be drawn.
 *
 * Committed before the draw, so that a process that dies while drawing leaves a trace that is charged later.
 *
 * @param session  the casebook, not a transaction that also draws
 * @param id       a release with its snapshot
 */
export function beginMeasuring(session: CasebookSession, id: string): Promise<void> {
  return move(session, id, ['snapshot'], 'measuring', {});
}

/**
 * Writes down what the checks found, and the digest of the files that will be signed.
 *
 * An approval of other bytes is void: whoever checks again has to be approved again.
 *
 * @param session  the casebook or a transaction
 * @param id       a measured release that is not out yet
 * @param checked  results, SHA-256 of SHA256SUMS, instant; `passed` false keeps it from review
 */
export function recordChecks(
  session: CasebookSession,
  id: string,
  { checks, sumsHash, at, passed }: { checks: readonly StoredCheck[]; sumsHash: string; at: Date; passed: boolean },
): Promise<void> {
  const voided = { approvedBy: null, approvedAt: null, signatures: null };
  const found = { checks, sumsHash, checkedAt: at, ...voided };
  return move(session, id, ['measured', 'review', 'scheduled'], passed ? 'review' : 'measured', found);
}

/**
 * Writes down a second person's approval of exactly the bytes in review.
 *
 * @param session   the casebook or a transaction
 * @param id        a release in review
 * @param approval  who, when, signatures over SHA256SUMS, and the digest of what was signed
 * @throws {RangeError} when the release is not in review with these bytes
 */
export async function recordApproval(
  { db }: CasebookSession,
  id: string,
  { by, at, signatures, sumsHash }: { by: string; at: Date; signatures: StoredSignatures; sumsHash: string },
): Promise<void> {
  const approved = await db
    .update(release)
    .set({ state: 'scheduled', approvedBy: by, approvedAt: at, signatures })
    .where(and(eq(release.id, id), eq(release.state, 'review'), eq(release.sumsHash, sumsHash)))
    .returning({ id: release.id });
  if (approved.length === 0)
    throw new RangeError(`recordApproval requires release ${id} to be in review as it was signed`);
}

/**
 * Makes a scheduled release the one readers see; the one it revises stays, marked.
 *
 * @param session  a transaction
 * @param id       a scheduled release whose time has come
 * @param at       instant of publication
 */
export async function recordPublication(session: CasebookSession, id: string, at: Date): Promise<void> {
  const [found] = await session.db.select().from(release).where(eq(release.id, id));
  if (found?.supersedes)
    await move(session, found.supersedes, ['published'], 'superseded', { endedAt: at, endReason: found.reason });
  await move(session, id, ['scheduled'], 'published', { publishedAt: at });
}

/**
 * Ends a release that will not come out: budget that was spent stays spent.
 *
 * @param session  the casebook or a transaction
 * @param id       a release that is planned, frozen or has its snapshot (abandoned), or is in review (rejected)
 * @param end      why, when
 */
export function endRelease(
  session: CasebookSession,
  id: string,
  { as, reason, at }: { as: 'abandoned' | 'rejected'; reason: string; at: Date },
): Promise<void> {
  const from: ReleaseState[] =
    as === 'abandoned' ? ['planned', 'frozen', 'snapshot'] : ['measured', 'review', 'scheduled'];
  return move(session, id, from, as, { endedAt: at, endReason: reason });
}

/**
 * Withdraws a published release; a tombstone with hash, reason and date stays in its place.
 *
 * @param session  the casebook or a transaction
 * @param id       a published or superseded release
 */
export function recordWithdrawal(
  session: CasebookSession,
  id: string,
  { reason, at }: { reason: string; at: Date },
): Promise<void> {
  return move(session, id, ['published', 'superseded'], 'withdrawn', { endedAt: at, endReason: reason });
}

/** @returns every signer ever named, the earliest key first */
export function releaseSigners({ db }: CasebookSession): Promise<ReleaseSigner[]> {
  return db.select().from(releaseSigner).orderBy(releaseSigner.since, releaseSigner.keyId);
}

/**
 * Names a signer, or gives one a new key; the key before it ends at the same instant.
 *
 * @param session  a transaction
 * @param signer   name and public key
 */
export async function nameSigner(session: CasebookSession, signer: Omit<ReleaseSigner, 'until'>): Promise<void> {
  const { db } = session;
  await db
    .update(releaseSigner)
    .set({ until: signer.since })
    .where(
      and(eq(releaseSigner.name, signer.name), isNull(releaseSigner.until), lte(releaseSigner.since, signer.since)),
    );
  await db.insert(releaseSigner).values(signer);
}

/** Moves a release on, and insists that it still stood where the caller thought. */
async function move(
  { db }: CasebookSession,
  id: string,
  from: readonly ReleaseState[],
  to: ReleaseState,
  more: Partial<typeof release.$inferInsert>,
): Promise<void> {
  const moved = await db
    .update(release)
    .set({ ...more, state: to })
    .where(and(eq(release.id, id), inArray(release.state, [...from])))
    .returning({ id: release.id });
  if (moved.length === 0)
    throw new RangeError(`move requires release ${id} to be ${from.join(' or ')} before it is ${to}`);
}
