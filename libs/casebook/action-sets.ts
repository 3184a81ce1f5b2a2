import { and, asc, desc, eq, inArray, isNotNull, lte, or } from 'drizzle-orm';
import { actionSet, actionTarget } from './action-tables.js';
import { chunks } from './chunks.js';
import type { CasebookSession } from './session.js';

/** An action set as it is kept, without its targets. */
export type ActionSetRow = typeof actionSet.$inferSelect;

/** One account's part as it is kept. */
export type ActionTargetRow = typeof actionTarget.$inferSelect;

/** An action set with its targets, in the order they are acted on. */
export interface ActionSetFile {
  readonly set: ActionSetRow;
  readonly targets: readonly ActionTargetRow[];
}

/** Which action sets to list, latest first; whatever is absent is not asked for. */
export interface ActionSetFilter {
  readonly incident?: string;
  readonly account?: string;
  readonly state?: ActionSetRow['state'];
  readonly limit: number;
}

/** What is or was in force against an account. */
export interface EnforcementRow {
  readonly account: string;
  readonly set: ActionSetRow;
  readonly target: ActionTargetRow;
}

/** Keeps a new action set. @param accounts  in the order they are to be acted on */
export async function draftActionSet(
  { db }: CasebookSession,
  drafted: typeof actionSet.$inferInsert,
  accounts: readonly string[],
): Promise<string> {
  const [row] = await db.insert(actionSet).values(drafted).returning({ id: actionSet.id });
  if (row === undefined) throw new TypeError('draftActionSet requires table action_set to keep its row');
  const rows = accounts.map((account, ordinal) => ({ actionSet: row.id, account, ordinal, state: 'waiting' as const }));
  for (const some of chunks(rows)) await db.insert(actionTarget).values(some);
  return row.id;
}

/** Reads an action set; locked until the transaction ends when it is to be changed. */
export async function actionSetFile(
  { db }: CasebookSession,
  id: string,
  lock = false,
): Promise<ActionSetFile | undefined> {
  const query = db.select().from(actionSet).where(eq(actionSet.id, id));
  const [set] = lock ? await query.for('update') : await query;
  if (set === undefined) return undefined;
  const targets = await db
    .select()
    .from(actionTarget)
    .where(eq(actionTarget.actionSet, id))
    .orderBy(asc(actionTarget.ordinal));
  return { set, targets };
}

/** Writes what has changed of a set and of its targets. */
export async function keepActionSet(
  { db }: CasebookSession,
  before: ActionSetFile,
  set: Partial<ActionSetRow>,
  targets: readonly Omit<ActionTargetRow, 'actionSet' | 'ordinal'>[],
): Promise<void> {
  const { id } = before.set;
  await db.update(actionSet).set(set).where(eq(actionSet.id, id));
  const known = new Map(before.targets.map((target) => [target.account, target]));
  for (const { account, ...next } of targets) {
    const was = known.get(account);
    if (was === undefined || (was.state === next.state && was.dueAt?.getTime() === next.dueAt?.getTime())) continue;
    await db
      .update(actionTarget)
      .set(next)
      .where(and(eq(actionTarget.actionSet, id), eq(actionTarget.account, account)));
  }
}

/** Action sets, latest drafted first. */
export async function listActionSets({ db }: CasebookSession, filter: ActionSetFilter): Promise<ActionSetFile[]> {
  const { incident, account, state, limit } = filter;
  const ofAccount =
    account === undefined
      ? undefined
      : inArray(
          actionSet.id,
          db.select({ id: actionTarget.actionSet }).from(actionTarget).where(eq(actionTarget.account, account)),
        );
  const sets = await db
    .select()
    .from(actionSet)
    .where(
      and(
        incident === undefined ? undefined : eq(actionSet.incident, incident),
        state === undefined ? undefined : eq(actionSet.state, state),
        ofAccount,
      ),
    )
    .orderBy(desc(actionSet.draftedAt), actionSet.id)
    .limit(limit);
  const files: ActionSetFile[] = [];
  for (const set of sets) {
    const targets = await db
      .select()
      .from(actionTarget)
      .where(eq(actionTarget.actionSet, set.id))
      .orderBy(asc(actionTarget.ordinal));
    files.push({ set, targets });
  }
  return files;
}

/** Everything that was ever in force against some accounts, latest first. */
export async function enforcementsOf({ db }: CasebookSession, accounts: readonly string[]): Promise<EnforcementRow[]> {
  const found: EnforcementRow[] = [];
  for (const some of chunks(accounts)) {
    const rows = await db
      .select()
      .from(actionTarget)
      .innerJoin(actionSet, eq(actionSet.id, actionTarget.actionSet))
      .where(and(inArray(actionTarget.account, some), isNotNull(actionTarget.appliedAt)))
      .orderBy(desc(actionTarget.appliedAt));
    found.push(...rows.map(({ action_set: set, action_target: target }) => ({ account: target.account, set, target })));
  }
  return found;
}

/** What other sets have in force against some accounts now. */
export async function standingElsewhere(
  casebook: CasebookSession,
  accounts: readonly string[],
  but: string | undefined,
  now: Date,
): Promise<EnforcementRow[]> {
  const all = await enforcementsOf(casebook, accounts);
  return all.filter(
    ({ set, target }) =>
      set.id !== but && target.state === 'applied' && (set.expiresAt === null || set.expiresAt > now),
  );
}

/** Sets that something is to be done about by now. */
export async function dueActionSets({ db }: CasebookSession, now: Date): Promise<string[]> {
  const due = db
    .select({ id: actionTarget.actionSet })
    .from(actionTarget)
    .where(and(eq(actionTarget.state, 'due'), lte(actionTarget.dueAt, now)));
  const rows = await db
    .select({ id: actionSet.id })
    .from(actionSet)
    .where(
      and(
        inArray(actionSet.state, ['executing', 'executed']),
        or(inArray(actionSet.id, due), lte(actionSet.expiresAt, now)),
      ),
    )
    .orderBy(actionSet.id);
  return rows.map(({ id }) => id);
}

/** Lifts whatever is in force against one account, in any set, for a reason of that account alone. @returns ids of the sets */
export async function liftFrom({ db }: CasebookSession, account: string, note: string, now: Date): Promise<string[]> {
  const lifted = await db
    .update(actionTarget)
    .set({ state: 'undone', endedAt: now, note })
    .where(and(eq(actionTarget.account, account), eq(actionTarget.state, 'applied')))
    .returning({ id: actionTarget.actionSet });
  return lifted.map(({ id }) => id);
}
