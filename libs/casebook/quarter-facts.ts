import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Question } from '#usage/question';
import { incident } from './detect-tables.js';
import type { CasebookSession } from './session.js';

const ConfirmedRow = z.object({
  incident: z.string(),
  category: z.string(),
  /** Version of the code list it was decided in. */
  policy_version: z.string(),
  action: z.enum(['none', 'warning', 'limit', 'suspension', 'ban']),
  /** Milliseconds since 1970, as all of these: a million dates take longer to make than all else about the rows. */
  decided_at: z.number(),
  /** First decision that did something. */
  acted_at: z.number().nullable(),
  detector: z.string(),
  first_seen: z.number(),
  is_referred: z.boolean(),
  accounts: z.array(z.string()),
});

/**
 * Every incident that stands confirmed by a decision before an instant, with its accounts.
 *
 * Asked in one repeatable-read transaction with the others, so that all are of one moment.
 */
export const confirmedIncidents: Question<z.infer<typeof ConfirmedRow>> = {
  sql: new URL('./confirmed-incidents.sql', import.meta.url),
  row: ConfirmedRow,
};

const FlowRow = z.object({
  id: z.string(),
  account: z.string(),
  outcome: z.enum(['upheld', 'reversed', 'open', 'overdue', 'own']),
  /** Whether the account was suspended or banned, not only warned or limited. */
  closes_account: z.boolean(),
  at: z.date(),
});

/** What became of appeals within a quarter, and what was undone without one. */
export const appealFlows: Question<z.infer<typeof FlowRow>> = {
  sql: new URL('./appeal-flows.sql', import.meta.url),
  row: FlowRow,
};

const ReviewRow = z.object({
  incident: z.string(),
  verdict: z.enum(['confirmed', 'dismissed', 'uncertain']),
  category: z.string(),
  policy_version: z.string(),
  decided_at: z.date(),
  accounts: z.array(z.string()),
});

/** How the pieces of the random sample were judged within a quarter. */
export const reviewedPieces: Question<z.infer<typeof ReviewRow>> = {
  sql: new URL('./reviewed-pieces.sql', import.meta.url),
  row: ReviewRow,
};

/** @returns whether any piece of a random sample was ever drawn for review */
export async function hasRandomSample({ db }: CasebookSession): Promise<boolean> {
  const found = await db.select({ id: incident.id }).from(incident).where(eq(incident.origin, 'sample')).limit(1);
  return found.length > 0;
}
