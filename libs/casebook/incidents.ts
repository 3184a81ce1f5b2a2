import { asc, count, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Question } from '#usage/question';
import type { Casebook } from './casebook.js';
import { actAsDecided } from './decided-action-set.js';
import { disposition, incident, type MemberRow, regroup } from './detect-tables.js';
import { askIncidents, type ListedUpTo } from './incident-list.js';
import { lockDetector } from './lock-detector.js';
import type { CasebookSession } from './session.js';

/** Columns of an incident that every list has. */
export const IncidentSchema = z.object({
  id: z.string(),
  detector: z.string(),
  version: z.number().int(),
  category: z.string(),
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  state: z.enum(['open', 'confirmed', 'dismissed', 'uncertain']),
  subjectKind: z.enum(['account', 'key', 'network', 'campaign']),
  subject: z.string(),
  openedAt: z.date(),
  firstSeen: z.date(),
  lastSeen: z.date(),
  score: z.number(),
  point: z.enum(['report', 'act']),
  because: z.string(),
  accounts: z.number().int(),
  dispositions: z.number().int(),
  decidedAt: z.date().nullable(),
  /** Whether its detector, score and sentence are withheld from reviewers; see `libs/casework/blind-review.ts`. */
  blind: z.boolean(),
});

/** An incident as a list shows it. */
export type IncidentLine = z.infer<typeof IncidentSchema>;

const IncidentFinding = z.object({
  id: z.string(),
  version: z.number().int(),
  mode: z.enum(['scheduled', 'retro']),
  windowFrom: z.date(),
  windowUntil: z.date(),
  score: z.number(),
  point: z.enum(['report', 'act']),
  because: z.string(),
  numbers: z.record(z.string(), z.number()),
  evidence: z.array(z.string()),
});

/** A decision as it is kept for ever. */
export type DispositionRow = Omit<typeof disposition.$inferSelect, 'incident'>;

/** An incident with everything known of it. */
export interface IncidentFile extends IncidentLine {
  readonly origin: 'findings' | 'split' | 'sample';
  readonly mergedInto: string | null;
  readonly members: readonly MemberRow[];
  /** Latest first, at most 200. */
  readonly findings: readonly z.infer<typeof IncidentFinding>[];
  /** In the order they were made. */
  readonly decisions: readonly DispositionRow[];
}

/** Which incidents to list; whatever is absent is not asked for. */
export interface IncidentFilter {
  readonly state?: IncidentLine['state'];
  readonly category?: string;
  readonly detector?: string;
  /** Pseudonyms of accounts of which any takes part; one account has several over a rotation of pseudonyms. */
  readonly accounts?: readonly string[];
  /** Where the page before this one ended. */
  readonly cursor?: string;
  /** Incidents at most, 1 to 1,000; 50 when absent. */
  readonly limit?: number;
}

/** A page of incidents, latest seen first. */
export interface IncidentPage {
  readonly incidents: readonly IncidentLine[];
  /** Asks for the next page; absent on the last. */
  readonly cursor?: string;
}

/** Findings shown of one incident; a person reads the latest and the counts. */
const MOST_FINDINGS = 200;

const FINDINGS: Question<z.infer<typeof IncidentFinding>> = {
  sql: new URL('./incident-findings.sql', import.meta.url),
  row: IncidentFinding,
};

const MEMBERS: Question<MemberRow> = {
  sql: new URL('./case-members.sql', import.meta.url),
  row: z.object({ account: z.string(), records: z.number(), tie: z.string() }),
};

/**
 * Lists incidents, latest seen first.
 *
 * @throws {RangeError} when the limit is out of bounds or the cursor is none of ours
 */
export async function listIncidents(casebook: CasebookSession, filter: IncidentFilter): Promise<IncidentPage> {
  const { state, category, detector, accounts, cursor, limit = 50 } = filter;
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= 1_000)) {
    throw new RangeError('listIncidents requires a limit from 1 to 1000');
  }
  const asked = {
    states: state === undefined ? undefined : [state],
    categories: category === undefined ? undefined : [category],
    detectors: detector === undefined ? undefined : [detector],
    accounts,
  };
  const after = cursor === undefined ? {} : { after: readCursor(cursor) };
  const page = { order: 'latest', ...after, withMerged: true, most: limit + 1 } as const;
  const rows = await askIncidents(casebook, IncidentSchema, asked, page);
  const incidents = rows.slice(0, limit);
  const last = incidents.at(-1);
  return rows.length > limit && last !== undefined ? { incidents, cursor: writeCursor(last) } : { incidents };
}

/**
 * Everything known of one incident.
 *
 * @param id  32 hex digits
 * @returns   undefined when there is none
 */
export async function getIncident(casebook: CasebookSession, id: string): Promise<IncidentFile | undefined> {
  const { db } = casebook;
  const [line] = await db.select().from(incident).where(eq(incident.id, id));
  if (line === undefined) return undefined;
  const members = await caseMembers(casebook, id);
  const findings = await casebook.sql(FINDINGS, [id, MOST_FINDINGS]);
  return { ...line, members, findings, decisions: await decisionsOf(casebook, id) };
}

/** Accounts of an incident and of those that have gone into it, ascending; without those split off. */
export function caseMembers(casebook: CasebookSession, id: string): Promise<MemberRow[]> {
  return casebook.sql(MEMBERS, [id]);
}

async function decisionsOf({ db }: CasebookSession, id: string): Promise<DispositionRow[]> {
  const rows = await db
    .select()
    .from(disposition)
    .where(eq(disposition.incident, id))
    .orderBy(asc(disposition.ordinal));
  return rows.map(({ incident: _, ...row }) => row);
}

/** How many incidents stand in each state. */
export async function countIncidents({ db }: CasebookSession): Promise<Record<IncidentLine['state'], number>> {
  const rows = await db.select({ state: incident.state, n: count() }).from(incident).groupBy(incident.state);
  const counts = { open: 0, confirmed: 0, dismissed: 0, uncertain: 0 };
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

/** Makes the next disposition of an incident, or says why not; see `libs/incident/life-cycle.ts`. */
export type Decide = (standing: {
  readonly state: IncidentLine['state'];
  readonly category: string;
  readonly action?: DispositionRow['action'];
}) => { readonly disposition: Omit<DispositionRow, 'ordinal'> } | { readonly refused: string };

/** What became of a decision. */
export type Decision =
  | { readonly outcome: 'decided'; readonly incident: IncidentFile }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'unknown' }
  /** Somebody has decided since the incident was looked at. */
  | { readonly outcome: 'overtaken'; readonly incident: IncidentFile };

/**
 * Writes down a person's decision and does the action it names, unless somebody else has decided since that person looked.
 *
 * @param casebook  where incidents are
 * @param id        of the incident
 * @param seen      dispositions the person saw; undefined decides upon whatever stands
 * @param decide    pure
 * @param after     what else belongs to the decision, in its transaction, such as its entry in the audit log
 * @returns         the incident as it then stands, or why nothing was written
 */
export function decideIncident(
  casebook: Casebook,
  id: string,
  seen: number | undefined,
  decide: Decide,
  after: (tx: CasebookSession, made: Omit<DispositionRow, 'ordinal'>) => Promise<unknown> = async () => undefined,
): Promise<Decision> {
  return casebook.transaction('read committed', async (tx) => {
    const [named] = await tx.db.select({ detector: incident.detector }).from(incident).where(eq(incident.id, id));
    if (named === undefined) return { outcome: 'unknown' };
    await lockDetector(tx, named.detector);
    const file = await getIncident(tx, id);
    if (file === undefined) return { outcome: 'unknown' };
    if (seen !== undefined && seen !== file.decisions.length) return { outcome: 'overtaken', incident: file };
    const last = file.decisions.at(-1);
    const { state, category } = file;
    const next = decide(last === undefined ? { state, category } : { state, category, action: last.action });
    if ('refused' in next) return { outcome: 'refused', reason: next.refused };
    const ordinal = file.decisions.length + 1;
    const { disposition: made } = next;
    await tx.db.insert(disposition).values({ incident: id, ordinal, ...made });
    await actAsDecided(tx, file, { ordinal, ...made });
    await tx.db
      .update(incident)
      .set({
        worked: true,
        state: made.verdict,
        category: made.category,
        dispositions: ordinal,
        decidedAt: made.decidedAt,
      })
      .where(eq(incident.id, id));
    // Where an incident ends depends on when it was decided.
    if (file.origin !== 'findings') {
      await after(tx, made);
      return decidedAs(tx, id);
    }
    const party = `${file.members.length > 0 ? 'account' : file.subjectKind}:${file.members[0]?.account ?? file.subject}`;
    await tx.db.insert(regroup).values({ detector: file.detector, party }).onConflictDoNothing();
    await after(tx, made);
    return decidedAs(tx, id);
  });
}

async function decidedAs(tx: CasebookSession, id: string): Promise<Decision> {
  const decided = await getIncident(tx, id);
  if (decided === undefined) throw new TypeError('decideIncident requires the incident it has just written');
  return { outcome: 'decided', incident: decided };
}

function writeCursor({ lastSeen, id }: IncidentLine): string {
  return Buffer.from(`${lastSeen.toISOString()} ${id}`).toString('base64url');
}

function readCursor(cursor: string): ListedUpTo {
  const [, lastSeen, id] =
    /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([0-9a-f]{32})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (lastSeen === undefined || id === undefined || Number.isNaN(Date.parse(lastSeen)))
    throw new RangeError('listIncidents requires a cursor that it gave out');
  return [null, lastSeen, id];
}
