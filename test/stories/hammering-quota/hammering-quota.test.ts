import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listIncidents } from '#casebook/incidents';
import { limitHammering } from '#detect/limit-hammering/limit-hammering';
import { StandingClock } from '#platform/clock';
import { windowsBetween } from '#usage/window';
import { runDetector } from '../../../apps/detect/run-detector.js';
import { callsAsUsage } from '../../support/calls.js';
import { type FreshCasebook, freshCasebook } from '../../support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { accountName, loadUsage } from '../../support/load-usage.js';

const day = { from: new Date('2026-03-02T00:00:00Z'), until: new Date('2026-03-03T00:00:00Z') };
const refusedNineInTen = [429, 429, 429, 429, 200, 429, 429, 429, 429, 429];

/** A scraper above its quota, a loop without a pause, a client that nobody has told of its expired key; and a reader. */
const usage = callsAsUsage([
  { account: 'scraper', from: '2026-03-02T10:05:00Z', seconds: 8, count: 412, statuses: refusedNineInTen },
  { account: 'loop', from: '2026-03-02T13:10:00Z', seconds: 24, count: 150, statuses: [429, 200, 429, 200, 200] },
  { account: 'expired-key', from: '2026-03-02T15:00:00Z', seconds: 15, count: 400, statuses: [401] },
  { account: 'reader', from: '2026-03-02T08:00:00Z', seconds: 1_800, count: 24, statuses: [200] },
]);

const names = new Map(['scraper', 'loop', 'expired-key', 'reader'].map((name) => [accountName(name), name]));

describe('accounts that call on though they are refused', () => {
  let warehouse: FreshWarehouse;
  let fresh: FreshCasebook;
  beforeAll(async () => {
    [warehouse, fresh] = await Promise.all([freshWarehouse(), freshCasebook()]);
    await loadUsage(warehouse, await readFile(new URL('./usage.ndjson', import.meta.url)), day.until);
  });
  afterAll(() => Promise.all([warehouse?.close(), fresh?.close()]));

  it('are told as this story has it', async () => {
    await expectGolden(usage, new URL('./usage.ndjson', import.meta.url));
  });

  it('are one incident each, with the evidence that fits', async () => {
    const judging = { warehouse: warehouse.warehouse, casebook: fresh.casebook, clock: new StandingClock(day.until) };
    const windows = windowsBetween(day.from, day.until, limitHammering.everyHours, limitHammering.spanHours);
    await runDetector({ ...judging, detector: limitHammering, mode: 'retro' }, { windows });
    const { incidents } = await listIncidents(fresh.casebook, {});
    const told = incidents.map(({ subject, state, category, severity, point, firstSeen, lastSeen, because }) => {
      return { subject: names.get(subject), state, category, severity, point, firstSeen, lastSeen, because };
    });
    await expectGolden(`${JSON.stringify(told, null, 2)}\n`, new URL('./incidents.json', import.meta.url));
    expect(told.map(({ subject }) => subject)).not.toContain('reader');
  });
});
