import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#detect/detector';
import { narrativeFanOut } from '#detect/narrative-fan-out/narrative-fan-out';
import { personaFarm } from '#detect/persona-farm/persona-farm';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { accountName, loadUsage } from '../support/load-usage.js';
import { askers, manyTongues, narrativeOperation } from './narrative-fan-out.js';
import { namedUsers, scheduledPersonas, timedPersonas } from './persona-farm.js';
import { DAY, type Strength, type Told, usageLines } from './scene.js';

const SEEDS = [1, 2, 3, 4, 5, 6];

/** The strengths at which nearly all must be found; the curves over others are in README.md. */
const OPERATION = { accounts: 6, volume: 8, mutation: 0.05, jitter: 0.05, languages: 5 } as const;
const FARM = { accounts: 14, volume: 4, mutation: 0.4, jitter: 0.05 } as const;

/** Operations of one day, each with an order of its own. */
const OPERATIONS: readonly Partial<typeof OPERATION>[][] = [
  [0, 0.05, 0.1, 0.2, 0.3].map((mutation) => ({ mutation }) as Partial<typeof OPERATION>),
  [2, 3, 4, 10].map((accounts) => ({ accounts }) as Partial<typeof OPERATION>),
  [2, 3, 4, 6].map((languages) => ({ languages }) as Partial<typeof OPERATION>),
  [2, 4, 16].map((volume) => ({ volume }) as Partial<typeof OPERATION>),
  [0, 0.2, 0.4].map((jitter) => ({ jitter }) as Partial<typeof OPERATION>),
];
const JITTERS = [0, 0.05, 0.1, 0.2, 0.35];
const PERSONAS = [6, 10, 20];
const FARMS = { scheduled: scheduledPersonas, timed: timedPersonas } as const;
const FARM_DAYS = 5;

const told = Date.UTC(2026, 6, 6);
const played = Date.UTC(2026, 9, 5);

const dayOf = (seed: number, kind: number) => told + 2 * (OPERATIONS.length * seed + kind) * DAY;
const operationName = (seed: number, kind: number, cell: number) => `operation-${seed}-${kind}-${cell}`;
const farmName = (kind: string, jitter: number, accounts: number, seed: number) =>
  `farm-${kind}-${jitter}-${accounts}-${seed}`;

/** The same world told once more under other names. */
function renamed(calls: readonly Told[], name: string): Told[] {
  return calls.map((call) => ({ ...call, account: `${call.account}-${name}` }));
}

function operationsOf(seed: number, kind: number): Told[] {
  const from = dayOf(seed, kind);
  const operations = (OPERATIONS[kind] ?? []).flatMap((change, cell) => {
    const { languages, ...strength } = { ...OPERATION, ...change, seed: 100 * seed + 10 * kind + cell };
    return narrativeOperation(strength, operationName(seed, kind, cell), from, { languages, order: seed + cell });
  });
  return [...operations, ...manyTongues(10 * seed + kind, from), ...askers(10 * seed + kind, 12, from)];
}

function farmsOf(seed: number): Told[] {
  const cells: (readonly [keyof typeof FARMS, number, number])[] = [
    ...JITTERS.flatMap((jitter) =>
      (['scheduled', 'timed'] as const).map((kind) => [kind, jitter, FARM.accounts] as const),
    ),
    ...PERSONAS.map((accounts) => ['scheduled', FARM.jitter, accounts] as const),
  ];
  const farms = cells.flatMap(([kind, jitter, accounts], cell) => {
    const strength: Strength = { ...FARM, seed: 100 * seed + cell, jitter, accounts, volume: kind === 'timed' ? 8 : 4 };
    return FARMS[kind](strength, farmName(kind, jitter, accounts, seed), played, FARM_DAYS);
  });
  return [...farms, ...renamed(namedUsers(seed, played, FARM_DAYS), String(seed))];
}

describe('influence over its strength', () => {
  let fresh: FreshWarehouse;
  const stories: Finding[] = [];
  let farms: Finding[];
  beforeAll(async () => {
    fresh = await freshWarehouse();
    const kinds = OPERATIONS.map((_, kind) => kind);
    const operations = SEEDS.flatMap((seed) => kinds.flatMap((kind) => operationsOf(seed, kind)));
    await loadUsage(fresh, usageLines(operations), new Date(played));
    await loadUsage(fresh, usageLines(SEEDS.flatMap(farmsOf)), new Date(played + 10 * DAY));
    for (const seed of SEEDS) {
      for (const kind of kinds) {
        const day = dayOf(seed, kind);
        const window = { from: new Date(day - DAY), until: new Date(day + DAY) };
        stories.push(...narrativeFanOut.judge(await fresh.warehouse.ask(narrativeFanOut, window)));
      }
    }
    const until = new Date(played + FARM_DAYS * DAY);
    farms = personaFarm.judge(
      await fresh.warehouse.ask(personaFarm, { from: new Date(until.getTime() - 7 * DAY), until }),
    );
  });
  afterAll(() => fresh?.close());

  const membersOf = ({ members = [] }: Finding) => members.map(({ account }) => account);
  /** Share of the seeds of which one finding names at least half of the accounts. */
  const storyRecall = (kind: number, cell: number) => {
    const accounts = OPERATIONS[kind]?.[cell]?.accounts ?? OPERATION.accounts;
    const found = SEEDS.filter((seed) => {
      const names = new Set(
        Array.from({ length: accounts }, (_, n) => accountName(`${operationName(seed, kind, cell)}-${n + 1}`)),
      );
      return stories.some((finding) => 2 * membersOf(finding).filter((name) => names.has(name)).length >= accounts);
    });
    return found.length / SEEDS.length;
  };
  const farmRecall = (kind: keyof typeof FARMS, jitter: number, accounts: number) => {
    const named = new Set(farms.flatMap(membersOf));
    return SEEDS.filter((seed) => named.has(accountName(farmName(kind, jitter, accounts, seed)))).length / SEEDS.length;
  };

  it('names every operation at standard strength, in three languages or more', () => {
    expect([0, 1, 2].map((cell) => storyRecall(0, cell))).toEqual([1, 1, 1]);
    expect([1, 2, 3].map((cell) => storyRecall(2, cell))).toEqual([1, 1, 1]);
  });

  it('names nobody who tells no story', () => {
    const guilty = new Set(
      SEEDS.flatMap((seed) =>
        OPERATIONS.flatMap((cells, kind) =>
          cells.flatMap((_, cell) =>
            Array.from({ length: 10 }, (_, n) => accountName(`${operationName(seed, kind, cell)}-${n + 1}`)),
          ),
        ),
      ),
    );
    expect(stories.flatMap(membersOf).filter((account) => !guilty.has(account))).toEqual([]);
  });

  it.each(['scheduled', 'timed'] as const)('names every farm of %s personas at standard strength', (kind) => {
    expect(farmRecall(kind, FARM.jitter, FARM.accounts)).toBeGreaterThanOrEqual(0.95);
  });

  it('names no key whose users are people, customers or machines', () => {
    const honest = new Set(
      SEEDS.flatMap((seed) =>
        ['help-desk', 'tutor', 'game', 'digest', 'watch', 'job'].map((name) => accountName(`${name}-${seed}`)),
      ),
    );
    expect(farms.flatMap(membersOf).filter((account) => honest.has(account))).toEqual([]);
  });
});
