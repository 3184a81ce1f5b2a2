import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, presumedShare } from './sample-allocation.js';

const strata = fc.array(
  fc.record({
    population: fc.integer({ min: 0, max: 100_000 }),
    presumed: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('dividing a draw among strata', () => {
  it('draws in proportion to size times spread', () => {
    // 1,000·√(0.5·0.5) = 500 against 10,000·√(0.01·0.99) = 995: one third and two thirds.
    expect(
      allocate(
        [
          { population: 1_000, presumed: 0.5 },
          { population: 10_000, presumed: 0.01 },
        ],
        300,
        10,
      ),
    ).toEqual([100, 200]);
  });

  it('draws the floor of a stratum that proportion would leave out, and all of one that has fewer', () => {
    expect(
      allocate(
        [
          { population: 3, presumed: 0.8 },
          { population: 500, presumed: 0.2 },
          { population: 1_000_000, presumed: 0.01 },
        ],
        100,
        16,
      ),
    ).toEqual([3, 16, 81]);
  });

  it('never draws more than there are, nor fewer than the floor, and else as many as asked', () => {
    fc.assert(
      fc.property(strata, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 50 }), (all, size, floor) => {
        const drawn = allocate(all, size, floor);
        const least = all.map(({ population }) => Math.min(population, floor));
        const total = all.reduce((sum, { population }) => sum + population, 0);
        const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
        const isWithin = drawn.every((n, i) => n >= (least[i] ?? 0) && n <= (all[i]?.population ?? 0));
        return isWithin && sum(drawn) === Math.min(total, Math.max(size, sum(least)));
      }),
    );
  });

  it.each([
    [0, 1],
    [1, 0],
    [1.5, 1],
  ])('refuses a size of %s with a floor of %s', (size, floor) => {
    expect(() => allocate([], size, floor)).toThrow('whole and above zero');
  });
});

describe('the share presumed of a stratum', () => {
  it('is the guess before anybody has looked, and what was found once many have', () => {
    expect(presumedShare(0.4, 0, 0)).toBe(0.4);
    expect(presumedShare(0.4, 900, 1_000)).toBeCloseTo(0.895, 3);
    expect(presumedShare(0.01, 0, 100_000)).toBeGreaterThan(0);
  });
});
