import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coordinatedAccounts } from '#detect/coordinated-accounts/coordinated-accounts';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { loadUsage } from '../../support/load-usage.js';

const week = { from: new Date('2026-04-13T00:00:00Z'), until: new Date('2026-04-20T00:00:00Z') };
const story = () => readFile(new URL('./usage.ndjson', import.meta.url), 'utf8');

describe('a newsroom that sends one release from five desks, and sixty fans of one goal', () => {
  let fresh: FreshWarehouse;
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await story(), week.until);
  });
  afterAll(() => fresh?.close());

  it('are no campaign, although fans share a viral link, busy sites and a petition', async () => {
    const rows = await fresh.warehouse.ask(coordinatedAccounts, week);
    expect(rows.filter(({ trace }) => trace === 'text').length).toBeGreaterThan(0);
    expect(coordinatedAccounts.judge(rows)).toEqual([]);
  });

  it('would be one if the desks were strangers', async () => {
    const strangers = await freshWarehouse();
    try {
      await loadUsage(strangers, (await story()).replaceAll('"organization": "herald", ', ''), week.until);
      const found = coordinatedAccounts.judge(await strangers.warehouse.ask(coordinatedAccounts, week));
      expect(found).toMatchObject([{ numbers: { accounts: 5, distinct_texts: 10 } }]);
    } finally {
      await strangers.close();
    }
  });
});
