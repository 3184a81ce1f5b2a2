import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#detect/detector';
import { emergingCluster } from '#detect/emerging-cluster/emerging-cluster';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { accountName, loadUsage } from '../support/load-usage.js';
import { growingCluster, honestClusters, regulars, WINDOW_DAYS } from './emerging-cluster.js';
import { DAY, type Strength, usageLines } from './scene.js';

const SEEDS = [1, 2, 3, 4, 5, 6];

/** The strength at which nearly all must be found; the curve over others is in README.md. */
const STANDARD = { accounts: 12, volume: 3, mutation: 0.15, jitter: 0.2 } as const;
const CURVE = {
  accounts: [4, 6, 8, 20],
  volume: [1, 2, 6],
  mutation: [0, 0.25, 0.35],
  jitter: [0, 0.5, 0.7],
} as const;

const variants: readonly Omit<Strength, 'seed'>[] = [
  STANDARD,
  ...Object.entries(CURVE).flatMap(([knob, values]) => values.map((value) => ({ ...STANDARD, [knob]: value }))),
];
const from = Date.UTC(2026, 9, 6);
const window = { from: new Date(from), until: new Date(from + WINDOW_DAYS * DAY) };

const nameOf = ({ accounts, volume, mutation, jitter }: Omit<Strength, 'seed'>, seed: number) =>
  `cluster-${accounts}-${volume}-${mutation}-${jitter}-${seed}`;

/** Each cluster draws its own chance, or all would share one template. */
const told = [
  ...variants.flatMap((strength, index) =>
    SEEDS.flatMap((seed) => growingCluster({ ...strength, seed: seed * 100 + index }, nameOf(strength, seed), from)),
  ),
  ...SEEDS.flatMap((seed) => {
    const honest = honestClusters(seed, from);
    return honest.map((call) => ({ ...call, account: `${call.account}-${seed}` }));
  }),
  ...regulars(7, 120, from),
];

describe('growing clusters over their strength', () => {
  let fresh: FreshWarehouse;
  let found: Finding[];
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, usageLines(told), window.until);
    found = emergingCluster.judge(await fresh.warehouse.ask(emergingCluster, window));
  });
  afterAll(() => fresh?.close());

  const accountsOf = (strength: Omit<Strength, 'seed'>, seed: number) =>
    Array.from({ length: strength.accounts }, (_, n) => accountName(`${nameOf(strength, seed)}-${n + 1}`));
  /** Share of the seeds of which one finding names at least half of the accounts. */
  const recall = (strength: Omit<Strength, 'seed'>) => {
    const hits = SEEDS.filter((seed) => {
      const accounts = new Set(accountsOf(strength, seed));
      return found.some(({ members = [] }) => {
        return 2 * members.filter(({ account }) => accounts.has(account)).length >= accounts.size;
      });
    });
    return hits.length / SEEDS.length;
  };

  it('are named at standard strength', () => {
    expect(recall(STANDARD)).toBeGreaterThanOrEqual(0.95);
  });

  it('are named alone: hardly anybody who does the like for honest reasons is among them', () => {
    const growing = new Set(variants.flatMap((strength) => SEEDS.flatMap((seed) => accountsOf(strength, seed))));
    const named = found.flatMap(({ members = [] }) => members.map(({ account }) => account));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((account) => growing.has(account)).length / named.length).toBeGreaterThanOrEqual(0.95);
  });
});
