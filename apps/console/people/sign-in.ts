import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { PasswordHashes } from '#casebook/password-hash';
import {
  addPerson,
  endSessionsOf,
  type LinkFor,
  linkFor,
  lockPeople,
  nobodyYet,
  type Person,
  passwordOf,
  recordSignIn,
  setPassword,
  useLink,
} from '#casebook/people';
import type { CasebookSession } from '#casebook/session';
import { beginSession, endSession, failuresOf, keepFailures, type PersonSession } from '#casebook/sessions';
import { passwordFault } from '#casework/password';
import { sessionEnd } from '#casework/session-life';
import { afterFailure, waitUntil } from '#casework/sign-in-throttle';
import { Clock } from '#platform/clock';
import { Problem } from '#platform/http/problem';
import { WALL_CLOCK } from '../tokens.js';

/** A session that has just begun, with the secret of its cookie. */
export interface Begun {
  readonly token: string;
  readonly session: PersonSession;
}

/** What somebody gives to a link. */
interface Chosen {
  readonly token: string;
  readonly password: string;
  readonly login?: string;
  readonly name?: string;
}

/** Lets people in by password, and by links that work once. */
@Injectable()
export class SignIn {
  constructor(
    private readonly casebook: Casebook,
    private readonly passwords: PasswordHashes,
    private readonly trail: AuditTrail,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  /**
   * Signs somebody in by password; says the same to a wrong login as to a wrong password, after the same time.
   *
   * @param network  where the attempt comes from, for throttling alone
   * @throws {Problem} 401 when it does not fit, 429 while somebody has to wait
   */
  async byPassword(login: string, password: string, network: string): Promise<Begun> {
    const now = this.wall.now();
    await this.#refuseHasty(login, network, now);
    const found = await passwordOf(this.casebook, login);
    const fits = await this.passwords.verify(password, found?.kept ?? null);
    if (found === undefined || !fits || found.person.disabledAt !== null) {
      await this.#fail(login, network, now, found === undefined ? 'unknown' : fits ? 'disabled' : 'wrong');
      throw new Problem(
        401,
        'sign_in_refused',
        'login or password do not fit',
        'correct them, or ask an admin for a new link',
      );
    }
    return this.casebook.transaction('read committed', async (tx) => {
      await keepFailures(tx, `login:${login}`, undefined);
      return this.begin(tx, found.person, 'password');
    });
  }

  /** Begins a session of somebody who has shown who they are. @param way  how, for the log */
  async begin(tx: CasebookSession, person: Person, way: 'password' | 'link' | 'oidc'): Promise<Begun> {
    const now = this.wall.now();
    const endsAt = sessionEnd(now);
    const { token, kept } = await beginSession(tx, person.id, now, endsAt);
    await recordSignIn(tx, person.id, now);
    await this.trail.append(tx, { ...deedOf(person, now), action: 'session.begin', details: { way } });
    return { token, session: { kept, person, beganAt: now, lastSeenAt: now, endsAt, endedAt: null } };
  }

  /** Ends a session for good. */
  signOut({ kept, person }: PersonSession): Promise<void> {
    const now = this.wall.now();
    return this.casebook.transaction('read committed', async (tx) => {
      await endSession(tx, kept, now);
      await this.trail.append(tx, { ...deedOf(person, now), action: 'session.end' });
    });
  }

  /** Whether somebody has set the installation up. */
  async isSetUp(): Promise<boolean> {
    return !(await nobodyYet(this.casebook));
  }

  /** What a link is for; looking does not use it up. @throws {Problem} 410 when it does not work */
  async look(token: string): Promise<LinkFor> {
    const link = await linkFor(this.casebook, token, this.wall.now());
    if (link === undefined) throw deadLink();
    return link;
  }

  /**
   * Uses a link up: sets a password, and makes the first admin where the link is for one.
   *
   * @throws {Problem} 410 when the link does not work, 400 when the password will not do
   */
  async welcome({ token, password, login, name }: Chosen): Promise<Begun> {
    const now = this.wall.now();
    await this.look(token);
    // Slow, so outside the transaction.
    const kept = await this.passwords.hash(password);
    return this.casebook.transaction('read committed', async (tx) => {
      await lockPeople(tx);
      const link = await useLink(tx, token, now);
      if (link === undefined) throw deadLink();
      const person = link.person ?? (await this.#firstAdmin(tx, login, name, now));
      const fault = passwordFault(password, person);
      if (fault !== undefined) throw new Problem(400, 'password_weak', `password: ${fault}`, 'choose another one');
      await setPassword(tx, person.id, kept);
      await endSessionsOf(tx, person.id, now);
      await keepFailures(tx, `login:${person.login}`, undefined);
      await this.trail.append(tx, { ...deedOf(person, now), action: 'person.password', details: { way: 'link' } });
      return this.begin(tx, person, 'link');
    });
  }

  /** Changes one's own password; every other session of the person ends. */
  async changePassword({ kept, person }: PersonSession, current: string, password: string): Promise<void> {
    const now = this.wall.now();
    await this.#refuseHasty(person.login, '', now);
    const found = await passwordOf(this.casebook, person.login);
    if (!(await this.passwords.verify(current, found?.kept ?? null))) {
      await this.#fail(person.login, '', now, 'wrong');
      throw new Problem(403, 'password_wrong', 'current: does not fit', 'type the password you signed in with');
    }
    const fault = passwordFault(password, person);
    if (fault !== undefined) throw new Problem(400, 'password_weak', `password: ${fault}`, 'choose another one');
    const hashed = await this.passwords.hash(password);
    await this.casebook.transaction('read committed', async (tx) => {
      await setPassword(tx, person.id, hashed);
      await endSessionsOf(tx, person.id, now, kept);
      await this.trail.append(tx, { ...deedOf(person, now), action: 'person.password', details: { way: 'own' } });
    });
  }

  async #firstAdmin(
    tx: CasebookSession,
    login: string | undefined,
    name: string | undefined,
    now: Date,
  ): Promise<Person> {
    if (!(await nobodyYet(tx))) throw deadLink();
    if (login === undefined || name === undefined) {
      throw new Problem(
        400,
        'invalid_request',
        'login, name: the first person needs both',
        'fill them in and send again',
      );
    }
    const person = await addPerson(tx, { login, name, role: 'admin', createdAt: now });
    if (person === undefined) throw new TypeError('firstAdmin requires a casebook without people');
    await this.trail.append(tx, { ...deedOf(person, now), action: 'person.add', details: { role: 'admin' } });
    return person;
  }

  async #refuseHasty(login: string, network: string, now: Date): Promise<void> {
    const [byLogin, byNetwork] = await Promise.all([
      failuresOf(this.casebook, `login:${login}`),
      network === '' ? undefined : failuresOf(this.casebook, `network:${network}`),
    ]);
    const until = [waitUntil('login', byLogin, now), waitUntil('network', byNetwork, now)]
      .filter((each) => each !== undefined)
      .sort((a, b) => b.getTime() - a.getTime())[0];
    if (until === undefined) return;
    const seconds = Math.ceil((until.getTime() - now.getTime()) / 1_000);
    throw new Problem(429, 'sign_in_throttled', 'too many failed attempts', `wait ${seconds} seconds and try again`);
  }

  async #fail(login: string, network: string, now: Date, why: string): Promise<void> {
    await this.casebook.transaction('read committed', async (tx) => {
      for (const subject of [`login:${login}`, ...(network === '' ? [] : [`network:${network}`])]) {
        await keepFailures(tx, subject, afterFailure(await failuresOf(tx, subject), now));
      }
      const deed = { actor: 'nobody', action: 'session.refuse', objectKind: 'person', object: login, at: now };
      await this.trail.append(tx, { ...deed, details: { why } });
    });
  }
}

function deedOf(person: Pick<Person, 'login'>, at: Date) {
  return { actor: person.login, objectKind: 'person', object: person.login, at };
}

function deadLink(): Problem {
  return new Problem(
    410,
    'link_dead',
    'the link was used or has expired',
    'ask an admin for another, or start the service again if nobody has set it up',
  );
}
