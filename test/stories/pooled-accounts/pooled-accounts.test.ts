import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountPool } from '#detect/account-pool/account-pool';
import type { Finding } from '#detect/detector';
import { balancedPool, farmedPool, passers, turningPool } from '../../scenarios/account-pool.js';
import { usageLines } from '../../scenarios/scene.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { accountName, loadUsage } from '../../support/load-usage.js';

const day = { from: new Date('2026-05-06T00:00:00Z'), until: new Date('2026-05-07T00:00:00Z') };
const from = day.from.getTime();

const usage = usageLines([
  ...farmedPool({ seed: 1, accounts: 8, volume: 24, mutation: 0, jitter: 0 }, 'farmed', from),
  ...balancedPool({ seed: 1, accounts: 7, volume: 20, mutation: 0, jitter: 0 }, 'balanced', from),
  ...turningPool({ seed: 1, accounts: 6, volume: 22, mutation: 0, jitter: 0 }, 'turning', from),
  ...passers(1, 20, from),
]);

describe('a farm, a balanced pool and a pool that takes turns', () => {
  let fresh: FreshWarehouse;
  let findings: Finding[];
  const of = (name: string) =>
    findings.filter(({ members }) => members?.some(({ account }) => account === accountName(`${name}-1`)));
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), day.until);
    findings = accountPool.judge(await fresh.warehouse.ask(accountPool, day));
  });
  afterAll(() => fresh?.close());

  it('are told as this story has it', () => expectGolden(usage, new URL('./usage.ndjson', import.meta.url)));

  it('are three campaigns with their accounts, and nobody else is in one', () => {
    const told = [8, 7, 6].map((count, index) => {
      const name = ['farmed', 'balanced', 'turning'][index];
      return Array.from({ length: count }, (_, n) => accountName(`${name}-${n + 1}`)).sort();
    });
    expect(findings).toHaveLength(3);
    expect(
      ['farmed', 'balanced', 'turning'].map((name) => of(name)[0]?.members?.map(({ account }) => account)),
    ).toEqual(told);
  });

  it('are each told by what ties them and how they work', () => {
    expect(of('farmed')[0]?.because).toBe(
      '8 accounts with the same client, network and sign-up hour made 25 calls each on average, switching at the limit',
    );
    expect(of('balanced')[0]).toMatchObject({
      because: '7 accounts with the same client and payment made 20 calls each on average, equal shares',
      members: [{ tie: 'shares client (7 accounts have it) and payment (7 accounts have it)' }, {}, {}, {}, {}, {}, {}],
    });
    expect(of('turning')[0]?.because).toContain('taking turns');
  });
});
