import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeBeyondNoise, squaredChange } from './change-test.js';
import { consistentTotal } from './consistent-total.js';
import { type Fraction, fraction, isAtMost, sum } from './fraction.js';
import { nonNegative } from './non-negative.js';
import { wholeParts } from './whole-parts.js';

const whole = (value: number) => fraction(BigInt(value));
const decimal = ({ numerator, denominator }: Fraction) => Number(numerator) / Number(denominator);
const added = (values: readonly Fraction[]) => values.reduce(sum, fraction(0n));

describe('consistency', () => {
  const { total, variance, parts } = consistentTotal({ value: whole(103), variance: whole(25) }, [
    { parts: [61, 38, 7, -8].map(whole), variance: whole(100) },
  ]);

  // docs/attacks.md TV-16
  it('weighs a total and its parts by their precision', () => {
    expect(decimal(total)).toBeCloseTo(102.705882, 6);
    expect(decimal(variance)).toBeCloseTo(23.529412, 6);
    expect(parts[0]?.map(decimal)).toEqual(
      [62.176471, 39.176471, 8.176471, -6.823529].map((value) => expect.closeTo(value, 6)),
    );
  });

  it('projects the parts to where none is negative, and to integers', () => {
    const projected = nonNegative(parts[0] ?? [], total);
    expect(projected.map(decimal)).toEqual(
      [59.901961, 36.901961, 5.901961, 0].map((value) => expect.closeTo(value, 6)),
    );
    expect(wholeParts(projected)).toEqual([60n, 37n, 6n, 0n]);
  });

  // docs/attacks.md TV-15: T1 together with the row sums of T2, T3 and T4
  it('lowers the variance of a category from 60 to 46.6', () => {
    const row = (cells: number, sigma2: number) => ({ parts: Array(cells).fill(whole(1)), variance: whole(sigma2) });
    const combined = consistentTotal({ value: whole(5), variance: whole(60) }, [row(5, 100), row(6, 100), row(6, 150)]);
    expect(decimal(combined.variance)).toBeCloseTo(46.632124, 6);
  });

  it('makes every table add up to one total, none of it negative', () => {
    const cells = fc.array(fc.integer({ min: -60, max: 400 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 900 }), fc.array(cells, { maxLength: 3 }), (value, tables) => {
        const combined = consistentTotal(
          { value: whole(value), variance: whole(60) },
          tables.map((table) => ({ parts: table.map(whole), variance: whole(100) })),
        );
        const least = combined.total.numerator < 0n ? whole(0) : combined.total;
        for (const table of combined.parts) {
          expect(added(table)).toEqual(combined.total);
          const projected = nonNegative(table, least);
          expect(added(projected)).toEqual(least);
          expect(projected.every((part) => isAtMost(whole(0), part))).toBe(true);
        }
      }),
    );
  });

  it('refuses what it cannot divide', () => {
    const measured = { value: whole(1), variance: whole(1) };
    expect(() => consistentTotal(measured, [{ parts: [], variance: whole(1) }])).toThrow(RangeError);
    expect(() => consistentTotal({ ...measured, variance: whole(0) }, [])).toThrow(RangeError);
    expect(() => nonNegative([], whole(1))).toThrow(RangeError);
    expect(() => nonNegative([whole(1)], whole(-1))).toThrow(RangeError);
    expect(() => wholeParts([whole(-1)])).toThrow(RangeError);
  });
});

describe('the change test', () => {
  const measured = (value: bigint, variance = 100) => ({ value, variance: whole(variance) });

  // docs/attacks.md TV-18b: z = 2.12132, whose square is 4.5
  it('does not react to noise', () => {
    expect(squaredChange(measured(240n), measured(210n))).toEqual(fraction(9n, 2n));
    expect(changeBeyondNoise(measured(240n), measured(210n))).toBe('within noise');
  });

  it('tells a rise and a fall beyond 2.58 standard deviations', () => {
    expect(changeBeyondNoise(measured(240n), measured(203n))).toBe('up');
    expect(changeBeyondNoise(measured(203n), measured(240n))).toBe('down');
    expect(changeBeyondNoise(measured(240n), measured(204n))).toBe('within noise');
  });

  it('refuses a count without noise', () => {
    expect(() => changeBeyondNoise(measured(1n, 0), measured(1n))).toThrow(RangeError);
  });
});
