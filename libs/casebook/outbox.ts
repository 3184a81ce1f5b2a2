import { asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Casebook } from './casebook.js';
import { BACKUP_LEASE } from './lease.js';
import { outbox } from './outbox-tables.js';
import type { CasebookSession } from './session.js';

/** Something that has happened to an incident, as the casebook wrote it down in the transaction that did it. */
export type OutboxFact = Omit<typeof outbox.$inferSelect, 'batch'>;

/** Facts that go to the warehouse together, always the same ones under the same token. */
export interface OutboxBatch {
  /** 32 hex digits. */
  readonly token: string;
  /** In the order of their numbers, at least one. */
  readonly facts: readonly OutboxFact[];
}

/**
 * The batch that somebody took before and did not acknowledge, or else a new one of the earliest facts.
 *
 * Facts are marked rather than counted from a number on, so that a transaction that commits late falls into a later
 * batch instead of into a gap.
 *
 * @param token  of a new batch: 32 hex digits that no batch had before
 * @param most   facts at most
 * @returns      undefined when everything has been told
 */
export function takeBatch(casebook: Casebook, token: string, most: number): Promise<OutboxBatch | undefined> {
  return casebook.transaction('read committed', async (tx) => {
    await waitForBackup(tx);
    const [left] = await tx.db
      .select({ token: outbox.batch })
      .from(outbox)
      .where(isNotNull(outbox.batch))
      .orderBy(asc(outbox.batch), asc(outbox.sequence))
      .limit(1);
    const named = left?.token ?? token;
    if (left === undefined) await mark(tx, token, most);
    const facts = await tx.db.select().from(outbox).where(eq(outbox.batch, named)).orderBy(asc(outbox.sequence));
    return facts.length === 0 ? undefined : { token: named, facts: facts.map(({ batch: _, ...fact }) => fact) };
  });
}

/** No new batch while a backup is taken: the warehouse it copies later would know facts that the casebook in it does not. */
async function waitForBackup({ db }: CasebookSession): Promise<void> {
  await db.execute(sql`SELECT pg_advisory_xact_lock_shared(hashtextextended(${BACKUP_LEASE}, 1))`);
}

async function mark({ db }: CasebookSession, token: string, most: number): Promise<void> {
  const waiting = await db
    .select({ sequence: outbox.sequence })
    .from(outbox)
    .where(isNull(outbox.batch))
    .orderBy(asc(outbox.sequence))
    .limit(most)
    .for('update', { skipLocked: true });
  const sequences = waiting.map(({ sequence }) => sequence);
  if (sequences.length > 0) await db.update(outbox).set({ batch: token }).where(inArray(outbox.sequence, sequences));
}

/** Lets go of a batch that the warehouse has; a second time changes nothing. */
export async function acknowledgeBatch({ db }: CasebookSession, token: string): Promise<void> {
  await db.delete(outbox).where(eq(outbox.batch, token));
}
