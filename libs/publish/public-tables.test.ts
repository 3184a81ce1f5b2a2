import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundedCategories } from '#disclosure/bounded-categories';
import { fraction } from '#disclosure/fraction';
import { privacyCost, totalCost } from '#disclosure/privacy-cost';
import { type FreshWarehouse, freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { unitsOf } from '../../test/support/units-of.js';
import { CATEGORIES, CATEGORY_CODES } from './categories.js';
import { APPEALS, codesOf, DETECTOR_FAMILIES, REGIONS, REVIEW_OUTCOMES, WAITS } from './code-lists.js';
import { boundedCounts, keyText, type PublicTable, SPLIT_CATEGORIES } from './public-table.js';
import { absentTables, publicTables } from './public-tables.js';
import { snapshotCheck } from './snapshot-check.js';
import { rowText, type SnapshotRow, snapshotHash, TEXT_COLUMNS } from './snapshot-rows.js';
import { callCodes, unitUsage } from './unit-usage.js';

const everything = { models: ['aurel', 'quill'], regions: true, review: true };
const tables = publicTables(everything);
const ACTIONS = ['NON', 'WRN', 'LIM', 'SUS', 'BAN'];
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** What chance makes of one row; units are few, so that rows meet. */
const Row = fc.record({
  kind: fc.constantFrom<string>('incident', 'incident', 'appeal', 'sample'),
  unit: fc.constantFrom<string>('u1', 'u2', 'u3', 'u4'),
  category: fc.constantFrom(...CATEGORY_CODES),
  action: fc.constantFrom<number>(1, 2, 3, 4, 5),
  referred: fc.constantFrom<number>(0, 1),
  detector: fc.constantFrom(...codesOf(DETECTOR_FAMILIES)),
  model: fc.constantFrom<string>('aurel', 'quill', 'OTH'),
  region: fc.constantFrom(...codesOf(REGIONS)),
  waited: fc.constantFrom(...codesOf(WAITS)),
  appeal: fc.constantFrom(...codesOf(APPEALS)),
  review: fc.constantFrom(...codesOf(REVIEW_OUTCOMES)),
  day: fc.integer({ min: 1, max: 28 }),
});
type Row = typeof Row extends fc.Arbitrary<infer One> ? One : never;

describe('the public tables', () => {
  let fresh: FreshWarehouse;
  let releases = 0;
  beforeAll(async () => {
    fresh = await freshWarehouse();
  });
  afterAll(() => fresh?.close());

  const snapshot = (some: readonly Row[], release: string) =>
    some.map(({ kind, unit, category, action, appeal, review, day, ...more }, index): SnapshotRow => {
      const at = `2026-08-${String(day).padStart(2, '0')} 12:00:00`;
      const { detector, model, region, waited, referred } = more;
      return {
        ...{ release, period: '2026-Q3', kind: kind as SnapshotRow['kind'], unit, incident: `i${index}` },
        ...{ category: kind === 'appeal' ? '' : category, severity_rank: CATEGORIES[category].severityRank },
        ...{ tie: hash(kind === 'sample' ? `${unit}${index}` : `${unit}${category}`), decided_at: at, first_seen: at },
        ...{ action_rank: action, referred: referred as 0 | 1, detector, model, region, waited },
        ...{ outcome: kind === 'appeal' ? appeal : kind === 'sample' ? review : '', outcome_rank: 0 },
      };
    });

  async function counts(table: PublicTable, release: string): Promise<Map<string, number>> {
    const answer = await fresh.warehouse.ask(table, { release, ...table.keySpace }, 'sealed');
    const exact = unitsOf(boundedCounts(table, answer));
    return new Map(
      table.keys.flatMap((key, index): [string, number][] =>
        exact[index] ? [[keyText(key), Number(exact[index])]] : [],
      ),
    );
  }

  it('count as the reference does, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Row, { maxLength: 30 }), async (some) => {
        const release = `r${++releases}`;
        const rows = snapshot(some, release);
        if (rows.length > 0) await fresh.warehouse.write('release_snapshot', rows, undefined, 'sealed');
        for (const table of tables)
          expect([table.id, await counts(table, release)]).toEqual([table.id, reference(table.id, rows)]);
      }),
      { numRuns: 12 },
    );
  });

  it('are counted from the very rows that were sent as texts, what is empty in them left empty', async () => {
    const release = `r${++releases}`;
    const [row] = snapshot(fc.sample(Row, { numRuns: 1, seed: 1 }), release);
    const blank = { detector: '', waited: '', category: '', outcome: '', model: '', region: '' };
    const texts = [row, { ...row, ...blank, kind: 'appeal' }].map((one) => rowText(one as SnapshotRow));
    const columns = ['release', 'period', ...TEXT_COLUMNS] as const;
    const sent = texts.map((text) => `${release}|2026-Q3|${text}`);
    await fresh.warehouse.writeTexts('release_snapshot', columns, sent, hash(release), 'sealed');
    expect(await fresh.warehouse.ask(snapshotCheck, { release }, 'sealed')).toEqual([
      { rows: 2, hash: snapshotHash(texts) },
    ]);
  });

  it('read of each unit what its accounts called most, of equals the code that comes first', async () => {
    const at = '2026-08-01 12:00:00';
    const calls = (account: string, model: string, country: string, count = 1) =>
      Array.from({ length: count }, () => ({ received_at: at, account, model, country, at }));
    await fresh.warehouse.write('usage', [
      ...[...calls('a', 'quill-2', 'DE', 2), ...calls('b', 'Aurel-3', 'us', 3), ...calls('c', 'quill-1', 'ZZ', 2)],
      ...[...calls('d', 'vireo-1', 'BR'), ...calls('e', 'aurel-1', 'KE'), ...calls('stranger', 'quill-2', 'JP', 9)],
      ...[{ ...calls('d', 'quill-2', 'FR')[0], at: '2026-10-01 00:00:00' }, ...calls('f', '', '')],
    ]);
    const owners = { a: 0, b: 0, c: 0, d: 7, e: 7, f: 2, silent: 3 };
    const rows = Object.entries(owners).map(([account, unit]) => ({ release: 'called', account, unit }));
    // Sent twice, as after a broken connection.
    for (const _ of [1, 2]) await fresh.warehouse.write('release_account', rows, undefined, 'sealed');
    const window = { from: new Date('2026-07-01T00:00:00Z'), until: new Date('2026-10-01T00:00:00Z') };
    const { database } = fresh.warehouse.databases;
    const asked = { release: 'called', database, ...window, ...callCodes(['aurel', 'quill']) };
    expect(await fresh.warehouse.ask(unitUsage, asked, 'sealed')).toEqual([
      { model: 'OTH', region: 'AFR', units: [7] },
      { model: 'OTH', region: 'UNK', units: [2] },
      { model: 'quill', region: 'NAM', units: [0] },
    ]);
  });

  // docs/attacks.md T-10
  it('move by no more than their sensitivity when one unit with everything is added', async () => {
    const release = `r${++releases}`;
    const all = Array.from({ length: 3_000 }, (_, index): SnapshotRow => {
      const [row] = snapshot(
        [
          {
            kind: ['incident', 'appeal', 'sample'][index % 3] ?? 'incident',
            unit: 'one',
            category: CATEGORY_CODES[index % 15] ?? 'OTH',
            action: (index % 5) + 1,
            referred: 1,
            detector: codesOf(DETECTOR_FAMILIES)[index % 6] ?? 'RUL',
            model: ['aurel', 'quill', 'OTH'][index % 3] ?? 'OTH',
            region: codesOf(REGIONS)[index % 7] ?? 'UNK',
            waited: codesOf(WAITS)[index % 6] ?? 'NON',
            appeal: codesOf(APPEALS)[index % 10] ?? '',
            review: codesOf(REVIEW_OUTCOMES)[index % 3] ?? '',
            day: (index % 28) + 1,
          },
        ],
        release,
      );
      return { ...(row as SnapshotRow), incident: `i${index}` };
    });
    await fresh.warehouse.write('release_snapshot', all, undefined, 'sealed');
    for (const table of tables) {
      const moved = await counts(table, release);
      const squared = [...moved.values()].reduce((sum, count) => sum + count * count, 0);
      expect([table.id, squared <= Number(table.sensitivitySquared), squared > 0]).toEqual([table.id, true, true]);
    }
  });

  // A quarter costs one tenth, whatever is left out costs less.
  it('cost one tenth of the scale together', () => {
    const cost = (some: readonly PublicTable[]) =>
      totalCost(some.map(({ sensitivitySquared, sigma2 }) => privacyCost(sensitivitySquared, sigma2)));
    expect(cost(tables)).toEqual(fraction(1n, 10n));
    expect(tables.map(({ id }) => id)).toEqual(['t0', 't1', 't2', 't3', 't4', 't5', 't6', 't7', 't8', 't9']);
  });

  it('are told where they are left out, and why', () => {
    const least = { models: [], regions: false, review: false };
    expect(publicTables(least).map(({ id }) => id)).toEqual(['t0', 't1', 't2', 't3', 't6', 't7', 't8']);
    expect(absentTables(least).map(({ id }) => id)).toEqual(['t4', 't5', 't9']);
    expect(absentTables(everything)).toEqual([]);
  });
});

/** What a table has to count, said once more without SQL. */
function reference(id: string, rows: readonly SnapshotRow[]): Map<string, number> {
  const counted = new Map<string, number>();
  const add = (key: string) => counted.set(key, (counted.get(key) ?? 0) + 1);
  const kind = id === 't6' ? 'appeal' : id === 't9' ? 'sample' : 'incident';
  const units = new Map<string, SnapshotRow[]>();
  for (const row of rows) if (row.kind === kind) units.set(row.unit, [...(units.get(row.unit) ?? []), row]);
  const least = <Of>(some: readonly Of[], text: (one: Of) => string) =>
    [...some].sort((a, b) => (text(a) < text(b) ? -1 : 1))[0];
  const first = (some: readonly SnapshotRow[]) =>
    least(some, ({ first_seen, incident }) => `${first_seen} ${incident}`);
  for (const mine of units.values()) {
    if (id === 't0') {
      add('ALL/CNF');
      if (mine.some(({ action_rank }) => action_rank > 1)) add('ALL/ACT');
      if (mine.some(({ referred }) => referred === 1)) add('ALL/REF');
    } else if (['t1', 't2', 't3', 't4'].includes(id)) {
      const kept = boundedCategories(
        mine.map(({ category, severity_rank: rank, tie }) => ({ category, rank, tie })),
        3,
      );
      for (const { category } of kept) {
        const of = mine.filter((row) => row.category === category);
        const worst = Math.max(...of.map(({ action_rank }) => action_rank));
        const dim2 = { t1: '', t2: ACTIONS[worst - 1], t3: first(of)?.detector, t4: first(of)?.model }[id] ?? '';
        if (id === 't1' || (SPLIT_CATEGORIES as string[]).includes(category)) add(keyText({ category, dim2 }));
      }
    } else if (id === 't5') add(`ALL/${first(mine)?.region}`);
    else if (id === 't6') add(`ALL/${least(mine, ({ tie, incident }) => `${tie} ${incident}`)?.outcome}`);
    else if (id === 't7') add(`ALL/${first(mine)?.waited}`);
    else if (id === 't8')
      add(
        `ALL/${mine.length > 100 ? 'B101' : mine.length > 20 ? 'B021' : mine.length > 5 ? 'B006' : mine.length > 1 ? 'B002' : 'B001'}`,
      );
    else {
      const chosen = least(mine, ({ tie, incident }) => `${tie} ${incident}`);
      if (chosen !== undefined && (SPLIT_CATEGORIES as string[]).includes(chosen.category))
        add(`${chosen.category}/${chosen.outcome}`);
    }
  }
  return counted;
}
