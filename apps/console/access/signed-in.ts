import { Inject, Injectable } from '@nestjs/common';
import { Casebook } from '#casebook/casebook';
import { seeSession, sessionOf } from '#casebook/sessions';
import { sessionState } from '#casework/session-life';
import { Clock } from '#platform/clock';
import { WALL_CLOCK } from '../tokens.js';
import type { PersonAsking } from './asking.js';
import { readCookie, SESSION_COOKIE } from './session-cookie.js';

/** Tells who is signed in by the cookie of a request. */
@Injectable()
export class SignedIn {
  constructor(
    private readonly casebook: Casebook,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  /**
   * Who a cookie belongs to; being asked keeps the session from going idle.
   *
   * @param cookies  the header
   * @returns        `over` when the session does not hold any more, or never was one
   */
  async who(cookies: string | undefined): Promise<PersonAsking | 'nobody' | 'over'> {
    const token = readCookie(cookies, SESSION_COOKIE);
    if (token === undefined) return 'nobody';
    const now = this.wall.now();
    const session = await sessionOf(this.casebook, token);
    if (session === undefined || session.person.disabledAt !== null) return 'over';
    if (sessionState(session, now) !== 'live') return 'over';
    await seeSession(this.casebook, session, now);
    const { id, login, name, role } = session.person;
    return { kind: 'person', id, login, name, role, session };
  }
}
