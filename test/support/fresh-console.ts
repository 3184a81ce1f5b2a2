import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiKeys } from '#casebook/api-keys';
import type { Casebook } from '#casebook/casebook';
import { StandingClock } from '#platform/clock';
import type { Scope } from '#platform/http/scopes';
import { Warehouse } from '#warehouse/warehouse';
import { consoleModule } from '../../apps/console/console.module.js';
import { openConsole } from '../../apps/console/open-console.js';
import type { SpoolProbe } from '../../apps/console/tokens.js';
import { freshCasebook } from './fresh-casebook.js';

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
  close(): Promise<void>;
}

/**
 * Opens the console.
 *
 * @param warehouse  a running one; absent: one that does not answer
 * @param spool      tells whether the spool takes bodies; absent: nothing is taken in
 */
export async function freshConsole(warehouse = unreachable(), demo = false, spool?: SpoolProbe): Promise<FreshConsole> {
  const { casebook, close } = await freshCasebook();
  const clock = new StandingClock(new Date('2026-10-01T00:00:00Z'));
  const apiKeyPepper = Buffer.alloc(32, 7);
  const keys = new ApiKeys(casebook, apiKeyPepper);
  const log: string[] = [];
  // As `loadUsage` names and seals subjects.
  const subjectKey = Buffer.alloc(32, 1);
  const secrets = { apiKeyPepper, identityKey: subjectKey, pseudonymKey: subjectKey };
  const config = { enforce: { webhookNetworks: ['127.0.0.0/8'] } };
  const needs = { warehouse, casebook, clock, demo, secrets, config };
  const module = consoleModule(spool === undefined ? needs : { ...needs, spool });
  const application = await openConsole(module, (line) => log.push(line));
  await application.init();
  await application.getHttpAdapter().getInstance().ready();
  return {
    application,
    casebook,
    clock,
    log,
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
