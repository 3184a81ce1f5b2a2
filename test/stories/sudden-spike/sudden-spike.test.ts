import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listIncidents } from '#casebook/incidents';
import { usageSpike } from '#detect/usage-spike/usage-spike';
import { StandingClock } from '#platform/clock';
import { pseudonym } from '#usage/pseudonym';
import { windowsBetween } from '#usage/window';
import { runDetector } from '../../../apps/detect/run-detector.js';
import { type Calls, callsAsUsage } from '../../support/calls.js';
import { type FreshCasebook, freshCasebook } from '../../support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { accountName, loadUsage } from '../../support/load-usage.js';

/** Before the sixth day nobody has used a key for long enough to be judged. */
const judged = { from: new Date('2026-04-07T00:00:00Z'), until: new Date('2026-04-10T00:00:00Z') };
const served = [200];

/** The same hours on each of nine days. */
const daily = (calls: Omit<Calls, 'from' | 'statuses'>, hour: number): Calls[] =>
  Array.from({ length: 9 }, (_, day) => {
    return { ...calls, from: new Date(Date.UTC(2026, 3, 1 + day, hour)).toISOString(), statuses: served };
  });

/** A key that is used in the morning and then, one night, by somebody else; a busy evening that is busier once; and a reader. */
const usage = callsAsUsage([
  ...daily({ account: 'studio', key: 'leaked', seconds: 150, count: 24 }, 9),
  { account: 'studio', key: 'leaked', from: '2026-04-09T22:04:00Z', seconds: 5, count: 400, statuses: served },
  ...daily({ account: 'studio', key: 'kept', seconds: 150, count: 24 }, 10),
  ...daily({ account: 'evening', seconds: 30, count: 120 }, 20),
  { account: 'evening', from: '2026-04-08T20:15:00Z', seconds: 30, count: 45, statuses: served },
  ...daily({ account: 'bookworm', seconds: 900, count: 20 }, 8),
]);

const keyName = (key: string) => pseudonym(Buffer.alloc(32, 1), 'key', key);
const names = new Map([
  ...['leaked', 'kept'].map((key): [string, string] => [keyName(key), `key ${key}`]),
  ...['studio', 'evening', 'bookworm'].map((account): [string, string] => [accountName(account), account]),
]);

describe('keys that suddenly call far more than their past explains', () => {
  let warehouse: FreshWarehouse;
  let fresh: FreshCasebook;
  beforeAll(async () => {
    [warehouse, fresh] = await Promise.all([freshWarehouse(), freshCasebook()]);
    await loadUsage(warehouse, await readFile(new URL('./usage.ndjson', import.meta.url)), judged.until);
  });
  afterAll(() => Promise.all([warehouse?.close(), fresh?.close()]));

  it('are told as this story has it', async () => {
    await expectGolden(usage, new URL('./usage.ndjson', import.meta.url));
  });

  it('are one incident each, whoever else uses the account', async () => {
    const judging = {
      warehouse: warehouse.warehouse,
      casebook: fresh.casebook,
      clock: new StandingClock(judged.until),
    };
    const windows = windowsBetween(judged.from, judged.until, usageSpike.everyHours, usageSpike.spanHours);
    await runDetector({ ...judging, detector: usageSpike, mode: 'retro' }, { windows });
    const { incidents } = await listIncidents(fresh.casebook, {});
    const found = incidents.map(({ subject, state, category, severity, point, firstSeen, lastSeen, because }) => {
      return { subject: names.get(subject), state, category, severity, point, firstSeen, lastSeen, because };
    });
    await expectGolden(`${JSON.stringify(found, null, 2)}\n`, new URL('./incidents.json', import.meta.url));
    expect(found.map(({ subject }) => subject).sort()).toEqual(['evening', 'key leaked']);
  });

  it('are shown by calls of the half hour itself', async () => {
    const from = new Date('2026-04-09T22:00:00Z');
    const rows = await warehouse.warehouse.ask(usageSpike, { from, until: new Date('2026-04-09T23:00:00Z') });
    const [finding] = usageSpike.judge(rows);
    expect(finding?.evidence).toHaveLength(34);
    expect(new Set(finding?.evidence).size).toBe(34);
  });
});
