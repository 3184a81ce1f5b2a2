import { describe, expect, it } from 'vitest';
import { unitsOf } from '../../test/support/units-of.js';
import { boundedCounts, type CellRow } from './public-table.js';
import { t1Category } from './t1-category/t1-category.js';

const answer = (change: Partial<CellRow> = {}) =>
  t1Category.keys.map(
    (key, index): CellRow => ({
      ...key,
      value: index,
      repeats: 0,
      most_touched: 3,
      ...(index === 4 ? change : {}),
    }),
  );

describe('counts about to be measured', () => {
  it('come in the order of the key space', () => {
    expect(unitsOf(boundedCounts(t1Category, answer()))).toEqual(t1Category.keys.map((_key, index) => BigInt(index)));
  });

  it('are refused when a unit touches too many cells', () => {
    expect(() => boundedCounts(t1Category, answer({ most_touched: 4 }))).toThrow('touches more than 3 cells');
  });

  it('are refused when a unit counts twice in a cell', () => {
    expect(() => boundedCounts(t1Category, answer({ repeats: 1 }))).toThrow('counts once');
  });

  it.each([
    ['missing', answer().slice(1)],
    ['foreign', answer({ category: 'NEW' })],
    ['out of place', answer().reverse()],
  ])('are refused when a key is %s', (_fault, rows) => {
    expect(() => boundedCounts(t1Category, rows)).toThrow('key space');
  });

  it('are not repeated in the message of a refusal', () => {
    expect(() => boundedCounts(t1Category, answer({ value: 98_765, most_touched: 4 }))).not.toThrow(/98.?765/);
  });
});
