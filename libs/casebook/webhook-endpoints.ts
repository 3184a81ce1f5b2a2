import { and, asc, desc, eq, gt, isNull, max, or } from 'drizzle-orm';
import { webhookDelivery, webhookEndpoint, webhookSecret } from './enforcement-tables.js';
import type { CasebookSession } from './session.js';

/** Who is told of actions; never with a secret. */
export type WebhookEndpoint = typeof webhookEndpoint.$inferSelect;

/** What somebody wants told, and the secret it is signed with, sealed. */
export interface WantedEndpoint
  extends Pick<WebhookEndpoint, 'url' | 'description' | 'types' | 'createdBy' | 'createdAt'> {
  readonly sealed: Buffer;
}

/** Registers a receiver; call it on a transaction. */
export async function addEndpoint(
  { db }: CasebookSession,
  { sealed, ...wanted }: WantedEndpoint,
): Promise<WebhookEndpoint> {
  const [added] = await db.insert(webhookEndpoint).values(wanted).returning();
  if (added === undefined) throw new TypeError('addEndpoint requires table webhook_endpoint to keep its row');
  await db.insert(webhookSecret).values({ endpoint: added.id, ordinal: 1, sealed, createdAt: wanted.createdAt });
  return added;
}

/** Every receiver that was not removed, in the order they were registered. */
export function listEndpoints({ db }: CasebookSession): Promise<WebhookEndpoint[]> {
  return db
    .select()
    .from(webhookEndpoint)
    .where(isNull(webhookEndpoint.removedAt))
    .orderBy(asc(webhookEndpoint.createdAt), webhookEndpoint.id);
}

/** @returns undefined when there is none of that id, a UUID, or it was removed */
export async function getEndpoint({ db }: CasebookSession, id: string): Promise<WebhookEndpoint | undefined> {
  const [found] = await db
    .select()
    .from(webhookEndpoint)
    .where(and(eq(webhookEndpoint.id, id), isNull(webhookEndpoint.removedAt)));
  return found;
}

/**
 * Gives a receiver a further secret; those before it hold until the overlap ends, and no longer than they did.
 *
 * Call it on a transaction.
 *
 * @param overlapUntil  when the former secret ends
 * @returns             undefined when there is no such receiver
 */
export async function rotateSecret(
  session: CasebookSession,
  id: string,
  sealed: Buffer,
  now: Date,
  overlapUntil: Date,
): Promise<WebhookEndpoint | undefined> {
  const { db } = session;
  const [found] = await db.select().from(webhookEndpoint).where(eq(webhookEndpoint.id, id)).for('update');
  if (found === undefined || found.removedAt !== null) return undefined;
  const [{ last } = { last: null }] = await db
    .select({ last: max(webhookSecret.ordinal) })
    .from(webhookSecret)
    .where(eq(webhookSecret.endpoint, id));
  await db
    .update(webhookSecret)
    .set({ expiresAt: overlapUntil })
    .where(
      and(
        eq(webhookSecret.endpoint, id),
        or(isNull(webhookSecret.expiresAt), gt(webhookSecret.expiresAt, overlapUntil)),
      ),
    );
  await db.insert(webhookSecret).values({ endpoint: id, ordinal: (last ?? 0) + 1, sealed, createdAt: now });
  return found;
}

/** Secrets of a receiver that hold at an instant, the latest first. */
export async function secretsOf({ db }: CasebookSession, id: string, now: Date): Promise<Buffer[]> {
  const rows = await db
    .select({ sealed: webhookSecret.sealed })
    .from(webhookSecret)
    .where(and(eq(webhookSecret.endpoint, id), or(isNull(webhookSecret.expiresAt), gt(webhookSecret.expiresAt, now))))
    .orderBy(desc(webhookSecret.ordinal));
  return rows.map(({ sealed }) => sealed);
}

/** Stops sending to a receiver, or goes on; what waits, waits meanwhile. @param because  null goes on */
export async function setDisabled(
  session: CasebookSession,
  id: string,
  because: string | null,
  now: Date,
): Promise<WebhookEndpoint | undefined> {
  await session.db
    .update(webhookEndpoint)
    .set(because === null ? { disabledAt: null, disabledBecause: null } : { disabledAt: now, disabledBecause: because })
    .where(eq(webhookEndpoint.id, id));
  return getEndpoint(session, id);
}

/** Removes a receiver for good; what waited for it is given up. @returns undefined when there is no such receiver */
export async function removeEndpoint(
  session: CasebookSession,
  id: string,
  removedBy: string,
  removedAt: Date,
): Promise<WebhookEndpoint | undefined> {
  const found = await getEndpoint(session, id);
  if (found === undefined) return undefined;
  const { db } = session;
  await db.update(webhookEndpoint).set({ removedBy, removedAt }).where(eq(webhookEndpoint.id, id));
  await db
    .update(webhookDelivery)
    .set({ state: 'dead' })
    .where(and(eq(webhookDelivery.endpoint, id), eq(webhookDelivery.state, 'waiting')));
  return found;
}
