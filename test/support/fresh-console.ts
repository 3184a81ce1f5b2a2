import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { LightMyRequestResponse } from 'fastify';
import { ApiKeys } from '#casebook/api-keys';
import { AuditTrail } from '#casebook/audit-trail';
import type { Casebook } from '#casebook/casebook';
import { PasswordHashes } from '#casebook/password-hash';
import { addPerson } from '#casebook/people';
import { beginSession } from '#casebook/sessions';
import type { Role } from '#casework/rights';
import { sessionEnd } from '#casework/session-life';
import { StandingClock } from '#platform/clock';
import type { Scope } from '#platform/http/scopes';
import type { ProviderSettings } from '#platform/sign-in-settings';
import { Warehouse } from '#warehouse/warehouse';
import { consoleModule } from '../../apps/console/console.module.js';
import { openConsole } from '../../apps/console/open-console.js';
import type { ReleaseDesk } from '../../apps/console/releases/release-desk.js';
import type { SpoolProbe } from '../../apps/console/tokens.js';
import { freshCasebook } from './fresh-casebook.js';

/** A browser with somebody signed in. */
export interface Browser {
  readonly id: string;
  readonly login: string;
  /** Headers a browser would send with a request of our own pages. */
  readonly headers: { readonly cookie: string; readonly 'sec-fetch-site': 'same-origin' };
  get(url: string): Promise<LightMyRequestResponse>;
  post(url: string, payload?: object): Promise<LightMyRequestResponse>;
}

/** The console as it is served, on a casebook nobody else uses. */
export interface FreshConsole {
  readonly application: NestFastifyApplication;
  readonly casebook: Casebook;
  /** Stands at the start of October 2026. */
  readonly clock: StandingClock;
  /** What was logged so far, one JSON object each. */
  readonly log: readonly string[];
  /** Makes a key and gives its secret. */
  key(scopes: readonly Scope[], name?: string): Promise<string>;
  /** The log of who did what. */
  readonly trail: AuditTrail;
  /** Somebody signed in, made on first use. */
  person(login: string, role?: Role): Promise<Browser>;
  close(): Promise<void>;
}

/**
 * Opens the console.
 *
 * @param warehouse  a running one; absent: one that does not answer
 * @param spool      tells whether the spool takes bodies; absent: nothing is taken in
 * @param oidc       provider that people sign in by as well
 * @param releases   where releases are made; absent: nothing is published
 */
export async function freshConsole(
  warehouse = unreachable(),
  demo = false,
  spool?: SpoolProbe,
  oidc?: ProviderSettings,
  releases?: (casebook: Casebook) => ReleaseDesk,
): Promise<FreshConsole> {
  const { casebook, close } = await freshCasebook();
  const clock = new StandingClock(new Date('2026-10-01T00:00:00Z'));
  const apiKeyPepper = Buffer.alloc(32, 7);
  const keys = new ApiKeys(casebook, apiKeyPepper);
  const log: string[] = [];
  // As `loadUsage` names and seals subjects.
  const subjectKey = Buffer.alloc(32, 1);
  const secrets = { apiKeyPepper, identityKey: subjectKey, pseudonymKey: subjectKey, fingerprintKey: subjectKey };
  const config = { enforce: { webhookNetworks: ['127.0.0.0/8'] }, signIn: oidc === undefined ? {} : { oidc } };
  // The least cost scrypt takes: how slow a hash is, is none of what the console decides.
  const passwords = new PasswordHashes(4);
  const needs = { warehouse, casebook, clock, wall: clock, passwords, demo, secrets, config };
  const module = consoleModule({
    ...needs,
    ...(spool === undefined ? {} : { spool }),
    ...(releases === undefined ? {} : { releases: releases(casebook) }),
  });
  const application = await openConsole(module, (line) => log.push(line));
  await application.init();
  await application.getHttpAdapter().getInstance().ready();
  const signIn = async (login: string, role: Role): Promise<Browser> => {
    const person = await addPerson(casebook, { login, name: login, role, createdAt: clock.now() });
    if (person === undefined) throw new RangeError(`person requires a login nobody has, got ${login}`);
    const { token } = await beginSession(casebook, person.id, clock.now(), sessionEnd(clock.now()));
    const headers = { cookie: `__Host-usewatch=${token}`, 'sec-fetch-site': 'same-origin' } as const;
    return {
      id: person.id,
      login,
      headers,
      get: (url) => application.inject({ url, headers }),
      post: (url, payload = {}) => application.inject({ method: 'POST', url, headers, payload }),
    };
  };
  const browsers = new Map<string, Promise<Browser>>();
  return {
    application,
    casebook,
    clock,
    log,
    trail: new AuditTrail(apiKeyPepper),
    person(login, role = 'investigator') {
      const browser = browsers.get(login) ?? signIn(login, role);
      browsers.set(login, browser);
      return browser;
    },
    async key(scopes, name = 'desk') {
      const bound = scopes.includes('usage:write') ? { source: 'gateway' } : {};
      return (await keys.create({ name, scopes, expiresAt: null, ...bound }, clock.now())).secret;
    },
    async close() {
      await application.close();
      await close();
    },
  };
}

function unreachable(): Warehouse {
  const days = { usage: 1, fingerprint: 1, words: 1, text: 1, quarantine: 1 };
  return Warehouse.connect({ url: 'http://127.0.0.1:9', username: 'nobody', password: '', database: 'usewatch', days });
}
