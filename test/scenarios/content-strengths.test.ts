import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#detect/detector';
import { filterEvasion } from '#detect/filter-evasion/filter-evasion';
import { persistentViolation } from '#detect/persistent-violation/persistent-violation';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { accountName, loadUsage } from '../support/load-usage.js';
import { disguise, insistence, oftenRefused, ordinaryAskers } from './filter-evasion.js';
import { darkTopics, hatefulRolePlay, scoredCrowd, WEEK } from './persistent-violation.js';
import { DAY, type Told, usageLines } from './scene.js';

/** Tellings of each case; the curve over other strengths is in README.md. */
const SEEDS = [1, 2, 3, 4, 5, 6];
const PLAY = { accounts: 3, volume: 24, mutation: 0, jitter: 0.2 } as const;
const INSISTENCE = { accounts: 3, volume: 5, mutation: 0.15, jitter: 0.1 } as const;
const DISGUISE = { accounts: 3, volume: 20, mutation: 0, jitter: 0 } as const;

const from = Date.UTC(2026, 6, 6);
const week = { from: new Date(from), until: new Date(from + WEEK * DAY) };
const day = { from: new Date(from), until: new Date(from + DAY) };

/** The same world told once more under other names. */
function renamed(told: readonly Told[], seed: number): Told[] {
  return told.map((call) => ({ ...call, account: `${call.account}-${seed}` }));
}

/** Accounts of one case over all its tellings. */
function accountsOf(name: string, { accounts }: { readonly accounts: number }): string[] {
  return SEEDS.flatMap((seed) => Array.from({ length: accounts }, (_, n) => accountName(`${name}-${seed}-${n + 1}`)));
}

const told = SEEDS.flatMap((seed) => [
  ...hatefulRolePlay({ ...PLAY, seed }, `player-${seed}`, from),
  ...hatefulRolePlay({ ...PLAY, seed: seed + 10 }, `harsh-player-${seed}`, from, 'harshmark-1'),
  ...renamed(darkTopics(seed, from), seed),
  ...insistence({ ...INSISTENCE, seed }, `insister-${seed}`, from),
  ...disguise({ ...DISGUISE, seed }, `disguiser-${seed}`, from),
  ...renamed(oftenRefused(seed, from), seed),
]);

describe('scenarios of content over their strength', () => {
  let fresh: FreshWarehouse;
  let violations: Finding[];
  let evasions: Finding[];
  let seen: { readonly violations: number; readonly evasions: number };
  beforeAll(async () => {
    fresh = await freshWarehouse();
    const others = [
      ...scoredCrowd(7, 120, from),
      ...scoredCrowd(8, 60, from, 'harshmark-1'),
      ...ordinaryAskers(7, 30, from),
    ];
    await loadUsage(fresh, usageLines([...told, ...others]), new Date('2026-09-01T00:00:00Z'));
    const scored = await fresh.warehouse.ask(persistentViolation, week);
    const refused = await fresh.warehouse.ask(filterEvasion, day);
    seen = { violations: scored.length, evasions: refused.length };
    violations = persistentViolation.judge(scored);
    evasions = filterEvasion.judge(refused);
  });
  afterAll(() => fresh?.close());

  const recall = (findings: readonly Finding[], accounts: readonly string[]) => {
    const named = new Set(findings.map(({ subject }) => subject.id));
    return accounts.filter((account) => named.has(account)).length / accounts.length;
  };
  const precision = (findings: readonly Finding[], accounts: readonly string[]) =>
    findings.filter(({ subject }) => accounts.includes(subject.id)).length / findings.length;

  it.each(['player', 'harsh-player'])('name every %s, whatever scale the classifier has', (name) => {
    expect(recall(violations, accountsOf(name, PLAY))).toBeGreaterThanOrEqual(0.95);
  });

  it('name nobody who writes of dark things for an honest reason, though the question sees some', () => {
    const guilty = [...accountsOf('player', PLAY), ...accountsOf('harsh-player', PLAY)];
    expect(seen.violations).toBeGreaterThan(guilty.length + 2 * SEEDS.length);
    expect(precision(violations, guilty)).toBeGreaterThanOrEqual(0.95);
  });

  it.each([
    ['insister', INSISTENCE],
    ['disguiser', DISGUISE],
  ] as const)('name every %s', (name, strength) => {
    expect(recall(evasions, accountsOf(name, strength))).toBeGreaterThanOrEqual(0.95);
  });

  it('name nobody who is often refused for an honest reason, though the question sees some', () => {
    const guilty = [...accountsOf('insister', INSISTENCE), ...accountsOf('disguiser', DISGUISE)];
    expect(seen.evasions).toBeGreaterThan(guilty.length + 3 * SEEDS.length);
    expect(precision(evasions, guilty)).toBeGreaterThanOrEqual(0.95);
  });
});
