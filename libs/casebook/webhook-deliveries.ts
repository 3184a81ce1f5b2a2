import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Question } from '#usage/question';
import type { Casebook } from './casebook.js';
import { webhookAttempt, webhookDelivery, webhookEndpoint } from './enforcement-tables.js';
import type { CasebookSession } from './session.js';

const DueEndpoint = z.object({ id: z.string(), url: z.string() });

/** A receiver that something is due to. */
export type DueEndpoint = z.infer<typeof DueEndpoint>;

const DueDelivery = z.object({
  event: z.string(),
  /** Made since it was put on the way, the last time. */
  attempts: z.number().int(),
  body: z.string(),
  /** Attempts in the log, those before it was sent again included. */
  logged: z.number().int(),
});

/** A message that is due. */
export type DueDelivery = z.infer<typeof DueDelivery>;

const DeliveryLine = z.object({
  event: z.string(),
  type: z.string(),
  safetyCase: z.string().nullable(),
  state: z.enum(['waiting', 'delivered', 'dead']),
  attempts: z.number().int(),
  dueAt: z.date(),
  log: z.array(
    z.object({
      at: z.string(),
      milliseconds: z.number().int(),
      status: z.number().int().nullable(),
      fault: z.string(),
    }),
  ),
});

/** A delivery with every attempt. */
export type DeliveryLine = z.infer<typeof DeliveryLine>;

const ENDPOINTS: Question<DueEndpoint> = { sql: new URL('./due-endpoints.sql', import.meta.url), row: DueEndpoint };
const DUE: Question<DueDelivery> = { sql: new URL('./due-deliveries.sql', import.meta.url), row: DueDelivery };
const LOG: Question<DeliveryLine> = { sql: new URL('./delivery-log.sql', import.meta.url), row: DeliveryLine };

/** Receivers that something is due to. */
export function dueEndpoints(casebook: CasebookSession, now: Date): Promise<DueEndpoint[]> {
  return casebook.sql(ENDPOINTS, [now]);
}

/** What is due to one receiver, the longest due first. @param most  at most */
export function dueDeliveries(
  casebook: CasebookSession,
  endpoint: string,
  now: Date,
  most: number,
): Promise<DueDelivery[]> {
  return casebook.sql(DUE, [endpoint, now, most]);
}

/** What came of one attempt, and what becomes of the delivery. */
export interface Attempted {
  readonly at: Date;
  readonly milliseconds: number;
  readonly status?: number;
  /** Why there was no status; empty otherwise. */
  readonly fault: string;
  readonly state: 'waiting' | 'delivered' | 'dead';
  /** When it is due again, of those that wait. */
  readonly dueAt?: Date;
  /** The receiver says that it is gone for good: nothing is sent to it any more. */
  readonly endpointGone?: boolean;
}

/** Writes down an attempt and what becomes of the delivery, both or neither. */
export function recordAttempt(
  casebook: Casebook,
  endpoint: string,
  { event, attempts, logged }: DueDelivery,
  { at, milliseconds, status, fault, state, dueAt, endpointGone = false }: Attempted,
): Promise<void> {
  return casebook.transaction('read committed', async ({ db }) => {
    const ordinal = logged + 1;
    await db
      .insert(webhookAttempt)
      .values({ event, endpoint, ordinal, at, milliseconds, status: status ?? null, fault });
    await db
      .update(webhookDelivery)
      .set({ state, attempts: attempts + 1, ...(dueAt === undefined ? {} : { dueAt }) })
      .where(and(eq(webhookDelivery.event, event), eq(webhookDelivery.endpoint, endpoint)));
    if (!endpointGone) return;
    await db
      .update(webhookEndpoint)
      .set({ disabledAt: at, disabledBecause: 'it answered 410: gone for good' })
      .where(eq(webhookEndpoint.id, endpoint));
  });
}

/** What became of the deliveries to a receiver, the latest due first. @param state  only these; absent: all */
export function deliveryLog(
  casebook: CasebookSession,
  endpoint: string,
  state: DeliveryLine['state'] | undefined,
  most: number,
): Promise<DeliveryLine[]> {
  return casebook.sql(LOG, [endpoint, state ?? null, most]);
}

/** Puts dead deliveries to a receiver on the way again, from the first attempt. @returns how many */
export async function sendAgain({ db }: CasebookSession, endpoint: string, now: Date): Promise<number> {
  const again = await db
    .update(webhookDelivery)
    .set({ state: 'waiting', attempts: 0, dueAt: now })
    .where(and(eq(webhookDelivery.endpoint, endpoint), eq(webhookDelivery.state, 'dead')))
    .returning({ event: webhookDelivery.event });
  return again.length;
}
