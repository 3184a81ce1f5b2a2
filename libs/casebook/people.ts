import { and, asc, count, eq, getTableColumns, isNull, ne, sql } from 'drizzle-orm';
import { keptOf, newToken } from './one-time-token.js';
import { person, session, signInLink } from './people-tables.js';
import type { CasebookSession } from './session.js';

const { password: _password, ...SHOWN } = getTableColumns(person);

/** What is shown of a person; never the password's hash. */
export type Person = Omit<typeof person.$inferSelect, 'password'>;

/** A link to choose a password by; the token is shown once. */
export interface MadeLink {
  readonly token: string;
  readonly expiresAt: Date;
}

/** What a link that still works is for. */
export interface LinkFor {
  readonly purpose: 'first_admin' | 'password';
  readonly person: Person | null;
  readonly expiresAt: Date;
}

/** Everybody there ever was, by login. */
export function listPeople({ db }: CasebookSession): Promise<Person[]> {
  return db.select(SHOWN).from(person).orderBy(asc(person.login));
}

/** Whether nobody was ever added: then a link for the first admin is due. */
export async function nobodyYet({ db }: CasebookSession): Promise<boolean> {
  const [row] = await db.select({ n: count() }).from(person);
  return row?.n === 0;
}

export async function personById({ db }: CasebookSession, id: string): Promise<Person | undefined> {
  const [found] = await db.select(SHOWN).from(person).where(eq(person.id, id));
  return found;
}

export async function personByLogin({ db }: CasebookSession, login: string): Promise<Person | undefined> {
  const [found] = await db.select(SHOWN).from(person).where(eq(person.login, login));
  return found;
}

/** Whom a provider of OpenID Connect knows by this subject. */
export async function personByProvider(
  { db }: CasebookSession,
  issuer: string,
  subject: string,
): Promise<Person | undefined> {
  const [found] = await db
    .select(SHOWN)
    .from(person)
    .where(and(eq(person.oidcIssuer, issuer), eq(person.oidcSubject, subject)));
  return found;
}

/** A person who may sign in by password, with what is kept of it; undefined when there is nobody of that login. */
export async function passwordOf(
  { db }: CasebookSession,
  login: string,
): Promise<{ person: Person; kept: string | null } | undefined> {
  const [found] = await db.select().from(person).where(eq(person.login, login));
  if (found === undefined) return undefined;
  const { password: kept, ...shown } = found;
  return { person: shown, kept };
}

/**
 * Adds somebody.
 *
 * @returns undefined when the login is taken
 */
export async function addPerson(
  { db }: CasebookSession,
  wanted: Pick<Person, 'login' | 'name' | 'role' | 'createdAt'> & Partial<Pick<Person, 'oidcIssuer' | 'oidcSubject'>>,
): Promise<Person | undefined> {
  const [added] = await db.insert(person).values(wanted).onConflictDoNothing({ target: person.login }).returning(SHOWN);
  return added;
}

/** Locks everybody's row, so that two changes at once cannot leave the installation without an admin. */
export async function lockPeople({ db }: CasebookSession): Promise<void> {
  await db.execute(sql`LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE`);
}

/** Admins who may sign in, beside one person. */
export async function otherAdmins({ db }: CasebookSession, id: string): Promise<number> {
  const others = and(eq(person.role, 'admin'), isNull(person.disabledAt), ne(person.id, id));
  const [row] = await db.select({ n: count() }).from(person).where(others);
  return row?.n ?? 0;
}

export async function setRole({ db }: CasebookSession, id: string, role: Person['role']): Promise<void> {
  await db.update(person).set({ role }).where(eq(person.id, id));
}

/** Lets a person in no more, or again. */
export async function setDisabled({ db }: CasebookSession, id: string, at: Date | null): Promise<void> {
  await db.update(person).set({ disabledAt: at }).where(eq(person.id, id));
}

export async function setPassword({ db }: CasebookSession, id: string, kept: string | null): Promise<void> {
  await db.update(person).set({ password: kept }).where(eq(person.id, id));
}

export async function recordSignIn({ db }: CasebookSession, id: string, at: Date): Promise<void> {
  await db.update(person).set({ lastSignedInAt: at }).where(eq(person.id, id));
}

/**
 * Makes a link that works once; earlier ones for the same person, or for the first admin, end.
 *
 * @param id  whose password it is for; null: the first admin's
 */
export async function makeLink(
  { db }: CasebookSession,
  id: string | null,
  now: Date,
  expiresAt: Date,
): Promise<MadeLink> {
  const same = id === null ? isNull(signInLink.person) : eq(signInLink.person, id);
  await db
    .update(signInLink)
    .set({ endedAt: now })
    .where(and(same, isNull(signInLink.endedAt)));
  const { token, kept } = newToken();
  const purpose = id === null ? 'first_admin' : 'password';
  await db.insert(signInLink).values({ token: kept, purpose, person: id, createdAt: now, expiresAt });
  return { token, expiresAt };
}

/** What a link is for; undefined when it never was, was used, or has expired. */
export async function linkFor(casebook: CasebookSession, token: string, now: Date): Promise<LinkFor | undefined> {
  const found = await liveLink(casebook, token, now);
  if (found === undefined) return undefined;
  const { purpose, expiresAt } = found;
  const of = found.person === null ? null : ((await personById(casebook, found.person)) ?? null);
  return { purpose, person: of, expiresAt };
}

/** Uses a link up. @returns what it was for; undefined when it did not work, or somebody else was faster */
export async function useLink(casebook: CasebookSession, token: string, now: Date): Promise<LinkFor | undefined> {
  const found = await linkFor(casebook, token, now);
  if (found === undefined) return undefined;
  const used = await casebook.db
    .update(signInLink)
    .set({ endedAt: now })
    .where(and(eq(signInLink.token, keptOf(token)), isNull(signInLink.endedAt)))
    .returning({ purpose: signInLink.purpose });
  return used.length === 0 ? undefined : found;
}

/** Ends every session of a person, but perhaps one. */
export async function endSessionsOf({ db }: CasebookSession, id: string, now: Date, but?: Buffer): Promise<void> {
  const others = but === undefined ? undefined : ne(session.token, but);
  await db
    .update(session)
    .set({ endedAt: now })
    .where(and(eq(session.person, id), isNull(session.endedAt), others));
}

async function liveLink({ db }: CasebookSession, token: string, now: Date) {
  const [found] = await db
    .select()
    .from(signInLink)
    .where(eq(signInLink.token, keptOf(token)));
  if (found === undefined || found.endedAt !== null || found.expiresAt <= now) return undefined;
  return found;
}
