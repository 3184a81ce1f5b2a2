import { asc, eq, ne } from 'drizzle-orm';
import type { Books } from './books.js';
import { type RefusedPlace, redrive } from './redrive-tables.js';
import type { CasebookSession } from './session.js';

/** Refused lines loaded again as one segment: written to the spool, stored by the warehouse, then settled. */
export type Redrive = typeof redrive.$inferSelect;

/** Writes down a segment of refused lines that now lies in the spool. */
export async function addRedrive(
  { db }: CasebookSession,
  written: { id: string; receivedAt: Date; source: string; lines: readonly RefusedPlace[] },
): Promise<Redrive> {
  const [row] = await db
    .insert(redrive)
    .values({ ...written, state: 'written' })
    .returning();
  if (row === undefined) throw new TypeError('addRedrive requires table redrive to keep its row');
  return row;
}

/** Redrives that were interrupted, oldest first. */
export function unsettledRedrives({ db }: CasebookSession): Promise<Redrive[]> {
  return db.select().from(redrive).where(ne(redrive.state, 'settled')).orderBy(asc(redrive.receivedAt));
}

/** Says that the warehouse has the lines, with their books. */
export async function markRedriveStored({ db }: CasebookSession, id: string, books: Books): Promise<void> {
  await db.update(redrive).set({ state: 'stored', books }).where(eq(redrive.id, id));
}

/** Says that the refused lines are settled; what they were is no longer needed here. */
export async function markRedriveSettled({ db }: CasebookSession, id: string): Promise<void> {
  await db.update(redrive).set({ state: 'settled', lines: [] }).where(eq(redrive.id, id));
}
