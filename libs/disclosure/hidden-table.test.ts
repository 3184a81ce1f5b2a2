import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellInterval, crossTable } from './additive-table.js';
import { controlledRounding, roundedFrom } from './controlled-rounding.js';
import { fraction } from './fraction.js';
import { hiddenTable } from './hidden-table.js';
import { hiddenCells } from './secondary-suppression.js';
import { disclosesGroup, isWithinPercent, protectionLevel } from './sensitive-cell.js';
import { TrueCount } from './true-count.js';

const percent = (p: bigint) => fraction(p);
const between = (low: bigint, high: bigint) => ({ low: fraction(low), high: fraction(high) });
const total = (counts: readonly bigint[]) => counts.reduce((sum, count) => sum + count, 0n);

/** TV-5, with its margins. */
const TABLE = crossTable([
  [120n, 35n, 14n],
  [61n, 2n, 9n],
  [88n, 17n, 40n],
  [30n, 12n, 26n],
]);
const at = (row: number, column: number) => (row - 1) * 3 + column - 1;
const MARGINS = new Set([...TABLE.counts.keys()].filter((place) => place >= 12));

describe('a cell of few contributors', () => {
  // docs/attacks.md TV-1: handbook of the European SDC centre, chapter 4, example 2
  it('is safe when the remainder is beyond p % of the largest', () => {
    expect(isWithinPercent(110_000n, [52_000n, 50_000n], percent(10n))).toBe(false);
    // Whoever has 50 000 and takes the rest for the largest is 8 000 of 52 000 too high.
    expect(8_000 / 52_000).toBeCloseTo(0.153846, 6);
  });

  // docs/attacks.md TV-2: the same, example 1; a rule of dominance would pass it
  it('is caught though no one dominates it', () => {
    expect(isWithinPercent(100_000n, [50_000n, 49_000n], percent(10n))).toBe(true);
  });

  // docs/attacks.md TV-3: the same, example 4 and its table of formulas
  it('needs its protection level above it', () => {
    expect(protectionLevel(330n, [300n, 20n, 10n], percent(10n))).toEqual(fraction(20n));
    expect(300 / 0.85).toBeCloseTo(352.941176, 6);
  });

  // docs/attacks.md TV-8b: the same, chapter 5
  it('discloses a group when all of its row are in it, or all but whoever asks', () => {
    expect([disclosesGroup(6n, 6n, 0n), disclosesGroup(5n, 6n, 0n), disclosesGroup(5n, 6n, 1n)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('an interval from margins', () => {
  // docs/attacks.md TV-4: Geurts 1992, in the same handbook; the last three recomputed
  it('is what the linear program over all sums leaves', () => {
    const table = crossTable([
      [4n, 3n],
      [2n, 1n],
      [3n, 3n],
    ]);
    const hidden = new Set([0, 1, 2, 3]);
    expect([0, 1, 2, 3].map((cell) => cellInterval(table, hidden, cell))).toEqual([
      between(3n, 6n),
      between(1n, 4n),
      between(0n, 3n),
      between(0n, 3n),
    ]);
  });

  // docs/attacks.md TV-5: own table
  it('is a point when too little is hidden', () => {
    expect(cellInterval(TABLE, new Set([at(2, 2)]), at(2, 2))).toEqual(between(2n, 2n));
    const two = new Set([at(2, 2), at(2, 3)]);
    expect([...two].map((cell) => cellInterval(TABLE, two, cell))).toEqual([between(2n, 2n), between(9n, 9n)]);
  });

  it('has no end where nothing bounds it', () => {
    const table = { counts: [3n, 3n], sums: [{ total: 0, parts: [1] }] };
    expect(cellInterval(table, new Set([0, 1]), 1)).toEqual({ low: fraction(0n) });
  });
});

describe('hiding further cells', () => {
  const small = [
    { place: at(2, 2), width: 10n },
    { place: at(2, 3), width: 10n },
  ];

  // docs/attacks.md TV-5: best pattern, by exhaustive search
  it('finds the pattern that hides the fewest cells, and of these the smallest', () => {
    const hidden = hiddenCells(TABLE, small.slice(0, 1), MARGINS);
    expect([...hidden].sort((a, b) => a - b)).toEqual([at(2, 2), at(2, 3), at(4, 2), at(4, 3)]);
    const intervals = [at(2, 2), at(2, 3), at(4, 2), at(4, 3)].map((cell) => cellInterval(TABLE, hidden, cell));
    expect(intervals).toEqual([between(0n, 11n), between(0n, 11n), between(3n, 14n), between(24n, 35n)]);
    expect(total([...hidden].filter((place) => place !== at(2, 2)).map((place) => TABLE.counts[place] ?? 0n))).toBe(
      47n,
    );
  });

  it('has no pattern with fewer cells', () => {
    const others = [...Array(12).keys()].filter((place) => place !== at(2, 2));
    const pairs = others.flatMap((one) => others.filter((two) => two >= one).map((two) => [one, two]));
    const wide = pairs.filter((pair) => {
      const { low, high } = cellInterval(TABLE, new Set([at(2, 2), ...pair]), at(2, 2));
      return high === undefined || high.numerator - low.numerator >= 10n;
    });
    expect(wide).toEqual([]);
  });

  it('says when what has to stay shown gives a cell away', () => {
    const all = new Set([...TABLE.counts.keys()].filter((place) => place !== at(2, 2)));
    expect(() => hiddenCells(TABLE, small.slice(0, 1), all)).toThrow(/in which cell 4 can be kept 10 wide/);
    expect(() => hiddenCells({ ...TABLE, counts: [1n, ...TABLE.counts.slice(1)] }, small, MARGINS)).toThrow(/sum 0/);
  });
});

describe('controlled rounding', () => {
  const table = crossTable([
    [1n, 0n],
    [3n, 3n],
    [12n, 20n],
  ]);
  const off = (rounded: readonly bigint[]) =>
    total(
      rounded.map(
        (count, place) => (count > (table.counts[place] ?? 0n) ? 1n : -1n) * (count - (table.counts[place] ?? 0n)),
      ),
    );

  // docs/attacks.md TV-7: handbook of the European SDC centre, chapter 5, and an exhaustive search
  it('is as near as any rounding to multiples of five that adds up: of six, two are', () => {
    const open = table.counts.flatMap((count, place) => (count % 5n === 0n ? [] : [place]));
    const all = Array.from({ length: 2 ** open.length }, (_, choice) =>
      table.counts.map((count, place) => {
        const down = (count / 5n) * 5n;
        return open.includes(place) && (choice >> open.indexOf(place)) % 2 === 1 ? down + 5n : down;
      }),
    ).filter((rounded) =>
      table.sums.every(({ total: whole, parts }) => total(parts.map((part) => rounded[part] ?? 0n)) === rounded[whole]),
    );
    expect(all).toHaveLength(6);
    expect(
      all
        .map(off)
        .sort((a, b) => (a < b ? -1 : 1))
        .slice(0, 3),
    ).toEqual([18n, 18n, expect.toSatisfy((next: bigint) => next > 18n)]);
    const best = controlledRounding(table, 5n);
    expect(off(best)).toBe(18n);
    expect([
      [0n, 0n, 0n, 5n, 15n, 20n],
      [0n, 0n, 5n, 5n, 10n, 20n],
    ]).toContainEqual(best.slice(0, 6));
    expect(
      off(
        crossTable([
          [5n, 0n],
          [0n, 5n],
          [10n, 20n],
        ]).counts,
      ),
    ).toBe(22n);
  });

  // docs/attacks.md TV-7: existence intervals
  it('leaves an intruder an interval', () => {
    expect([roundedFrom(0n, 5n), roundedFrom(15n, 5n, 1n)]).toEqual([
      { low: 0n, high: 4n },
      { low: 6n, high: 24n },
    ]);
  });

  it('keeps every sum and goes to a neighbour, whatever the table', () => {
    const rows = fc.array(fc.array(fc.bigInt({ min: 0n, max: 60n }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(rows, (some) => {
        const { counts, sums } = crossTable(some);
        const rounded = controlledRounding({ counts, sums }, 5n);
        for (const { total: whole, parts } of sums)
          expect(total(parts.map((part) => rounded[part] ?? 0n))).toBe(rounded[whole]);
        for (const [place, count] of counts.entries()) {
          const distance = (rounded[place] ?? 0n) - count;
          expect(distance > -5n && distance < 5n && (rounded[place] ?? 1n) % 5n === 0n).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a table without noise', () => {
  const published = (counts: readonly bigint[]) =>
    hiddenTable(
      counts.map((one) => TrueCount.of(one)),
      STAR,
      [[1, 2, 3, 4]],
    );
  /** One category and its four parts. */
  const STAR = [{ total: 0, parts: [1, 2, 3, 4] }];

  it('hides small cells with a companion, and rounds the rest so that sums hold', () => {
    const { counts, small } = published([120n, 3n, 51n, 40n, 26n]);
    expect([counts, [...small]]).toEqual([[120n, undefined, 50n, 40n, undefined], [1]]);
  });

  it('hides the zeros of a row where all are in one cell', () => {
    const { counts } = published([40n, 0n, 40n, 0n, 0n]);
    expect(counts).toEqual([40n, undefined, undefined, undefined, undefined]);
  });

  // docs/attacks.md T-1 and T-20, mode B
  it('leaves no small cell narrower than ten, and no row all in one column, whatever was counted', () => {
    const count = fc.bigInt({ min: 0n, max: 40n });
    fc.assert(
      fc.property(fc.array(count, { minLength: 4, maxLength: 4 }), (parts) => {
        const exact = [total(parts), ...parts];
        const { counts, small } = published(exact);
        const hidden = new Set(counts.flatMap((one, place) => (one === undefined ? [place] : [])));
        for (const place of small) {
          const { low, high } = cellInterval({ counts: exact, sums: STAR }, hidden, place);
          expect(high === undefined || high.numerator - low.numerator >= 10n).toBe(true);
          expect(low.numerator < 10n).toBe(true);
        }
        const row = [1, 2, 3, 4].map((place) => counts[place]);
        const isAlone = (cell: unknown, place: number) =>
          cell !== undefined && cell !== 0n && row.every((one, other) => other === place || one === 0n);
        expect(row.some(isAlone)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  // docs/attacks.md TV-6: handbook of the European SDC centre
  it('may have one version only: two show what changed between them', () => {
    const [before, after] = [
      [50n, 128n, 39n],
      [52n, 130n, 39n],
    ];
    expect(after.map((count, place) => count - (before[place] ?? 0n))).toEqual([2n, 2n, 0n]);
  });
});

describe('an exact count', () => {
  const count = TrueCount.of(7n);

  it('cannot be written, shown, added up or looked at', () => {
    expect(() => JSON.stringify({ count })).toThrow(/may not be written/);
    expect(() => `${count}`).toThrow(/may not be shown/);
    // @ts-expect-error arithmetic on an exact count does not compile
    expect(() => count + 1n).toThrow(/may not be shown/);
    // @ts-expect-error its number has no name outside
    expect(count.units).toBeUndefined();
    expect(Object.entries(count)).toEqual([]);
    expect(() => TrueCount.of(-1n)).toThrow(RangeError);
  });
});
