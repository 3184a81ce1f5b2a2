import { describe, expect, it } from 'vitest';
import { storedNoisyCount } from '#disclosure/noisy-count';
import { exampleRelease } from '../../test/support/example-release.js';
import type { MeasuredTable } from './measured-release.js';
import { releaseOutlook } from './release-outlook.js';

const { tables } = exampleRelease(false);
/** The example with other numbers in some cells. */
const withCells = (id: string, cells: Readonly<Record<string, number>>): MeasuredTable[] =>
  tables.map(({ table, measurements }) => ({
    table,
    measurements: measurements.map((measurement, index) => {
      const changed =
        table.id === id ? cells[table.keys[index]?.dim2 || (table.keys[index]?.category ?? '')] : undefined;
      return changed === undefined ? measurement : storedNoisyCount(`${changed}`);
    }),
  }));
const outlook = (now: MeasuredTable[], before?: MeasuredTable[]) =>
  releaseOutlook(
    { period: '2026-Q3', tables: now },
    before === undefined ? undefined : { period: '2026-Q2', tables: before },
  );

describe('the outlook for leaders', () => {
  it('names what moved by more than noise, and nothing else', () => {
    const { moved, compared } = outlook(withCells('t1', { SPM: 260 }), [...tables]);
    expect(moved).toEqual([
      {
        table: 't1',
        category: 'SPM',
        dim2: '',
        what: expect.stringMatching(/spam/i),
        direction: 'up',
        now: 260,
        before: 212,
      },
    ]);
    expect(compared).toBeGreaterThan(3);
  });

  it('compares with nothing before the second release', () => {
    expect(outlook([...tables])).toMatchObject({ comparedWith: undefined, moved: [], compared: 0 });
  });

  it('gives the share reversed with an interval of sampling and noise, now and before', () => {
    const appeals = { 'UPH-ACC': 300, 'UPH-USE': 100, 'REV-ACC': 40, 'REV-USE': 30, 'OWN-ACC': 20, 'OWN-USE': 10 };
    const { shares } = outlook(withCells('t6', appeals), withCells('t6', { ...appeals, 'REV-ACC': 140 }));
    const reversed = shares.find(({ name }) => name === 'reversed');
    expect(reversed?.now?.value).toBeCloseTo(0.2, 6);
    expect(reversed?.now?.low).toBeLessThan(0.17);
    expect(reversed?.before?.value).toBeCloseTo(200 / 600, 6);
  });

  it('says nothing of a share whose counts may all be noise, nor of a table that is left out', () => {
    const few = { 'UPH-ACC': 3, 'UPH-USE': 1, 'REV-ACC': 4, 'REV-USE': 3, 'OWN-ACC': 2, 'OWN-USE': 1 };
    const { shares } = outlook(withCells('t6', few));
    expect(shares.find(({ name }) => name === 'reversed')?.now).toBeUndefined();
    expect(shares.find(({ name }) => name === 'confirmed_in_review')?.now).toBeUndefined();
  });
});
