import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { actionSet } from './action-tables.js';
import { appeal } from './appeal-tables.js';
import { claim, note, referral, secondOpinion, splitMember } from './casework-tables.js';
import { incident } from './detect-tables.js';
import { person } from './people-tables.js';
import type { CasebookSession } from './session.js';

/** A person as others see them. */
export interface PersonName {
  readonly id: string;
  readonly login: string;
  readonly name: string;
}

const NAMED = { id: person.id, login: person.login, name: person.name };

/** An incident's row with everything people have set on it. */
export type IncidentRow = typeof incident.$inferSelect;

/** What people have done about one incident beside deciding it. */
export interface CaseworkFile {
  readonly incident: IncidentRow;
  readonly assignee: PersonName | null;
  /** Whether it still holds is for `libs/casework/claim.ts` to say. */
  readonly claim: { readonly person: PersonName; readonly since: Date; readonly until: Date } | null;
  readonly notes: readonly (typeof note.$inferSelect)[];
  readonly opinions: readonly (typeof secondOpinion.$inferSelect)[];
  readonly referrals: readonly (typeof referral.$inferSelect)[];
  readonly merged: readonly string[];
  readonly splitInto: readonly string[];
  readonly actionSets: readonly string[];
  readonly appeals: readonly string[];
}

/** Locks an incident's row until the transaction ends; undefined when there is none. */
export async function lockIncident({ db }: CasebookSession, id: string): Promise<IncidentRow | undefined> {
  const [row] = await db.select().from(incident).where(eq(incident.id, id)).for('update');
  return row;
}

/** Sets what people decide about the work on an incident; it is never withdrawn from then on. */
export async function setIncident(
  { db }: CasebookSession,
  id: string,
  set: Partial<
    Pick<IncidentRow, 'priority' | 'assignee' | 'snoozedUntil' | 'opinionWanted' | 'notes' | 'mergedInto' | 'accounts'>
  >,
): Promise<void> {
  await db
    .update(incident)
    .set({ ...set, worked: true })
    .where(eq(incident.id, id));
}

/** Everything people have done about one incident; undefined when there is none. */
export async function caseworkOf({ db }: CasebookSession, id: string): Promise<CaseworkFile | undefined> {
  const [row] = await db.select().from(incident).where(eq(incident.id, id));
  if (row === undefined) return undefined;
  const [assignee] =
    row.assignee === null ? [] : await db.select(NAMED).from(person).where(eq(person.id, row.assignee));
  const [held] = await db
    .select({ person: NAMED, since: claim.since, until: claim.until })
    .from(claim)
    .innerJoin(person, eq(person.id, claim.person))
    .where(eq(claim.incident, id));
  const ids = (rows: readonly { id: string }[]) => rows.map((each) => each.id);
  return {
    incident: row,
    assignee: assignee ?? null,
    claim: held ?? null,
    notes: await db.select().from(note).where(eq(note.incident, id)).orderBy(asc(note.ordinal)),
    opinions: await db
      .select()
      .from(secondOpinion)
      .where(eq(secondOpinion.incident, id))
      .orderBy(asc(secondOpinion.ordinal)),
    referrals: await db.select().from(referral).where(eq(referral.incident, id)).orderBy(asc(referral.referredAt)),
    merged: ids(
      await db.select({ id: incident.id }).from(incident).where(eq(incident.mergedInto, id)).orderBy(incident.id),
    ),
    splitInto: ids(
      await db
        .selectDistinct({ id: splitMember.intoIncident })
        .from(splitMember)
        .where(eq(splitMember.incident, id))
        .orderBy(splitMember.intoIncident),
    ),
    actionSets: ids(
      await db
        .select({ id: actionSet.id })
        .from(actionSet)
        .where(eq(actionSet.incident, id))
        .orderBy(desc(actionSet.draftedAt)),
    ),
    appeals: ids(
      await db.select({ id: appeal.id }).from(appeal).where(eq(appeal.incident, id)).orderBy(appeal.filedAt),
    ),
  };
}

/** The claim of an incident, holding or not. */
export async function claimOf({ db }: CasebookSession, id: string): Promise<typeof claim.$inferSelect | undefined> {
  const [row] = await db.select().from(claim).where(eq(claim.incident, id));
  return row;
}

/** Puts a claim in place of the one there is; undefined ends it. */
export async function keepClaim(
  { db }: CasebookSession,
  id: string,
  held: { person: string; since: Date; until: Date } | undefined,
): Promise<void> {
  if (held === undefined) {
    await db.delete(claim).where(eq(claim.incident, id));
    return;
  }
  await db
    .insert(claim)
    .values({ incident: id, ...held })
    .onConflictDoUpdate({ target: claim.incident, set: held });
}

/** Adds a note. @param ordinal  one past the last; the incident's row must be locked */
export async function addNote({ db }: CasebookSession, row: typeof note.$inferInsert): Promise<void> {
  await db.insert(note).values(row);
}

/** The question that waits for an answer, if any. */
export async function openQuestion(
  { db }: CasebookSession,
  id: string,
): Promise<typeof secondOpinion.$inferSelect | undefined> {
  const [row] = await db
    .select()
    .from(secondOpinion)
    .where(and(eq(secondOpinion.incident, id), isNull(secondOpinion.verdict)));
  return row;
}

/** Asks for a second opinion; the incident's row must be locked. */
export async function askOpinion(
  { db }: CasebookSession,
  id: string,
  asked: { askedBy: string; askedAt: Date; question: string },
): Promise<void> {
  const before = await db.$count(secondOpinion, eq(secondOpinion.incident, id));
  await db.insert(secondOpinion).values({ incident: id, ordinal: before + 1, ...asked });
}

/** Answers the open question of an incident. */
export async function giveOpinion(
  { db }: CasebookSession,
  id: string,
  ordinal: number,
  given: { verdict: 'confirmed' | 'dismissed' | 'uncertain'; reason: string; answeredBy: string; answeredAt: Date },
): Promise<void> {
  await db
    .update(secondOpinion)
    .set(given)
    .where(and(eq(secondOpinion.incident, id), eq(secondOpinion.ordinal, ordinal)));
}

export async function addReferral({ db }: CasebookSession, row: typeof referral.$inferInsert): Promise<void> {
  await db.insert(referral).values(row);
}

/** Whether others have gone into an incident. */
export async function hasMerged({ db }: CasebookSession, id: string): Promise<boolean> {
  return (await db.$count(incident, eq(incident.mergedInto, id))) > 0;
}
