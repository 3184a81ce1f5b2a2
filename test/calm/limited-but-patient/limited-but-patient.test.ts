import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitHammering } from '#detect/limit-hammering/limit-hammering';
import { windowsBetween } from '#usage/window';
import { type Calls, callsAsUsage } from '../../support/calls.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { loadUsage } from '../../support/load-usage.js';

const day = { from: new Date('2026-03-02T00:00:00Z'), until: new Date('2026-03-03T00:00:00Z') };

/** Fires, meets its limit, and comes back after ten minutes. */
const batch = Array.from(
  { length: 18 },
  (_, ten): Calls => ({
    account: 'batch',
    from: new Date(Date.UTC(2026, 2, 2, 1, ten * 10)).toISOString(),
    seconds: 1,
    count: 20,
    statuses: [200, 429, 200, 429, 200],
  }),
);

/** Who meets limits and failures and yet abuses nothing. */
const usage = callsAsUsage([
  ...batch,
  // A launch that outgrows its limit for eighteen minutes.
  { account: 'launch', from: '2026-03-02T09:00:00Z', seconds: 5, count: 216, statuses: [429, 200] },
  // A busy client that touches its limit one time in nine.
  {
    account: 'busy',
    from: '2026-03-02T12:00:00Z',
    seconds: 20,
    count: 270,
    statuses: [200, 200, 200, 200, 200, 429, 200, 200, 200],
  },
  // A client whose every call is malformed.
  { account: 'broken', from: '2026-03-02T15:00:00Z', seconds: 20, count: 270, statuses: [400] },
  // A customer during an outage of the provider's own.
  { account: 'outage', from: '2026-03-02T18:00:00Z', seconds: 20, count: 180, statuses: [503] },
]);

describe('accounts that are refused and abuse nothing', () => {
  let warehouse: FreshWarehouse;
  const asked = async () => {
    const windows = windowsBetween(day.from, day.until, limitHammering.everyHours, limitHammering.spanHours);
    return Promise.all(windows.map(({ from, until }) => warehouse.warehouse.ask(limitHammering, { from, until })));
  };
  beforeAll(async () => {
    warehouse = await freshWarehouse();
    await loadUsage(warehouse, await readFile(new URL('./usage.ndjson', import.meta.url)), day.until);
  });
  afterAll(() => warehouse?.close());

  it('are told as this story has it', async () => {
    await expectGolden(usage, new URL('./usage.ndjson', import.meta.url));
  });

  it('are refused often enough for the question to see them', async () => {
    expect((await asked()).flat()).not.toEqual([]);
  });

  it('hammer no limit', async () => {
    expect((await asked()).flatMap((rows) => limitHammering.judge(rows))).toEqual([]);
  });
});
