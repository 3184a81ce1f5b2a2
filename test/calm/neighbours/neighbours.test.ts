import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountPool } from '#detect/account-pool/account-pool';
import { windowsBetween } from '#usage/window';
import { neighbours, passers } from '../../scenarios/account-pool.js';
import { usageLines } from '../../scenarios/scene.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { loadUsage } from '../../support/load-usage.js';

const day = { from: new Date('2026-05-13T00:00:00Z'), until: new Date('2026-05-14T00:00:00Z') };

describe('a class, a hackathon, a company, a family and hourly jobs of strangers', () => {
  let fresh: FreshWarehouse;
  const asked = async () => {
    const windows = windowsBetween(day.from, day.until, accountPool.everyHours, accountPool.spanHours);
    return Promise.all(windows.map((window) => fresh.warehouse.ask(accountPool, { ...window })));
  };
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), day.until);
  });
  afterAll(() => fresh?.close());

  it('are told as this story has it', () => {
    const usage = usageLines([...neighbours(1, day.from.getTime()), ...passers(2, 20, day.from.getTime())]);
    return expectGolden(usage, new URL('./usage.ndjson', import.meta.url));
  });

  it('have enough in common for the question to see them', async () => {
    expect((await asked()).at(-1)?.length).toBeGreaterThan(30);
  });

  it('are no pool', async () => {
    const findings = (await asked()).flatMap((rows) => accountPool.judge(rows));
    expect(findings.map(({ because }) => because)).toEqual([]);
  });
});
