import { and, eq, isNotNull } from 'drizzle-orm';
import { draftActionSet } from './action-sets.js';
import { actionSet, actionTarget } from './action-tables.js';
import type { disposition } from './detect-tables.js';
import type { CasebookSession } from './session.js';

/** What a disposition says is to be done. */
type Decided = Pick<typeof disposition.$inferSelect, 'ordinal' | 'action' | 'reason' | 'decidedBy' | 'decidedAt'>;

/** Whom it is to be done to. */
interface Concerned {
  readonly id: string;
  readonly members: readonly { readonly account: string }[];
}

/**
 * Does what a disposition says, as an action set of its own: cases, verdicts, messages and undoing know action sets alone.
 *
 * It takes the place of the set of the disposition before it. That one has expired where another action follows it, and is
 * undone, as a mistake is, where none does. A disposition that repeats the action leaves it in force.
 *
 * @param tx       the transaction that writes the disposition
 * @param incident  with its members, none split off
 */
export async function actAsDecided(tx: CasebookSession, incident: Concerned, made: Decided): Promise<void> {
  const { action, reason, decidedBy, decidedAt, ordinal } = made;
  const [former] = await tx.db
    .select()
    .from(actionSet)
    .where(and(eq(actionSet.incident, incident.id), eq(actionSet.state, 'executed'), isNotNull(actionSet.disposition)));
  if (former?.action === action) return;
  const accounts = incident.members.map(({ account }) => account);
  if (action !== 'none' && accounts.length > 0) {
    const drafted = { incident: incident.id, action, reason, disposition: ordinal, draftedBy: decidedBy };
    const done = { state: 'executed' as const, percent: 100, executedBy: decidedBy, executedAt: decidedAt };
    const id = await draftActionSet(tx, { ...drafted, ...done, draftedAt: decidedAt }, accounts);
    // A change of state is what is told of, by whoever writes cases and by the outbox.
    await tx.db
      .update(actionTarget)
      .set({ state: 'applied', appliedAt: decidedAt })
      .where(eq(actionTarget.actionSet, id));
  }
  if (former === undefined) return;
  const over = action === 'none' ? 'undone' : 'expired';
  const ended = { state: over, endedAt: decidedAt } as const;
  await tx.db
    .update(actionSet)
    .set({ ...ended, endedBy: decidedBy })
    .where(eq(actionSet.id, former.id));
  await tx.db
    .update(actionTarget)
    .set(ended)
    .where(and(eq(actionTarget.actionSet, former.id), eq(actionTarget.state, 'applied')));
}
