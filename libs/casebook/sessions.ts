import { and, eq, isNull, lt } from 'drizzle-orm';
import { keptOf, newToken } from './one-time-token.js';
import type { Person } from './people.js';
import { person, session, signInFailure } from './people-tables.js';
import type { CasebookSession } from './session.js';

/** Who is signed in, since when and until when. */
export interface PersonSession {
  /** What is kept of the cookie. */
  readonly kept: Buffer;
  readonly person: Person;
  readonly beganAt: Date;
  readonly lastSeenAt: Date;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
}

/** Milliseconds; when somebody was seen last need not cost a write with each request. */
const SEEN_EVERY = 60_000;

/** Days after which an ended session is forgotten; the audit log has kept that there was one. */
const KEPT_DAYS = 30;

/** Begins a session. @returns the secret of its cookie, here and nowhere else */
export async function beginSession(
  { db }: CasebookSession,
  id: string,
  now: Date,
  endsAt: Date,
): Promise<{ token: string; kept: Buffer }> {
  const made = newToken();
  const old = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  await db.delete(session).where(lt(session.endsAt, old));
  await db.insert(session).values({ token: made.kept, person: id, beganAt: now, lastSeenAt: now, endsAt });
  return made;
}

/** The session of a cookie, whether it holds or not; see `libs/casework/session-life.ts`. */
export async function sessionOf({ db }: CasebookSession, token: string): Promise<PersonSession | undefined> {
  const [found] = await db
    .select()
    .from(session)
    .innerJoin(person, eq(person.id, session.person))
    .where(eq(session.token, keptOf(token)));
  if (found === undefined) return undefined;
  const { password: _, ...shown } = found.person;
  const { token: kept, person: _id, ...rest } = found.session;
  return { kept, person: shown, ...rest };
}

/** Writes down that somebody was here, at most once a minute. */
export async function seeSession({ db }: CasebookSession, seen: PersonSession, now: Date): Promise<void> {
  if (now.getTime() - seen.lastSeenAt.getTime() < SEEN_EVERY) return;
  await db
    .update(session)
    .set({ lastSeenAt: now })
    .where(and(eq(session.token, seen.kept), lt(session.lastSeenAt, now)));
}

export async function endSession({ db }: CasebookSession, kept: Buffer, now: Date): Promise<void> {
  await db
    .update(session)
    .set({ endedAt: now })
    .where(and(eq(session.token, kept), isNull(session.endedAt)));
}

/** Failures of a login or network since the last success; see `libs/casework/sign-in-throttle.ts`. */
export type SignInFailures = Pick<typeof signInFailure.$inferSelect, 'failures' | 'lastAt'>;

export async function failuresOf({ db }: CasebookSession, subject: string): Promise<SignInFailures | undefined> {
  const [found] = await db.select().from(signInFailure).where(eq(signInFailure.subject, subject));
  return found;
}

/** Keeps what became of an attempt. @param failures undefined forgets them all */
export async function keepFailures(
  { db }: CasebookSession,
  subject: string,
  failures: SignInFailures | undefined,
): Promise<void> {
  if (failures === undefined) {
    await db.delete(signInFailure).where(eq(signInFailure.subject, subject));
    return;
  }
  await db
    .insert(signInFailure)
    .values({ subject, ...failures })
    .onConflictDoUpdate({ target: signInFailure.subject, set: failures });
}
