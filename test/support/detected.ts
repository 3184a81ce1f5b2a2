import { asc, eq, inArray } from 'drizzle-orm';
import type { Casebook } from '#casebook/casebook';
import { finding, incident, incidentFinding, incidentMember, run } from '#casebook/detect-tables';

/**
 * Every row that a detector has left, as text; what depends on when and how often it was tried is left out.
 *
 * So two casebooks have equal texts when the same windows were judged to the same findings and incidents.
 */
export async function detected({ db }: Casebook, detector: string): Promise<string> {
  const runs = await db.select().from(run).where(eq(run.detector, detector)).orderBy(asc(run.windowUntil), asc(run.id));
  const incidents = await db.select().from(incident).where(eq(incident.detector, detector)).orderBy(asc(incident.id));
  const [ofRuns, ofIncidents] = [runs, incidents].map((rows) => rows.map(({ id }) => id)) as [string[], string[]];
  const findings = await db.select().from(finding).where(inArray(finding.run, ofRuns)).orderBy(asc(finding.id));
  const members = await db
    .select()
    .from(incidentMember)
    .where(inArray(incidentMember.incident, ofIncidents))
    .orderBy(asc(incidentMember.incident), asc(incidentMember.account));
  const links = await db
    .select()
    .from(incidentFinding)
    .where(inArray(incidentFinding.incident, ofIncidents))
    .orderBy(asc(incidentFinding.finding));
  const judged = runs.map(({ attempt: _, startedAt: __, finishedAt: ___, ...row }) => row);
  const opened = incidents.map(({ openedAt: _, ...row }) => row);
  return [judged, findings, opened, members, links].map((rows) => JSON.stringify(rows)).join('\n');
}
