import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { addPerson, lockPeople, personByProvider, setRole } from '#casebook/people';
import type { ProvidedPerson } from '#casework/provider-claims';
import { Clock } from '#platform/clock';
import { Problem } from '#platform/http/problem';
import { WALL_CLOCK } from '../tokens.js';
import { type Begun, SignIn } from './sign-in.js';

/** Lets people in whom a provider of OpenID Connect vouches for. */
@Injectable()
export class ProviderSignIn {
  constructor(
    private readonly casebook: Casebook,
    private readonly trail: AuditTrail,
    private readonly signIn: SignIn,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  /**
   * Signs in whom a provider vouches for, adding them the first time; the role is what the provider gives today.
   *
   * @throws {Problem} 403 when an admin has shut them out
   */
  async begin({ issuer, subject, login, name, role }: ProvidedPerson): Promise<Begun> {
    const now = this.wall.now();
    const begun = await this.casebook.transaction('read committed', async (tx) => {
      await lockPeople(tx);
      const known = await personByProvider(tx, issuer, subject);
      if (known !== undefined && known.disabledAt !== null) return undefined;
      const person =
        known ?? (await addPerson(tx, { login, name, role, createdAt: now, oidcIssuer: issuer, oidcSubject: subject }));
      if (person === undefined) return undefined;
      const change = known === undefined ? 'person.add' : known.role === role ? undefined : 'person.role';
      if (change !== undefined) {
        await setRole(tx, person.id, role);
        await this.trail.append(tx, {
          actor: person.login,
          objectKind: 'person',
          object: person.login,
          at: now,
          action: change,
          details: { role, provider: issuer },
        });
      }
      return this.signIn.begin(tx, { ...person, role }, 'oidc');
    });
    if (begun !== undefined) return begun;
    await this.refuse(login, 'disabled');
    throw new Problem(403, 'sign_in_refused', 'this account is shut out', 'ask an admin to let you in again');
  }

  /** Writes down that whom a provider vouches for was not let in. */
  async refuse(who: string, why: 'role' | 'disabled'): Promise<void> {
    const deed = { actor: 'nobody', action: 'session.refuse', objectKind: 'person', object: who, at: this.wall.now() };
    await this.casebook.transaction('read committed', (tx) => this.trail.append(tx, { ...deed, details: { why } }));
  }
}
