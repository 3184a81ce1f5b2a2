import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Category } from '#detect/detector';
import { boundedCategories, tieHash } from '#disclosure/bounded-categories';
import { type FreshWarehouse, freshWarehouse } from '../../../test/support/fresh-warehouse.js';
import { unitsOf } from '../../../test/support/units-of.js';
import { CATEGORIES, CATEGORY_CODES } from '../categories.js';
import { boundedCounts } from '../public-table.js';
import { snapshotCheck } from '../snapshot-check.js';
import { rowText, type SnapshotRow, snapshotHash } from '../snapshot-rows.js';
import { t1Category } from './t1-category.js';

const PERIOD = '2026-Q3';

describe('confirmed units by policy category', () => {
  let fresh: FreshWarehouse;
  beforeAll(async () => {
    fresh = await freshWarehouse();
  });
  afterAll(() => fresh?.close());

  let releases = 0;
  /** Stores one row for each category a unit was confirmed for, repeats included, as a release of its own. */
  async function snapshot(units: Readonly<Record<string, readonly Category[]>>): Promise<SnapshotRow[]> {
    const release = `release-${++releases}`;
    const rows = Object.entries(units).flatMap(([unit, categories]) =>
      categories.map(
        (category, index): SnapshotRow => ({
          release,
          period: PERIOD,
          unit,
          category,
          severity_rank: CATEGORIES[category].severityRank,
          tie: tieHash('key', unit, PERIOD, category),
          incident: `${unit}-${index}`,
          decided_at: '2026-08-01 12:00:00',
          ...{ kind: 'incident', first_seen: '2026-08-01 00:00:00', action_rank: 1, referred: 0, detector: 'HUM' },
          ...{ model: 'OTH', region: 'UNK', waited: 'NON', outcome: '', outcome_rank: 0 },
        }),
      ),
    );
    await fresh.warehouse.write('release_snapshot', rows, undefined, 'sealed');
    return rows;
  }
  const ask = (release: string) => fresh.warehouse.ask(t1Category, { release, ...t1Category.keySpace }, 'sealed');
  const countsOf = async (units: Readonly<Record<string, readonly Category[]>>) => {
    const [row] = await snapshot(units);
    const counts = unitsOf(boundedCounts(t1Category, await ask(row?.release ?? 'none')));
    return Object.fromEntries(CATEGORY_CODES.map((code, index) => [code, counts[index] ?? -1n]));
  };
  const nothing = Object.fromEntries(CATEGORY_CODES.map((code) => [code, 0n]));

  it('lists every category when nothing was confirmed', async () => {
    expect(await countsOf({})).toEqual(nothing);
  });

  it('counts units, not incidents', async () => {
    expect(await countsOf({ u1: ['SPM', 'SPM', 'SPM'], u2: ['SPM'] })).toEqual({ ...nothing, SPM: 2n });
  });

  it('keeps the three gravest categories of a unit that has more', async () => {
    const counts = await countsOf({ u1: ['OTH', 'SPM', 'CYB', 'CSE', 'VIO'] });
    expect(counts).toEqual({ ...nothing, CSE: 1n, VIO: 1n, CYB: 1n });
  });

  it('counts the named release alone', async () => {
    await snapshot({ u1: ['ACC'] });
    expect(await countsOf({ u2: ['SPM'] })).toEqual({ ...nothing, SPM: 1n });
  });

  it('bounds each unit as the reference does, whatever it was confirmed for', async () => {
    const categories = fc.array(fc.constantFrom(...CATEGORY_CODES), { minLength: 1, maxLength: 9 });
    const units = fc.dictionary(fc.stringMatching(/^u[0-9]{2}$/), categories, { maxKeys: 12 });
    await fc.assert(
      fc.asyncProperty(units, async (some) => {
        const expected = { ...nothing };
        for (const [unit, confirmed] of Object.entries(some)) {
          const ranked = confirmed.map((category) => ({
            category,
            rank: CATEGORIES[category].severityRank,
            tie: tieHash('key', unit, PERIOD, category),
          }));
          for (const { category } of boundedCategories(ranked, t1Category.touches))
            expected[category] = (expected[category] ?? 0n) + 1n;
        }
        expect(await countsOf(some)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('moves by no more than its sensitivity when one unit with everything is added', async () => {
    const without = await countsOf({ u1: ['SPM'], u2: ['ACC', 'CYB'] });
    const all = Array.from({ length: 200 }, () => CATEGORY_CODES).flat();
    const moved = await countsOf({ u1: ['SPM'], u2: ['ACC', 'CYB'], u3: all });
    const distance = CATEGORY_CODES.reduce(
      (sum, code) => sum + ((moved[code] ?? 0n) - (without[code] ?? 0n)) ** 2n,
      0n,
    );
    expect(distance).toBe(t1Category.sensitivitySquared);
  });

  it('has its snapshot fingerprinted alike on both sides', async () => {
    const rows = await snapshot({ u1: ['SPM', 'ACC'], u2: ['OTH'] });
    const held = await fresh.warehouse.ask(snapshotCheck, { release: rows[0]?.release ?? '' }, 'sealed');
    expect(held).toEqual([{ rows: 3, hash: snapshotHash(rows.map(rowText)) }]);
  });

  it('has an empty snapshot fingerprinted alike on both sides', async () => {
    const held = await fresh.warehouse.ask(snapshotCheck, { release: 'none' }, 'sealed');
    expect(held).toEqual([{ rows: 0, hash: snapshotHash([]) }]);
  });
});
