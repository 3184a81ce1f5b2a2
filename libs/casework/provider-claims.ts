import { createHash } from 'node:crypto';
import type { Role } from './rights.js';

/** A value of the provider's claim, and the role it gives. */
export interface RoleRule {
  readonly value: string;
  readonly role: Role;
}

/** Who a provider says somebody is. */
export interface ProvidedPerson {
  readonly issuer: string;
  readonly subject: string;
  /** A login that nobody else has by the same rule; see `loginOf`. */
  readonly login: string;
  readonly name: string;
  readonly role: Role;
}

/** Claims of a verified ID token. */
export type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

/** Characters of a login and of a name at most, as table `person` and its form have it. */
const LONGEST_LOGIN = 63;
const LONGEST_NAME = 100;

/**
 * Who the claims say somebody is, and what the rules let them be; undefined when no rule fits.
 *
 * The first rule that fits decides. Local accounts are never matched by name: whoever controls names at a provider would
 * control them here.
 *
 * @param claim  name of the claim that rules look at: one text or a list of them
 */
export function providedPerson(claims: Claims, claim: string, rules: readonly RoleRule[]): ProvidedPerson | undefined {
  const given = claims[claim];
  const values = Array.isArray(given) ? given : [given];
  const rule = rules.find(({ value }) => values.includes(value));
  if (rule === undefined) return undefined;
  const { iss: issuer, sub: subject } = claims;
  const called = [claims.preferred_username, claims.email, claims.sub].find(
    (text) => typeof text === 'string',
  ) as string;
  const name = typeof claims.name === 'string' ? claims.name : called;
  const shown = name.replace(/\p{C}/gu, ' ').trim().slice(0, LONGEST_NAME);
  return {
    issuer,
    subject,
    login: loginOf(called, issuer, subject),
    name: shown === '' ? called : shown,
    role: rule.role,
  };
}

/** What somebody is called, made a login, with eight digits of who they are: two providers may call two people alike. */
function loginOf(called: string, issuer: string, subject: string): string {
  const digits = createHash('sha256').update(`${issuer}\0${subject}`).digest('hex').slice(0, 8);
  const plain = called
    .toLowerCase()
    .replace(/[^a-z0-9._@-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  return `${(plain === '' ? 'person' : plain).slice(0, LONGEST_LOGIN - 9)}-${digits}`;
}
