import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Question } from '#usage/question';
import type { Casebook } from './casebook.js';
import { discoveryMark } from './discovery-tables.js';
import { lockDetector } from './lock-detector.js';
import type { CasebookSession } from './session.js';

const DiscoveryFinding = z.object({
  id: z.string(),
  campaign: z.string(),
  detector: z.string(),
  windowFrom: z.date(),
  windowUntil: z.date(),
  subject: z.string(),
  score: z.number(),
  because: z.string(),
  numbers: z.record(z.string(), z.number()),
  evidence: z.array(z.string()),
  members: z.array(z.object({ account: z.string(), records: z.number().int(), tie: z.string() })),
});

/** A finding that feeds the list of discoveries. */
export type DiscoveryFinding = z.infer<typeof DiscoveryFinding>;

const Naming = z.object({ detector: z.string(), account: z.string(), from: z.date(), until: z.date() });

/** That a detector names an account, in windows between two instants. */
export type Naming = z.infer<typeof Naming>;

/** What an analyst said of a discovery; later ones stand beside it, never in its place. */
export type DiscoveryMark = typeof discoveryMark.$inferSelect;

const FINDINGS: Question<DiscoveryFinding> = {
  sql: new URL('./discovery-findings.sql', import.meta.url),
  row: DiscoveryFinding,
};

const NAMINGS: Question<Naming> = { sql: new URL('./explaining-findings.sql', import.meta.url), row: Naming };

/** What feeds the list of discoveries, in the order of time; a few findings a day. */
export function discoveryFindings(
  casebook: CasebookSession,
  detectors: readonly string[],
): Promise<DiscoveryFinding[]> {
  return casebook.sql(FINDINGS, [detectors]);
}

/**
 * Which detectors name some of these accounts.
 *
 * @param stretch   windows that overlap it
 * @param accounts  pseudonyms
 * @param but       detectors that do not count
 */
export function namingsOf(
  casebook: CasebookSession,
  { from, until }: { readonly from: Date; readonly until: Date },
  accounts: readonly string[],
  but: readonly string[],
): Promise<Naming[]> {
  return casebook.sql(NAMINGS, [but, from, until, accounts]);
}

/** Every mark there is, in the order they were made. */
export function discoveryMarks({ db }: CasebookSession): Promise<DiscoveryMark[]> {
  return db.select().from(discoveryMark).orderBy(asc(discoveryMark.discovery), asc(discoveryMark.ordinal));
}

/** Writes down what an analyst says of a discovery. */
export function markDiscovery(casebook: Casebook, said: Omit<DiscoveryMark, 'ordinal'>): Promise<DiscoveryMark> {
  return casebook.transaction('read committed', async (tx) => {
    await lockDetector(tx, `discovery ${said.discovery}`);
    const before = await tx.db.select().from(discoveryMark).where(eq(discoveryMark.discovery, said.discovery));
    const mark = { ...said, ordinal: before.length + 1 };
    await tx.db.insert(discoveryMark).values(mark);
    return mark;
  });
}
