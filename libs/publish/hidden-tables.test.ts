import { describe, expect, it } from 'vitest';
import { TrueCount } from '#disclosure/true-count';
import { CATEGORY_CODES } from './categories.js';
import { type HiddenCell, hiddenTables } from './hidden-tables.js';
import { keyText, type PublicTable } from './public-table.js';
import { t1Category } from './t1-category/t1-category.js';
import { t2Action } from './t2-action/t2-action.js';
import { t3Detector } from './t3-detector/t3-detector.js';

const counted = (table: PublicTable, of: (key: string) => bigint) => ({
  table,
  counts: table.keys.map((key) => TrueCount.of(of(keyText(key)))),
});
const spam = { 'SPM/BAN': 120n, 'SPM/SUS': 30n, 'SPM/LIM': 22n, 'SPM/WRN': 4n, 'SPM/NON': 24n };
const found = { 'SPM/GRF': 160n, 'SPM/BEH': 25n, 'SPM/RUL': 15n };
const from = (counts: Readonly<Record<string, bigint>>) => (key: string) => counts[key] ?? 0n;
const cells = (rows: readonly HiddenCell[] | undefined, category: string) =>
  Object.fromEntries(
    (rows ?? []).filter((one) => one.category === category).map((one) => [one.dim2, one.value ?? one.confidentiality]),
  );

describe('tables without noise', () => {
  it('hide small cells over all linked tables at once', () => {
    const [t1, t2, t3] = hiddenTables([
      counted(t1Category, from({ SPM: 200n })),
      counted(t2Action, from(spam)),
      counted(t3Detector, from(found)),
    ]);
    expect(cells(t1, 'SPM')).toEqual({ '': 200n });
    // The small cell, and the smallest of those that can move along with it.
    expect(cells(t2, 'SPM')).toEqual({ BAN: 120n, SUS: 30n, LIM: 'D', WRN: 'A', NON: 25n });
    expect(cells(t3, 'SPM')).toEqual({ GRF: 160n, BEH: 25n, RUL: 15n, CLS: 0n, EXT: 0n, HUM: 0n });
    expect(t1).toHaveLength(CATEGORY_CODES.length);
  });

  it('hide who was all in one column', () => {
    const [, t2] = hiddenTables([counted(t1Category, from({ FRD: 40n })), counted(t2Action, from({ 'FRD/BAN': 40n }))]);
    expect(Object.values(cells(t2, 'FRD'))).toEqual(expect.not.arrayContaining([40n]));
  });

  it('refuse tables that do not add up, and counts that are missing', () => {
    const total = counted(t1Category, from({ SPM: 201n }));
    expect(() => hiddenTables([total, counted(t2Action, from(spam))])).toThrow(/sum \d+ of the table holds/);
    expect(() => hiddenTables([{ table: t1Category, counts: [] }])).toThrow('one count for each key of t1');
  });
});
