import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { upstream, upstreamNotice } from './enforcement-tables.js';
import type { CasebookSession } from './session.js';

/** A provider that tells us of notices; never with its secret. */
export type Upstream = Omit<typeof upstream.$inferSelect, 'sealed'>;

/** A notice a provider told us of: the seed of a case. */
export type UpstreamNotice = typeof upstreamNotice.$inferSelect;

/** Notices listed at most; they are rare. */
const MOST = 500;

/** Lets a provider tell us; two entries of one name serve while its secret is rotated. */
export async function addUpstream(
  { db }: CasebookSession,
  wanted: Pick<typeof upstream.$inferSelect, 'name' | 'sealed' | 'createdBy' | 'createdAt'>,
): Promise<Upstream> {
  const [added] = await db.insert(upstream).values(wanted).returning();
  if (added === undefined) throw new TypeError('addUpstream requires table upstream to keep its row');
  const { sealed: _, ...shown } = added;
  return shown;
}

/** Providers that may tell us. */
export async function listUpstreams({ db }: CasebookSession): Promise<Upstream[]> {
  const rows = await db
    .select()
    .from(upstream)
    .where(isNull(upstream.removedAt))
    .orderBy(asc(upstream.name), asc(upstream.createdAt));
  return rows.map(({ sealed: _, ...shown }) => shown);
}

/** Secrets that a provider of this name may sign with, sealed. */
export async function upstreamSecrets({ db }: CasebookSession, name: string): Promise<Buffer[]> {
  const rows = await db
    .select({ sealed: upstream.sealed })
    .from(upstream)
    .where(and(eq(upstream.name, name), isNull(upstream.removedAt)));
  return rows.map(({ sealed }) => sealed);
}

/** Believes a provider no longer. @returns whether there was one of that id, a UUID */
export async function removeUpstream(
  { db }: CasebookSession,
  id: string,
  removedBy: string,
  removedAt: Date,
): Promise<boolean> {
  const removed = await db
    .update(upstream)
    .set({ removedBy, removedAt })
    .where(and(eq(upstream.id, id), isNull(upstream.removedAt)))
    .returning({ id: upstream.id });
  return removed.length > 0;
}

/** Keeps a notice once, however often it is told. @returns whether it was new */
export async function keepNotice(
  { db }: CasebookSession,
  notice: Pick<UpstreamNotice, 'upstream' | 'event' | 'type' | 'caseName' | 'noticedAt' | 'receivedAt'>,
): Promise<boolean> {
  const kept = await db
    .insert(upstreamNotice)
    .values(notice)
    .onConflictDoNothing()
    .returning({ id: upstreamNotice.id });
  return kept.length > 0;
}

/** Notices, the latest first. */
export function listNotices({ db }: CasebookSession): Promise<UpstreamNotice[]> {
  return db.select().from(upstreamNotice).orderBy(desc(upstreamNotice.receivedAt), upstreamNotice.id).limit(MOST);
}

/** Adds what the provider's case says; the last reading stands. @returns undefined when there is no notice of that id */
export async function readNotice(
  { db }: CasebookSession,
  id: string,
  said: Pick<UpstreamNotice, 'reason' | 'notice' | 'account' | 'safetyIdentifier' | 'readBy' | 'readAt'>,
): Promise<UpstreamNotice | undefined> {
  const [found] = await db.update(upstreamNotice).set(said).where(eq(upstreamNotice.id, id)).returning();
  return found;
}
