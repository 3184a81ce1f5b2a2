import { and, desc, eq, isNull } from 'drizzle-orm';
import { sharedNetwork, subjectException } from './guard-rail-tables.js';
import type { CasebookSession } from './session.js';

/** A subject that no incident is opened about, from when until when, and who says so. */
export type SubjectException = typeof subjectException.$inferSelect;

/** A network that many strangers share, from when until when, and where that is known from. */
export type SharedNetwork = typeof sharedNetwork.$inferSelect;

type Vouched = 'id' | 'removedBy' | 'removedAt' | 'removedBecause';

/** Who takes an entry back, when and why. */
export interface Removal {
  readonly by: string;
  readonly at: Date;
  readonly because: string;
}

/** Excepts a subject from incidents. */
export async function addException(
  { db }: CasebookSession,
  wanted: Omit<SubjectException, Vouched>,
): Promise<SubjectException> {
  const [added] = await db.insert(subjectException).values(wanted).returning();
  if (added === undefined) throw new TypeError('addException requires table subject_exception to keep its row');
  return added;
}

/** Every exception there ever was, latest first. */
export function listExceptions({ db }: CasebookSession): Promise<SubjectException[]> {
  return db.select().from(subjectException).orderBy(desc(subjectException.addedAt), subjectException.id);
}

/** Ends an exception before its time; the first removal stands. @returns undefined when there is none of that id */
export async function removeException(
  { db }: CasebookSession,
  id: string,
  { by, at, because }: Removal,
): Promise<SubjectException | undefined> {
  await db
    .update(subjectException)
    .set({ removedBy: by, removedAt: at, removedBecause: because })
    .where(and(eq(subjectException.id, id), isNull(subjectException.removedAt)));
  const [entry] = await db.select().from(subjectException).where(eq(subjectException.id, id));
  return entry;
}

/** Enters a network or system as one that many strangers share. */
export async function addSharedNetwork(
  { db }: CasebookSession,
  wanted: Omit<SharedNetwork, Vouched>,
): Promise<SharedNetwork> {
  const [added] = await db.insert(sharedNetwork).values(wanted).returning();
  if (added === undefined) throw new TypeError('addSharedNetwork requires table shared_network to keep its row');
  return added;
}

/** Every shared network there ever was, latest first. */
export function listSharedNetworks({ db }: CasebookSession): Promise<SharedNetwork[]> {
  return db.select().from(sharedNetwork).orderBy(desc(sharedNetwork.addedAt), sharedNetwork.id);
}

/** Ends an entry before its time; the first removal stands. @returns undefined when there is none of that id */
export async function removeSharedNetwork(
  { db }: CasebookSession,
  id: string,
  { by, at, because }: Removal,
): Promise<SharedNetwork | undefined> {
  await db
    .update(sharedNetwork)
    .set({ removedBy: by, removedAt: at, removedBecause: because })
    .where(and(eq(sharedNetwork.id, id), isNull(sharedNetwork.removedAt)));
  const [entry] = await db.select().from(sharedNetwork).where(eq(sharedNetwork.id, id));
  return entry;
}
