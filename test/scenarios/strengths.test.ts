import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountPool } from '#detect/account-pool/account-pool';
import type { Finding } from '#detect/detector';
import { sharedKey } from '#detect/shared-key/shared-key';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { accountName, loadUsage } from '../support/load-usage.js';
import { balancedPool, farmedPool, neighbours, passers, turningPool } from './account-pool.js';
import { DAY, type Strength, type Told, usageLines } from './scene.js';
import { movedKeys, PAST_DAYS, resoldKey } from './shared-key.js';

const SEEDS = [1, 2, 3, 4, 5, 6];

/** The strength at which nearly all must be found; the curve over others is in README.md. */
const STANDARD = { accounts: 8, volume: 24, mutation: 0, jitter: 0.05 } as const;
const BUYERS = [3, 5, 8, 12, 20, 40];
const JITTERS = [0, 0.05, 0.1, 0.2, 0.35];
const POOLS = { farmed: farmedPool, balanced: balancedPool, turning: turningPool } as const;

const sold = Date.UTC(2026, 6, 6);
const pooled = Date.UTC(2026, 7, 5);

/** The same world told once more under other names. */
function renamed(told: readonly Told[], seed: number): Told[] {
  return told.map((call) => ({ ...call, account: `${call.account}-${seed}` }));
}

const keyName = (buyers: number, seed: number) => `seller-${buyers}-${seed}`;
const poolName = (kind: string, jitter: number, seed: number) => `${kind}-${jitter}-${seed}`;

function accountsOf(pool: string): string[] {
  return Array.from({ length: STANDARD.accounts }, (_, n) => accountName(`${pool}-${n + 1}`));
}

const keys = SEEDS.flatMap((seed) => [
  ...BUYERS.flatMap((accounts) => {
    const strength: Strength = { seed, accounts, volume: 2.5, mutation: 0, jitter: 0.1 };
    return resoldKey(strength, keyName(accounts, seed), sold);
  }),
  ...renamed(movedKeys(seed, sold), seed),
]);
const pools = [
  ...SEEDS.flatMap((seed) => [
    ...Object.entries(POOLS).flatMap(([kind, told]) =>
      JITTERS.flatMap((jitter, index) => {
        // Each pool draws its own chance, or all would share one client.
        return told({ ...STANDARD, seed: seed * 100 + index, jitter }, poolName(kind, jitter, seed), pooled);
      }),
    ),
    ...renamed(neighbours(seed, pooled), seed),
  ]),
  ...passers(9, 400, pooled),
];

describe('scenarios over their strength', () => {
  let fresh: FreshWarehouse;
  let shared: Finding[];
  let found: Finding[];
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, usageLines([...keys, ...pools]), new Date('2026-09-01T00:00:00Z'));
    const until = new Date(sold + (PAST_DAYS + 3) * DAY);
    const week = { from: new Date(until.getTime() - 7 * DAY), until };
    shared = sharedKey.judge(await fresh.warehouse.ask(sharedKey, week));
    const day = { from: new Date(pooled), until: new Date(pooled + DAY) };
    found = accountPool.judge(await fresh.warehouse.ask(accountPool, day));
  });
  afterAll(() => fresh?.close());

  /** Share of the seeds whose key is named. */
  const keyRecall = (buyers: number) => {
    const named = new Set(shared.flatMap(({ members }) => members?.map(({ account }) => account) ?? []));
    return SEEDS.filter((seed) => named.has(accountName(keyName(buyers, seed)))).length / SEEDS.length;
  };
  /** Accounts of a pool that one finding names, the most of any finding. */
  const together = (pool: string) => {
    const accounts = new Set(accountsOf(pool));
    return Math.max(
      0,
      ...found.map(({ members = [] }) => members.filter(({ account }) => accounts.has(account)).length),
    );
  };
  /** Share of the pools of which one finding names at least half of the accounts. */
  const poolRecall = (kind: string, jitter: number) => {
    const pools = SEEDS.map((seed) => together(poolName(kind, jitter, seed)));
    return pools.filter((count) => 2 * count >= STANDARD.accounts).length / pools.length;
  };

  it('names every key sold to a dozen strangers, and no key that moved for honest reasons', () => {
    expect(keyRecall(12)).toBeGreaterThanOrEqual(0.95);
    const sellers = new Set(BUYERS.flatMap((buyers) => SEEDS.map((seed) => accountName(keyName(buyers, seed)))));
    expect(shared.filter(({ members }) => !sellers.has(members?.[0]?.account ?? ''))).toEqual([]);
  });

  it.each(Object.keys(POOLS))('names %s pools at standard strength', (kind) => {
    expect(poolRecall(kind, STANDARD.jitter)).toBeGreaterThanOrEqual(0.95);
  });

  it('names hardly anybody who is in no pool', () => {
    const members = found.flatMap(({ members: some }) => some?.map(({ account }) => account) ?? []);
    const guilty = new Set(
      Object.keys(POOLS).flatMap((kind) =>
        JITTERS.flatMap((jitter) => SEEDS.flatMap((seed) => accountsOf(poolName(kind, jitter, seed)))),
      ),
    );
    const right = members.filter((account) => guilty.has(account)).length;
    expect(right / members.length).toBeGreaterThanOrEqual(0.95);
  });
});
