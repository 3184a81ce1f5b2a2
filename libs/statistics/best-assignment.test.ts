import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestAssignment } from './best-assignment.js';

const total = (gains: number[][], chosen: readonly (number | undefined)[]) =>
  chosen.reduce<number>((sum, column, row) => sum + (column === undefined ? 0 : (gains[row]?.[column] ?? 0)), 0);

/** Tries everything. */
function best(gains: readonly number[][], taken: ReadonlySet<number> = new Set()): number {
  const [row, ...rest] = gains;
  if (row === undefined) return 0;
  const choices = row.map((gain, column) => (taken.has(column) ? 0 : gain + best(rest, new Set([...taken, column]))));
  return Math.max(best(rest, taken), ...choices);
}

describe('the best assignment', () => {
  it('gives up the best pair where two others together are better', () => {
    expect(
      bestAssignment([
        [5, 4],
        [4, 0],
      ]),
    ).toEqual([1, 0]);
  });

  it('leaves a row without a column rather than make a pair that may not be', () => {
    expect(bestAssignment([[0, 1], [0, 2], []].map((row) => [...row, 0, 0].slice(0, 2)))).toEqual([
      undefined,
      1,
      undefined,
    ]);
    expect(bestAssignment([[], []])).toEqual([undefined, undefined]);
    expect(bestAssignment([])).toEqual([]);
  });

  it('refuses rows of different lengths and gains below zero', () => {
    expect(() => bestAssignment([[1], []])).toThrow('bestAssignment requires rows of one length');
    expect(() => bestAssignment([[-1]])).toThrow('bestAssignment requires gains from zero');
  });

  it('gains as much as trying everything would, and takes no column twice', () => {
    const matrix = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(fc.nat(9), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      );
    fc.assert(
      fc.property(matrix, (gains) => {
        const chosen = bestAssignment(gains);
        const columns = chosen.filter((column) => column !== undefined);
        expect(new Set(columns).size).toBe(columns.length);
        expect(total(gains, chosen)).toBe(best(gains));
      }),
    );
  });
});
