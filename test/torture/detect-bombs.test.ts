import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listIncidents } from '#casebook/incidents';
import { Random } from '#demo/random';
import { communities } from '#detect/coordinated-accounts/communities';
import type { Detector, Finding } from '#detect/detector';
import { limitHammering } from '#detect/limit-hammering/limit-hammering';
import { StandingClock } from '#platform/clock';
import type { Tie } from '#statistics/louvain';
import { windowsBetween } from '#usage/window';
import { runDetector } from '../../apps/detect/run-detector.js';
import { detected } from '../support/detected.js';
import { type FreshCasebook, freshCasebook } from '../support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { hammering } from '../support/hammering.js';
import { loadUsage } from '../support/load-usage.js';
import { PATIENCE, REPEAT, SEED, times } from './counted.js';

const at = (hours: number) => new Date(Date.UTC(2026, 2, 2, hours));

/** Accounts of the largest star. */
const STAR = times(3_000, 100_000);

/** Campaigns of the longest chain. */
const CHAIN = times(300, 1_000);

/** Accounts of a campaign, numbered from `first`. */
const members = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => {
    return { account: String(first + index).padStart(32, '0'), records: 1, tie: 'same address' };
  });

/** Ties among which communities are sought; the question of coordinated accounts answers a fifth of the full count at most. */
const TIES = times(50_000, 1_000_000);

/** Whatever the window holds, these campaigns are found in it: what a graph bomb makes of the best detector. */
const finding = (...campaigns: ReturnType<typeof members>[]): Detector => ({
  ...(limitHammering as Detector),
  judge: () =>
    campaigns.map((each, index): Finding => {
      const subject = { kind: 'campaign', id: String(index).padStart(32, '0') } as const;
      return { subject, score: 1, point: 'act', because: 'x', numbers: {}, evidence: [], members: each };
    }),
});

describe('a graph bomb', () => {
  let warehouse: FreshWarehouse;
  let fresh: FreshCasebook;
  beforeAll(async () => {
    [warehouse, fresh] = await Promise.all([freshWarehouse(), freshCasebook()]);
    await loadUsage(warehouse, hammering('ann', at(0), 2), at(3));
  });
  afterAll(() => Promise.all([warehouse?.close(), fresh?.close()]));

  const run = (detector: Detector) =>
    runDetector(
      {
        warehouse: warehouse.warehouse,
        casebook: fresh.casebook,
        clock: new StandingClock(at(3)),
        detector,
        mode: 'retro',
      },
      { windows: windowsBetween(at(0), at(3), 1, 2), again: true },
    );

  it.each([
    ['a star of many accounts on one address', [members(0, STAR)], [STAR]],
    ['a clique of 2,000 accounts', [members(0, 2_000)], [2_000]],
    ['a chain of many campaigns that share an account each', chain(CHAIN), Array(CHAIN).fill(3)],
  ])(
    '%s is one case each, in bounded time, and the same after a rerun',
    { timeout: PATIENCE },
    async (_, campaigns, accounts) => {
      const detector = { ...finding(...campaigns), name: `bomb-${campaigns.length}-${accounts[0]}` };
      const began = performance.now();
      expect(await run(detector)).toMatchObject({ judged: 3, opened: campaigns.length, failures: [] });
      expect(performance.now() - began).toBeLessThan(PATIENCE / 2);
      const { incidents } = await listIncidents(fresh.casebook, { detector: detector.name, limit: 1_000 });
      expect(incidents.map((each) => each.accounts)).toEqual(accounts);
      const before = await detected(fresh.casebook, detector.name);
      expect(await run(detector)).toMatchObject({ judged: 3, opened: 0, changed: 0, withdrawn: 0 });
      expect(await detected(fresh.casebook, detector.name)).toBe(before);
    },
  );
});

it('a million ties among 2,000 accounts of which each hundred acts together are told apart in bounded time, and the same again', {
  timeout: PATIENCE,
}, () => {
  const random = new Random(SEED);
  const ties = new Map<string, Tie>();
  while (ties.size < TIES) {
    const one = random.below(2_000);
    const isOwn = random.below(2) === 0;
    const other = isOwn ? one - (one % 100) + random.below(100) : random.below(2_000);
    if (one >= other) continue;
    const weight = isOwn ? 100 : 1;
    ties.set(`${one} ${other}`, [one, other, weight]);
  }
  const pulls = new Array<number>(2_000).fill(0.1);
  const began = performance.now();
  const groups = communities(2_000, [...ties.values()], pulls);
  expect(performance.now() - began).toBeLessThan(PATIENCE / 4);
  expect(groups, REPEAT).toHaveLength(20);
  expect(groups.map((group) => new Set(group.map((account) => Math.floor(account / 100))).size)).toEqual(
    Array(20).fill(1),
  );
  expect(communities(2_000, [...ties.values()], pulls), REPEAT).toEqual(groups);
});

/** Each campaign shares its last account with the next one's first. */
function chain(count: number) {
  return Array.from({ length: count }, (_, index) => members(2 * index, 3));
}
