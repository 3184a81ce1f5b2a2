import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#detect/detector';
import { limitRiding } from '#detect/limit-riding/limit-riding';
import { modelExtraction } from '#detect/model-extraction/model-extraction';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { accountName, loadUsage } from '../support/load-usage.js';
import { burstingClient, drifters, levelCallers, ridingAccounts, ridingKeys } from './limit-riding.js';
import { extractionPool, harvester, longWriters, silentPool } from './model-extraction.js';
import { DAY, type Strength, type Told, usageLines } from './scene.js';

const SEEDS = [1, 2, 3, 4, 5, 6];

/** The strength at which nearly all must be found; the curve over others is in README.md. */
const STANDARD = { accounts: 8, volume: 24, mutation: 0.05, jitter: 0.05 } as const;

const ridden = Date.UTC(2026, 8, 1);
const harvested = Date.UTC(2026, 8, 15);
const DAYS = 4;

/** Parties of each case, and what is told of them. */
const CASES = {
  'riding accounts': (strength: Strength, name: string) => ridingAccounts(strength, name, ridden, DAYS),
  'riding keys': (strength: Strength, name: string) =>
    ridingKeys({ ...strength, accounts: 5 }, name, ridden + (DAYS - 1) * DAY),
  'bursting client': (strength: Strength, name: string) =>
    burstingClient({ ...strength, volume: 10 }, name, ridden + (DAYS - 1) * DAY),
  'extraction pool': (strength: Strength, name: string) => extractionPool(strength, name, harvested),
  'silent pool': (strength: Strength, name: string) => silentPool(strength, name, harvested),
  harvester: (strength: Strength, name: string) => harvester({ ...strength, volume: 620 }, name, harvested),
} as const;
type Case = keyof typeof CASES;

const nameOf = (one: string, seed: number) => `${one.replace(' ', '-')}-${seed}`;

/** Honest callers once more under other names, so that no two tellings share an owner or a means of payment. */
function renamed(told: readonly Told[], seed: number): Told[] {
  return told.map(({ organization, payment_fingerprint, ...call }) => ({
    ...call,
    account: `${call.account}-${seed}`,
    ...(organization === undefined ? {} : { organization: `${organization}-${seed}` }),
    ...(payment_fingerprint === undefined ? {} : { payment_fingerprint: `${payment_fingerprint}-${seed}` }),
  }));
}

const guilty = Object.entries(CASES).flatMap(([one, told], index) =>
  SEEDS.map((seed) => told({ ...STANDARD, seed: seed * 100 + index }, nameOf(one, seed))),
);
const honest = SEEDS.flatMap((seed) => [
  ...renamed(levelCallers(seed, ridden, DAYS), seed),
  ...renamed(longWriters(seed, harvested), seed),
]);

describe('quota scenarios at standard strength', () => {
  let fresh: FreshWarehouse;
  let found: Finding[];
  beforeAll(async () => {
    fresh = await freshWarehouse();
    const told = [...guilty.flat(), ...honest, ...drifters(1, 150, ridden, DAYS)];
    await loadUsage(fresh, usageLines(told), new Date('2026-10-01T00:00:00Z'));
    const week = { from: new Date(ridden + (DAYS - 7) * DAY), until: new Date(ridden + DAYS * DAY) };
    const days = { from: new Date(harvested - 2 * DAY), until: new Date(harvested + DAY) };
    found = [
      ...limitRiding.judge(await fresh.warehouse.ask(limitRiding, week)),
      ...modelExtraction.judge(await fresh.warehouse.ask(modelExtraction, days)),
    ];
  });
  afterAll(() => fresh?.close());

  const named = ({ subject, members }: Finding) => members?.map(({ account }) => account) ?? [subject.id];
  const accountsOf = (told: readonly Told[]) => new Set(told.map(({ account }) => accountName(account)));

  it.each(Object.keys(CASES) as Case[])('names at least half of every %s in one finding', (one) => {
    const told = SEEDS.map((seed) =>
      accountsOf(guilty.flat().filter(({ account }) => isOf(account, nameOf(one, seed)))),
    );
    const recalled = told.filter((accounts) =>
      found.some((finding) => 2 * named(finding).filter((account) => accounts.has(account)).length >= accounts.size),
    );
    expect(recalled.length / told.length).toBeGreaterThanOrEqual(0.95);
  });

  it('names hardly anybody else', () => {
    const all = accountsOf(guilty.flat());
    const accounts = found.flatMap(named);
    expect(accounts.filter((account) => all.has(account)).length / accounts.length).toBeGreaterThanOrEqual(0.95);
  });
});

/** Whether an account is one of a case: it bears its name, alone or with a number. */
function isOf(account: string, name: string): boolean {
  return account === name || account.startsWith(`${name}-`);
}
