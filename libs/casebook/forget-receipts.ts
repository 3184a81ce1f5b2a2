import { and, arrayOverlaps, desc, eq, isNull } from 'drizzle-orm';
import { forgetReceipt, type RemovedRows, type Unsearched } from './forget-tables.js';
import type { CasebookSession } from './session.js';

/** What was removed of one subject; unfinished while `finishedAt` is null. */
export type ForgetReceipt = typeof forgetReceipt.$inferSelect;

/** Whose data goes, and who says so. */
export type ForgetRequest = Pick<ForgetReceipt, 'kind' | 'pseudonyms' | 'forgottenBy' | 'reason'>;

/** Receipts of a subject under any of its names, latest first. */
export function receiptsOf(
  { db }: CasebookSession,
  { kind, pseudonyms }: Pick<ForgetRequest, 'kind' | 'pseudonyms'>,
): Promise<ForgetReceipt[]> {
  const same = and(eq(forgetReceipt.kind, kind), arrayOverlaps(forgetReceipt.pseudonyms, pseudonyms));
  return db.select().from(forgetReceipt).where(same).orderBy(desc(forgetReceipt.startedAt));
}

/** Every receipt there is, latest first. */
export function listReceipts({ db }: CasebookSession): Promise<ForgetReceipt[]> {
  return db.select().from(forgetReceipt).orderBy(desc(forgetReceipt.startedAt), forgetReceipt.id);
}

/** Begins a receipt before anything is removed, so that an interrupted removal leaves a trace. */
export async function beginReceipt({ db }: CasebookSession, request: ForgetRequest, now: Date): Promise<ForgetReceipt> {
  const [receipt] = await db
    .insert(forgetReceipt)
    .values({ ...request, startedAt: now, removed: {} })
    .returning();
  if (receipt === undefined) throw new TypeError('beginReceipt requires table forget_receipt to keep its row');
  return receipt;
}

/** Writes down what has been removed so far. */
export async function recordRemoved(
  { db }: CasebookSession,
  id: string,
  removed: Readonly<Record<string, RemovedRows>>,
): Promise<void> {
  await db.update(forgetReceipt).set({ removed }).where(eq(forgetReceipt.id, id));
}

/** Ends a receipt; the first end stands. */
export async function finishReceipt(
  { db }: CasebookSession,
  id: string,
  { finishedAt, unsearched }: { readonly finishedAt: Date; readonly unsearched: Unsearched },
): Promise<void> {
  await db
    .update(forgetReceipt)
    .set({ finishedAt, unsearched })
    .where(and(eq(forgetReceipt.id, id), isNull(forgetReceipt.finishedAt)));
}
