import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certainClaims, type Known } from './certain-claims.js';

const exact = (...counts: number[]): Known[] => counts.map((count) => ({ low: count, high: count }));

/** Every two-by-two table with these margins, as its upper left count. */
function tables(total: number, row: number, column: number): number[] {
  const counts = Array.from({ length: total + 1 }, (_, count) => count);
  return counts.filter((both) => both <= row && both <= column && row + column - both <= total);
}

// docs/attacks.md T-2
describe('claims that hold in all consistent data sets', () => {
  it('are those that an enumeration of all data sets finds', () => {
    const count = fc.integer({ min: 0, max: 14 });
    fc.assert(
      fc.property(count, count, count, (total, row, column) => {
        fc.pre(row <= total && column <= total);
        const sets = tables(total, row, column);
        const groups = [
          ...[total, row, total - row, column, total - column].map((size) => [size]),
          ...[
            sets,
            sets.map((both) => row - both),
            sets.map((both) => column - both),
            sets.map((both) => total - row - column + both),
          ],
        ];
        const certain = groups.filter((sizes) => sizes.every((size) => size >= 1 && size <= 9)).length;
        const star = {
          total: { low: total, high: total },
          tables: [exact(row, total - row), exact(column, total - column)],
        };
        // Bounds of what two cells share do not see that both ends are small in different sets, so they may claim less.
        const claimed = certainClaims([star]);
        expect(claimed).toBeLessThanOrEqual(certain);
        if (sets.length === 1) expect(claimed).toBe(certain);
      }),
      { numRuns: 300 },
    );
  });

  it('are none when nothing is known but a wide region', () => {
    const wide = { low: 0, high: 60 };
    expect(
      certainClaims([
        {
          total: { low: 5, high: 90 },
          tables: [
            [wide, wide],
            [wide, wide, wide],
          ],
        },
      ]),
    ).toBe(0);
  });

  // docs/attacks.md TV-29: Garfinkel, Abowd, Martindale, "Understanding Database Reconstruction Attacks on Public Data"
  it('follow from three exact statistics: of 317 750 sets of ages 30 are left, and one age is certain', () => {
    const left: number[][] = [];
    let all = 0;
    for (let young = 1; young <= 123; young += 1)
      for (let middle = young + 1; middle <= 124; middle += 1)
        for (let old = middle + 1; old <= 125; old += 1) {
          all += 1;
          if (middle === 30 && young + middle + old === 3 * 44) left.push([young, middle, old]);
        }
    // Two equal ages count as well; with a median of 30 that is 30, 30 and 72.
    expect([all, left.length + 1]).toEqual([317_750, 30]);
    expect(left.every((ages) => ages.includes(30))).toBe(true);
  });
});
