import { setTimeout as pause } from 'node:timers/promises';
import { ApiKeys } from '#casebook/api-keys';
import type { Casebook } from '#casebook/casebook';
import { type Clock, SystemClock } from '#platform/clock';
import { openDoor } from '#platform/http/open-door';
import { Metrics } from '#platform/metrics/metrics';
import type { SpoolBounds } from '#spool/spool-bounds';
import type { Warehouse } from '#warehouse/warehouse';
import { ingestModule } from '../../apps/ingest/ingest.module.js';
import { type Ingest, openIngest } from '../../apps/ingest/open-ingest.js';
import { freshCasebook } from './fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from './fresh-warehouse.js';

/** The ingest doors as they are served, on stores nobody else uses. */
export interface FreshDoors {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly ingest: Ingest;
  readonly casebook: Casebook;
  readonly warehouse: Warehouse;
  readonly fresh: FreshWarehouse;
  /** What was logged so far. */
  readonly log: readonly string[];
  /** Makes a key bound to a source and gives its secret. */
  key(source: string): Promise<string>;
  close(): Promise<void>;
}

/** Keys of a test's installation; never random, so that a failure repeats. */
const SECRETS = {
  pseudonymKey: Buffer.alloc(32, 1),
  fingerprintKey: Buffer.alloc(32, 4),
  identityKey: Buffer.alloc(32, 2),
  quarantineKey: Buffer.alloc(32, 3),
  apiKeyPepper: Buffer.alloc(32, 7),
};

/**
 * Opens doors, spool and loaders on an engine and a casebook of their own.
 *
 * @param via     another way to the warehouse for the doors, such as one that fails
 * @param bounds  of the spool, where they differ from those of every installation
 * @param told    the clock that receipts are dated by; the machine's when absent
 */
export async function freshDoors(
  via?: (fresh: FreshWarehouse) => Promise<Warehouse>,
  bounds: Partial<SpoolBounds> = {},
  told?: (stores: { readonly casebook: Casebook; readonly warehouse: Warehouse }) => Clock,
): Promise<FreshDoors> {
  const [fresh, { casebook, close }] = await Promise.all([freshWarehouse(), freshCasebook()]);
  const warehouse = via === undefined ? fresh.warehouse : await via(fresh);
  const clock = told?.({ casebook, warehouse }) ?? new SystemClock();
  const metrics = new Metrics();
  const log: string[] = [];
  const say = (line: string) => void log.push(line);
  const config = { ingest: { retainText: false, futureSeconds: 3_600 }, http: { trustedProxies: [] } };
  const directory = { spool: fresh.spool };
  const needs = { warehouse, casebook, clock, config, directory, bounds, secrets: SECRETS };
  const ingest = await openIngest(needs, metrics, say);
  const { providers = [], ...module } = ingestModule(ingest);
  const withMetrics = { ...module, providers: [...providers, { provide: Metrics, useValue: metrics }] };
  const application = await openDoor(withMetrics, say);
  await application.getHttpAdapter().getInstance().register(ingest.doors);
  await application.listen(0, '127.0.0.1');
  const keys = new ApiKeys(casebook, SECRETS.apiKeyPepper);
  const url = (await application.getUrl()).replace('[::1]', '127.0.0.1');
  return {
    url,
    ingest,
    casebook,
    warehouse: fresh.warehouse,
    fresh,
    log,
    async key(source) {
      const wanted = { name: source.slice(0, 60), scopes: ['usage:write' as const], source, expiresAt: null };
      const { secret } = await keys.create(wanted, new Date());
      // Unknown keys are looked up once a second in all, and other tests have made theirs a moment ago.
      const headers = { authorization: `Bearer ${secret}` };
      while ((await fetch(`${url}/v1/batches/none`, { headers })).status === 401) await pause(250);
      return secret;
    },
    async close() {
      await application.close();
      if (warehouse !== fresh.warehouse) await warehouse.close();
      await fresh.close();
      await close();
    },
  };
}
