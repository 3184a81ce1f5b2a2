import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Question } from '#usage/question';
import type { Casebook } from './casebook.js';
import { chunks } from './chunks.js';
import { safetyCase, unannouncedAction, webhookDelivery, webhookEndpoint, webhookEvent } from './enforcement-tables.js';
import type { CasebookSession } from './session.js';

/** One action on one account, in the order of their numbers. */
export type SafetyCaseRow = typeof safetyCase.$inferSelect;

const action = z.enum(['none', 'warning', 'limit', 'suspension', 'ban']);

const UnannouncedAction = z.object({
  actionSet: z.string(),
  account: z.string(),
  state: z.enum(['applied', 'undone', 'expired']),
  action,
  expiresAt: z.date().nullable(),
  category: z.string(),
  at: z.date(),
});

/** An action of a set that was done, undone or has expired, whose case is not written yet. */
export type UnannouncedAction = z.infer<typeof UnannouncedAction>;

const ACTIONS: Question<UnannouncedAction> = {
  sql: new URL('./unannounced-actions.sql', import.meta.url),
  row: UnannouncedAction,
};

/** A case and the message about it. */
export interface Announced {
  readonly filed: Omit<SafetyCaseRow, 'sequence'>;
  readonly event: { readonly id: string; readonly type: string; readonly body: string };
}

/** Accounts whose actions are announced in one transaction. */
const ACTIONS_AT_ONCE = 1_000;

/**
 * Writes the cases of actions that sets have done or undone, and puts their messages on the way.
 *
 * @param announce  pure: what became of one account means
 * @param now       when the deliveries are due
 * @returns         actions that were announced
 */
export function announceActions(
  casebook: Casebook,
  announce: (step: UnannouncedAction) => readonly Announced[],
  now: Date,
): Promise<number> {
  return casebook.transaction('read committed', async (tx) => {
    const waiting = await tx.sql(ACTIONS, [ACTIONS_AT_ONCE]);
    await file(tx, waiting.flatMap(announce), now);
    for (const { actionSet, account, state } of waiting) {
      const { actionSet: set, account: whom, state: what } = unannouncedAction;
      await tx.db.delete(unannouncedAction).where(and(eq(set, actionSet), eq(whom, account), eq(what, state)));
    }
    return waiting.length;
  });
}

async function file({ db }: CasebookSession, announced: readonly Announced[], now: Date): Promise<void> {
  const wanted = await db
    .select({ id: webhookEndpoint.id, types: webhookEndpoint.types })
    .from(webhookEndpoint)
    .where(isNull(webhookEndpoint.removedAt));
  for (const some of chunks(announced)) {
    await db.insert(safetyCase).values(some.map(({ filed }) => filed));
    await db
      .insert(webhookEvent)
      .values(some.map(({ filed, event }) => ({ ...event, safetyCase: filed.id, createdAt: filed.createdAt })));
    const deliveries = some.flatMap(({ event }) =>
      wanted.flatMap(({ id, types }) =>
        types.includes(event.type) ? [{ event: event.id, endpoint: id, dueAt: now }] : [],
      ),
    );
    for (const few of chunks(deliveries)) await db.insert(webhookDelivery).values(few);
  }
}

/** Cases beyond a number, in their order. @param most  at most */
export function casesAfter({ db }: CasebookSession, sequence: number, most: number): Promise<SafetyCaseRow[]> {
  return db
    .select()
    .from(safetyCase)
    .where(gt(safetyCase.sequence, sequence))
    .orderBy(asc(safetyCase.sequence))
    .limit(most);
}

/** @returns undefined when there is no case of that id */
export async function getSafetyCase({ db }: CasebookSession, id: string): Promise<SafetyCaseRow | undefined> {
  const [found] = await db.select().from(safetyCase).where(eq(safetyCase.id, id));
  return found;
}
