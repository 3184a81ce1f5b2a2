import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coordinatedAccounts } from '#detect/coordinated-accounts/coordinated-accounts';
import type { Detector, Finding } from '#detect/detector';
import { limitHammering } from '#detect/limit-hammering/limit-hammering';
import { spamCampaign } from '#detect/spam-campaign/spam-campaign';
import { usageSpike } from '#detect/usage-spike/usage-spike';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { accountName, loadUsage } from '../support/load-usage.js';
import { chorus, echoes, linkChorus, talkers } from './coordinated-accounts.js';
import { deniedClients, HAMMERED_HOURS, hammeringClients, refusedClients } from './limit-hammering.js';
import { DAY, HOUR, type Strength, type Told, usageLines } from './scene.js';
import { alikeWriters, promotion, writers } from './spam-campaign.js';
import { burstingAccounts, risingKeys, SPIKE_HOUR } from './usage-spike.js';

const SEEDS = [1, 2, 3, 4, 5, 6];

const [hammered, burst, promoted, echoed] = [1, 15, 21, 29].map((day) => Date.UTC(2026, 10, day)) as [
  number,
  number,
  number,
  number,
];
const week = (from: number) => ({ from: new Date(from), until: new Date(from + 7 * DAY) });

/** A kind of misuse, the detector that looks for it, its standard strength, and the knobs whose curve README.md shows. */
interface Case {
  readonly told: (strength: Strength, name: string) => Told[];
  readonly detector: Detector;
  readonly standard: Omit<Strength, 'seed'>;
  readonly curve: Partial<Record<keyof Strength, readonly number[]>>;
}

const CASES: Readonly<Record<string, Case>> = {
  'hammering clients': {
    told: (strength, name) => hammeringClients(strength, name, hammered),
    detector: limitHammering as Detector,
    standard: { accounts: 4, volume: 240, mutation: 0, jitter: 0.02 },
    curve: { volume: [40, 80, 120, 240, 600], jitter: [0, 0.02, 0.1, 0.2, 0.4] },
  },
  'denied clients': {
    told: (strength, name) => deniedClients(strength, name, hammered),
    detector: limitHammering as Detector,
    standard: { accounts: 4, volume: 360, mutation: 0, jitter: 0.02 },
    curve: { volume: [120, 180, 240, 360, 600], jitter: [0, 0.02, 0.1, 0.2, 0.4] },
  },
  'bursting accounts': {
    told: (strength, name) => burstingAccounts(strength, name, burst),
    detector: usageSpike as Detector,
    standard: { accounts: 2, volume: 6, mutation: 0, jitter: 0.3 },
    curve: { volume: [2, 3, 4, 6, 10], jitter: [0, 0.3, 0.6, 0.9, 1.2] },
  },
  promotion: {
    told: (strength, name) => promotion(strength, name, promoted),
    detector: spamCampaign as Detector,
    standard: { accounts: 6, volume: 4, mutation: 0.1, jitter: 0.1 },
    curve: {
      accounts: [2, 3, 6, 12, 24],
      volume: [1, 2, 4, 8, 16],
      mutation: [0, 0.1, 0.15, 0.2, 0.3],
      jitter: [0, 0.1, 0.3, 0.5, 0.7],
    },
  },
  chorus: {
    told: (strength, name) => chorus(strength, name, echoed),
    detector: coordinatedAccounts as Detector,
    standard: { accounts: 6, volume: 8, mutation: 0.02, jitter: 0.1 },
    curve: {
      accounts: [2, 3, 6, 12, 24],
      volume: [1, 2, 4, 8, 16],
      mutation: [0, 0.02, 0.05, 0.1, 0.2],
      jitter: [0, 0.1, 0.3, 0.5, 0.7],
    },
  },
  'link chorus': {
    told: (strength, name) => linkChorus(strength, name, echoed),
    detector: coordinatedAccounts as Detector,
    standard: { accounts: 6, volume: 8, mutation: 0, jitter: 0.1 },
    curve: { accounts: [2, 3, 6, 12, 24], volume: [1, 2, 4, 8, 16], jitter: [0, 0.1, 0.3, 0.5, 0.7] },
  },
};

/** `CURVE=1` tells every strength of the curves and prints what is found. */
const IS_CURVE = process.env.CURVE === '1';

interface Cell {
  readonly one: string;
  readonly knob: string;
  readonly strength: Omit<Strength, 'seed'>;
}

const CELLS: readonly Cell[] = Object.entries(CASES).flatMap(([one, { standard, curve }]) => [
  { one, knob: 'standard', strength: standard },
  ...(IS_CURVE ? Object.entries(curve) : []).flatMap(([knob, values]) =>
    values.map((value) => ({ one, knob: `${knob} ${value}`, strength: { ...standard, [knob]: value } })),
  ),
]);

const nameOf = ({ one, knob }: Cell, seed: number) => `${one} ${knob} ${seed}`.replaceAll(/[ .]/g, '-');

/** Honest callers once more under other names, so that no two tellings share an owner. */
function renamed(told: readonly Told[], seed: number): Told[] {
  return told.map(({ organization, ...call }) => ({
    ...call,
    account: `${call.account}-${seed}`,
    ...(organization === undefined ? {} : { organization: `${organization}-${seed}` }),
  }));
}

const guilty = CELLS.map((cell, index) =>
  SEEDS.map((seed) =>
    (CASES[cell.one] as Case).told({ ...cell.strength, seed: seed * 1_000 + index }, nameOf(cell, seed)),
  ),
);
const honest = [
  ...SEEDS.flatMap((seed) => [
    ...renamed(refusedClients(seed, hammered), seed),
    ...renamed(alikeWriters(seed, promoted), seed),
    ...renamed(echoes(seed, echoed), seed),
  ]),
  ...SEEDS.slice(0, 3).flatMap((seed) => renamed(risingKeys(seed, burst), seed)),
  ...writers(1, 150, promoted),
  ...talkers(1, 150, echoed),
];

describe('volume and likeness over their strength', () => {
  let fresh: FreshWarehouse;
  const found = new Map<string, Finding[]>();
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, usageLines([...guilty.flat(2), ...honest]), new Date('2026-12-10T00:00:00Z'));
    const hour = burst + SPIKE_HOUR * HOUR;
    const windows: readonly (readonly [Detector, { readonly from: Date; readonly until: Date }])[] = [
      [limitHammering as Detector, { from: new Date(hammered), until: new Date(hammered + HAMMERED_HOURS * HOUR) }],
      [usageSpike as Detector, { from: new Date(hour), until: new Date(hour + HOUR) }],
      [spamCampaign as Detector, week(promoted)],
      [coordinatedAccounts as Detector, week(echoed)],
    ];
    for (const [detector, window] of windows) {
      found.set(detector.name, detector.judge(await fresh.warehouse.ask(detector, window)));
    }
  });
  afterAll(() => fresh?.close());

  const named = ({ subject, members }: Finding) => members?.map(({ account }) => account) ?? [subject.id];
  const accountsOf = (told: readonly Told[]) => [...new Set(told.map(({ account }) => accountName(account)))];

  /** Share of a cell's accounts that are named; of those who act together, that one finding names with half of the others. */
  const recall = (cell: Cell) => {
    const { detector } = CASES[cell.one] as Case;
    const findings = (found.get(detector.name) ?? []).map((finding) => new Set(named(finding)));
    const recalled = (guilty[CELLS.indexOf(cell)] ?? []).flatMap((told) => {
      const accounts = accountsOf(told);
      const isTogether = detector.family === 'GRF';
      const telling = findings.filter(
        (some) => !isTogether || 2 * accounts.filter((account) => some.has(account)).length >= accounts.length,
      );
      return accounts.map((account) => telling.some((some) => some.has(account)));
    });
    return recalled.filter(Boolean).length / recalled.length;
  };

  it.each(Object.keys(CASES))('names nearly every account of %s at standard strength', (one) => {
    const standard = CELLS.find((cell) => cell.one === one && cell.knob === 'standard') as Cell;
    expect(recall(standard)).toBeGreaterThanOrEqual(0.95);
  });

  it.each([...new Set(Object.values(CASES).map(({ detector }) => detector.name))])(
    '%s names hardly anybody else',
    (name) => {
      const accused = new Set(
        CELLS.flatMap((cell, index) =>
          CASES[cell.one]?.detector.name === name ? (guilty[index] ?? []).flatMap(accountsOf) : [],
        ),
      );
      const accounts = (found.get(name) ?? []).flatMap(named);
      const right = accounts.filter((account) => accused.has(account)).length;
      expect(right / accounts.length).toBeGreaterThanOrEqual(0.95);
      if (IS_CURVE) process.stdout.write(`${name}: ${right} of ${accounts.length} accounts named are guilty\n`);
    },
  );

  it.runIf(IS_CURVE)('shows its curve', () => {
    for (const cell of CELLS) process.stdout.write(`${cell.one}, ${cell.knob}: ${recall(cell).toFixed(2)}\n`);
  });
});
