import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coordinatedAccounts } from '#detect/coordinated-accounts/coordinated-accounts';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { accountName, loadUsage } from '../../support/load-usage.js';

const week = { from: new Date('2026-03-16T00:00:00Z'), until: new Date('2026-03-23T00:00:00Z') };

describe('five accounts that spread six rumours within minutes of each other, and much else', () => {
  let fresh: FreshWarehouse;
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), week.until);
  });
  afterAll(() => fresh?.close());

  it('are found together, without the reader who repeats one rumour', async () => {
    const [found, ...others] = coordinatedAccounts.judge(await fresh.warehouse.ask(coordinatedAccounts, week));
    expect(others).toEqual([]);
    const chorus = [1, 2, 3, 4, 5].map((n) => accountName(`echo-${n}`)).sort();
    expect(found?.members?.map(({ account }) => account)).toEqual(chorus);
    expect(found?.edges).toHaveLength(10);
    expect(found?.numbers).toMatchObject({ accounts: 5, distinct_texts: 6 });
  });

  it('tie each account in by texts said with others, shown by records of every one', async () => {
    const [found] = coordinatedAccounts.judge(await fresh.warehouse.ask(coordinatedAccounts, week));
    expect(found?.evidence).toHaveLength(25);
    expect(found?.members?.map(({ records }) => records)).toEqual([5, 5, 5, 5, 5]);
    expect(found?.members?.[0]?.tie).toMatch(/^5 texts.* at nearly the same time as 4 other accounts$/);
  });

  it('are nothing once each rumour waits a day for the next to repeat it', async () => {
    const lines = (await readFile(new URL('./usage.ndjson', import.meta.url), 'utf8')).trim().split('\n');
    const later = lines.map((line) => {
      const call = JSON.parse(line);
      const days = Number(/^echo-(\d)$/.exec(call.account)?.[1] ?? 0);
      const at = new Date(Date.parse(call.at) + days * 86_400_000).toISOString();
      return JSON.stringify({ ...call, id: `later-${call.id}`, at });
    });
    const apart = await freshWarehouse();
    try {
      const until = new Date('2026-03-30T00:00:00Z');
      await loadUsage(apart, later.join('\n'), until);
      expect(coordinatedAccounts.judge(await apart.warehouse.ask(coordinatedAccounts, { ...week, until }))).toEqual([]);
    } finally {
      await apart.close();
    }
  });
});
