import { and, desc, eq, isNull } from 'drizzle-orm';
import { huntExport, savedHunt } from './hunt-tables.js';
import type { CasebookSession } from './session.js';

/** A hunt somebody keeps under a name, deleted or not. */
export type SavedHunt = typeof savedHunt.$inferSelect;

/** What was taken away, by whom, when and why. */
export type HuntExport = typeof huntExport.$inferSelect;

/** Saved hunts listed at most; a desk keeps some dozens. */
const MOST_SAVED = 1_000;

/** Keeps a hunt under a name. */
export async function saveHunt(
  { db }: CasebookSession,
  wanted: Pick<SavedHunt, 'name' | 'address' | 'savedBy' | 'savedAt'>,
): Promise<SavedHunt> {
  const [saved] = await db.insert(savedHunt).values(wanted).returning();
  if (saved === undefined) throw new TypeError('saveHunt requires table saved_hunt to keep its row');
  return saved;
}

/** Those that stand, the latest first. */
export function listSavedHunts({ db }: CasebookSession): Promise<SavedHunt[]> {
  return db
    .select()
    .from(savedHunt)
    .where(isNull(savedHunt.deletedAt))
    .orderBy(desc(savedHunt.savedAt), savedHunt.id)
    .limit(MOST_SAVED);
}

/** A saved hunt, also one that was deleted. @returns undefined when there never was one of that id, a UUID */
export async function getSavedHunt({ db }: CasebookSession, id: string): Promise<SavedHunt | undefined> {
  const [found] = await db.select().from(savedHunt).where(eq(savedHunt.id, id));
  return found;
}

/** Takes a saved hunt off the list; the first deletion stands. @returns undefined when there never was one of that id */
export async function deleteSavedHunt(
  session: CasebookSession,
  id: string,
  deletedBy: string,
  deletedAt: Date,
): Promise<SavedHunt | undefined> {
  await session.db
    .update(savedHunt)
    .set({ deletedBy, deletedAt })
    .where(and(eq(savedHunt.id, id), isNull(savedHunt.deletedAt)));
  return getSavedHunt(session, id);
}

/** Writes down that calls are taken away, before the first byte leaves. */
export async function recordExport({ db }: CasebookSession, wanted: Omit<HuntExport, 'id'>): Promise<HuntExport> {
  const [recorded] = await db.insert(huntExport).values(wanted).returning();
  if (recorded === undefined) throw new TypeError('recordExport requires table hunt_export to keep its row');
  return recorded;
}

/** What is known of a file that was taken away. @returns undefined when there is none of that id, a UUID */
export async function getExport({ db }: CasebookSession, id: string): Promise<HuntExport | undefined> {
  const [found] = await db.select().from(huntExport).where(eq(huntExport.id, id));
  return found;
}
