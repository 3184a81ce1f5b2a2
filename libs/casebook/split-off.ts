import type { IncidentRow } from './casework.js';
import { setIncident } from './casework.js';
import { splitMember } from './casework-tables.js';
import { chunks } from './chunks.js';
import { incident, incidentMember, type MemberRow } from './detect-tables.js';
import type { CasebookSession } from './session.js';

/**
 * Moves members of an incident into a new one, which is open; the incident's row must be locked.
 *
 * @param part     id of the new incident
 * @param members  those that go, at least one
 */
export async function splitOff(
  tx: CasebookSession,
  whole: IncidentRow,
  part: string,
  members: readonly MemberRow[],
  now: Date,
): Promise<void> {
  const { detector, version, category, severity, subjectKind, subject, firstSeen, lastSeen, score, point } = whole;
  const told = { detector, version, category, severity, subjectKind, subject, firstSeen, lastSeen, score, point };
  const because = `${whole.because}; ${members.length} of its accounts were split off by hand`;
  const made = { origin: 'split' as const, splitFrom: whole.id, worked: true, openedAt: now };
  await tx.db.insert(incident).values({ ...told, ...made, id: part, because, accounts: members.length });
  for (const some of chunks(members)) {
    await tx.db.insert(incidentMember).values(some.map((member) => ({ incident: part, ...member })));
    await tx.db
      .insert(splitMember)
      .values(some.map(({ account }) => ({ incident: whole.id, account, intoIncident: part })));
  }
  await setIncident(tx, whole.id, {});
}
