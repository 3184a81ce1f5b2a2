import { and, eq, inArray, sql } from 'drizzle-orm';
import { chunks } from './chunks.js';
import { incident, incidentFinding, incidentMember, type MemberRow } from './detect-tables.js';
import type { CasebookDatabase } from './session.js';

/** What findings say of an incident; state, decided category and the instant it was opened are kept beside it. */
export type IncidentRow = Omit<
  typeof incident.$inferSelect,
  | 'state'
  | 'openedAt'
  | 'accounts'
  | 'dispositions'
  | 'decidedAt'
  | 'origin'
  | 'worked'
  | 'priority'
  | 'assignee'
  | 'snoozedUntil'
  | 'opinionWanted'
  | 'notes'
  | 'mergedInto'
  | 'splitFrom'
  | 'blind'
> & {
  /** Ascending by account. */
  readonly members: readonly MemberRow[];
  /** Ids of its findings. */
  readonly findings: readonly string[];
};

/** How many incidents were opened, changed, or withdrawn because their findings are gone or belong elsewhere. */
export interface Regrouped {
  readonly opened: number;
  readonly changed: number;
  readonly withdrawn: number;
}

/** A category people decided on outlives what the detector thinks. */
const TOLD = {
  version: sql`excluded.version`,
  category: sql`CASE WHEN ${incident.dispositions} = 0 THEN excluded.category ELSE ${incident.category} END`,
  severity: sql`excluded.severity`,
  firstSeen: sql`excluded.first_seen`,
  lastSeen: sql`excluded.last_seen`,
  score: sql`excluded.score`,
  point: sql`excluded.point`,
  because: sql`excluded.because`,
  accounts: sql`excluded.accounts`,
};

const TOLD_OTHERWISE = sql`
  (incident.version, incident.severity, incident.first_seen, incident.last_seen, incident.score, incident.point, incident.because, incident.accounts)
  IS DISTINCT FROM
  (excluded.version, excluded.severity, excluded.first_seen, excluded.last_seen, excluded.score, excluded.point, excluded.because, excluded.accounts)
  OR (incident.dispositions = 0 AND incident.category <> excluded.category)`;

/**
 * Makes the incidents of some parties what their findings say; rows that say so already stay untouched.
 *
 * @param db       transaction that holds the detector's lock
 * @param known    incidents these parties took part in so far
 * @param found    ids of every finding that was grouped
 * @param derived  incidents they make now
 * @param now      when new ones are opened
 */
export async function writeIncidents(
  db: CasebookDatabase,
  known: readonly { readonly id: string; readonly worked: boolean }[],
  found: readonly string[],
  derived: readonly IncidentRow[],
  now: Date,
): Promise<Regrouped> {
  const before = new Set(known.map(({ id }) => id));
  const stays = new Set(derived.map(({ id }) => id));
  const withdrawn = known.filter(({ id, worked }) => !stays.has(id) && !worked).map(({ id }) => id);
  for (const ids of chunks(withdrawn)) await db.delete(incident).where(inArray(incident.id, ids));

  const rows = derived.map(({ members, findings: _, ...row }) => ({ ...row, accounts: members.length, openedAt: now }));
  const written: string[] = [];
  for (const some of chunks(rows)) {
    const changed = await db
      .insert(incident)
      .values(some)
      .onConflictDoUpdate({ target: incident.id, set: TOLD, setWhere: TOLD_OTHERWISE })
      .returning({ id: incident.id });
    written.push(...changed.map(({ id }) => id));
  }
  await writeMembers(db, derived);
  await writeLinks(db, found, derived);
  const opened = written.filter((id) => !before.has(id)).length;
  return { opened, changed: written.length - opened, withdrawn: withdrawn.length };
}

async function writeMembers(db: CasebookDatabase, derived: readonly IncidentRow[]): Promise<void> {
  const wanted = derived.flatMap(({ id, members }) => members.map((member) => ({ incident: id, ...member })));
  const names = new Set(wanted.map(({ incident: of, account }) => `${of} ${account}`));
  for (const some of chunks(derived)) {
    const ids = some.map(({ id }) => id);
    const kept = await db.select().from(incidentMember).where(inArray(incidentMember.incident, ids));
    for (const { incident: of, account } of kept) {
      if (names.has(`${of} ${account}`)) continue;
      await db.delete(incidentMember).where(and(eq(incidentMember.incident, of), eq(incidentMember.account, account)));
    }
  }
  for (const some of chunks(wanted)) {
    await db
      .insert(incidentMember)
      .values(some)
      .onConflictDoUpdate({
        target: [incidentMember.incident, incidentMember.account],
        set: { tie: sql`excluded.tie`, records: sql`excluded.records` },
        setWhere: sql`(incident_member.tie, incident_member.records) IS DISTINCT FROM (excluded.tie, excluded.records)`,
      });
  }
}

/** A finding that a newer version has overruled belongs to no incident. */
async function writeLinks(
  db: CasebookDatabase,
  found: readonly string[],
  derived: readonly IncidentRow[],
): Promise<void> {
  const links = derived.flatMap(({ id, findings }) => findings.map((finding) => ({ incident: id, finding })));
  const linked = new Set(links.map(({ finding }) => finding));
  for (const ids of chunks(found.filter((id) => !linked.has(id)))) {
    await db.delete(incidentFinding).where(inArray(incidentFinding.finding, ids));
  }
  for (const some of chunks(links)) {
    await db
      .insert(incidentFinding)
      .values(some)
      .onConflictDoUpdate({
        target: incidentFinding.finding,
        set: { incident: sql`excluded.incident` },
        setWhere: sql`incident_finding.incident <> excluded.incident`,
      });
  }
}
