import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Question } from '#usage/question';
import type { Casebook } from './casebook.js';
import { chunks } from './chunks.js';
import { incident, incidentMember } from './detect-tables.js';
import { auditItem, auditSample, auditStratum } from './sample-tables.js';
import type { CasebookSession } from './session.js';

const stratum = z.enum(['act', 'report', 'shadow', 'none']);

/** The strongest thing a detector said of an account in a week; `none` when nothing did. */
export type Stratum = z.infer<typeof stratum>;

const Flagged = z.object({ account: z.string(), stratum });

const StratumLabels = z.object({
  week: z.string(),
  stratum,
  population: z.number().int(),
  drawn: z.number().int(),
  presumed: z.number(),
  confirmed: z.number().int(),
  dismissed: z.number().int(),
  uncertain: z.number().int(),
  unlabelled: z.number().int(),
});

/** One stratum of one week, and what people have said so far of those drawn. */
export type StratumLabels = z.infer<typeof StratumLabels>;

const FLAGGED: Question<z.infer<typeof Flagged>> = {
  sql: new URL('./flagged-accounts.sql', import.meta.url),
  row: Flagged,
};
const LABELS: Question<StratumLabels> = { sql: new URL('./sample-labels.sql', import.meta.url), row: StratumLabels };
const MIX_IN: Question<{ id: string }> = {
  sql: new URL('./mix-in.sql', import.meta.url),
  row: z.object({ id: z.string() }),
};

/** Accounts that detectors named in windows that ended after `from` and no later than `until`. */
export function flaggedAccounts(
  casebook: CasebookSession,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<z.infer<typeof Flagged>[]> {
  return casebook.sql(FLAGGED, [from, until]);
}

/** What was drawn and what has been said of it. @param week  such as `2026-W40`; absent: every week */
export function sampleLabels(casebook: CasebookSession, week?: string): Promise<StratumLabels[]> {
  return casebook.sql(LABELS, [week ?? null]);
}

/** A draw as it is kept. */
export type SampleRow = typeof auditSample.$inferSelect;

/** @returns undefined when the week has not been drawn */
export async function getSample({ db }: CasebookSession, week: string): Promise<SampleRow | undefined> {
  const [found] = await db.select().from(auditSample).where(eq(auditSample.week, week));
  return found;
}

/** An account that was drawn, and the incident that it is reviewed as. */
export interface DrawnItem {
  readonly account: string;
  readonly stratum: Stratum;
  readonly probability: number;
  readonly records: number;
  readonly incident: Omit<typeof incident.$inferInsert, 'origin' | 'blind' | 'accounts'>;
}

/**
 * Keeps a draw and puts its items into the queue, with as many of the detectors' own incidents beside them; all or nothing.
 *
 * @param after  what else belongs to the draw, in its transaction, such as its entry in the audit log
 * @returns      false when the week was drawn before; nothing changes then
 */
export function keepSample(
  casebook: Casebook,
  sample: SampleRow,
  strata: readonly Omit<typeof auditStratum.$inferInsert, 'week'>[],
  items: readonly DrawnItem[],
  after: (tx: CasebookSession) => Promise<unknown>,
): Promise<boolean> {
  const { week, weekFrom, weekUntil, seed } = sample;
  return casebook.transaction('read committed', async (tx) => {
    const kept = await tx.db.insert(auditSample).values(sample).onConflictDoNothing().returning();
    if (kept.length === 0) return false;
    await tx.db.insert(auditStratum).values(strata.map((each) => ({ week, ...each })));
    for (const some of chunks(items)) {
      await tx.db
        .insert(incident)
        .values(some.map((item) => ({ ...item.incident, origin: 'sample' as const, blind: true, accounts: 1 })));
      await tx.db
        .insert(incidentMember)
        .values(
          some.map(({ account, records, incident: { id } }) => ({ incident: id, account, tie: 'itself', records })),
        );
      await tx.db.insert(auditItem).values(
        some.map(({ account, stratum, probability, incident: { id } }) => ({
          week,
          account,
          stratum,
          probability,
          incident: id,
        })),
      );
    }
    const drawn = items.map(({ account }) => account);
    await tx.sql(MIX_IN, [weekFrom, weekUntil, drawn, seed, items.length]);
    await after(tx);
    return true;
  });
}
