import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import { appeal } from './appeal-tables.js';
import type { CasebookSession } from './session.js';

/** What an account's owner says against an action, and what became of it. */
export type AppealRow = typeof appeal.$inferSelect;

/** Appeals, latest filed first; whatever is absent is not asked for. */
export function listAppeals(
  { db }: CasebookSession,
  { state, incident, account }: { state?: 'open' | 'judged'; incident?: string; account?: string },
): Promise<AppealRow[]> {
  return db
    .select()
    .from(appeal)
    .where(
      and(
        state === undefined ? undefined : state === 'open' ? isNull(appeal.outcome) : isNotNull(appeal.outcome),
        incident === undefined ? undefined : eq(appeal.incident, incident),
        account === undefined ? undefined : eq(appeal.account, account),
      ),
    )
    .orderBy(desc(appeal.filedAt), appeal.id);
}

/** Files an appeal. @returns undefined when the account has one open already */
export async function fileAppeal(
  { db }: CasebookSession,
  filed: typeof appeal.$inferInsert,
): Promise<AppealRow | undefined> {
  const [row] = await db.insert(appeal).values(filed).onConflictDoNothing().returning();
  return row;
}

/** Locks an appeal until the transaction ends; undefined when there is none. */
export async function lockAppeal({ db }: CasebookSession, id: string): Promise<AppealRow | undefined> {
  const [row] = await db.select().from(appeal).where(eq(appeal.id, id)).for('update');
  return row;
}

export async function judgeAppeal(
  { db }: CasebookSession,
  id: string,
  judged: Pick<AppealRow, 'outcome' | 'reason' | 'judgedBy' | 'judgedAt'>,
): Promise<void> {
  await db.update(appeal).set(judged).where(eq(appeal.id, id));
}
