import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference, fraction, fractionText, isAtMost, product, quotient, sum } from './fraction.js';

const fractions = fc
  .tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.bigInt({ min: 1n, max: 10n ** 40n }))
  .map(([numerator, denominator]) => fraction(numerator, denominator));

describe('fractions', () => {
  it('are kept in lowest terms with the sign above the line', () => {
    expect(fraction(6n, -4n)).toEqual({ numerator: -3n, denominator: 2n });
    expect(fraction(0n, 17n)).toEqual({ numerator: 0n, denominator: 1n });
  });

  it('are printed as a privacy statement prints them', () => {
    expect(fractionText(fraction(2n, 80n))).toBe('1/40');
    expect(fractionText(fraction(120n, 2n))).toBe('60');
  });

  it('refuse to divide by zero', () => {
    expect(() => fraction(1n, 0n)).toThrow(RangeError);
    expect(() => quotient(fraction(1n), fraction(0n))).toThrow(RangeError);
  });

  it('undo what they did', () => {
    fc.assert(
      fc.property(fractions, fractions, (a, b) => {
        expect(difference(sum(a, b), b)).toEqual(a);
        if (b.numerator !== 0n) expect(quotient(product(a, b), b)).toEqual(a);
        expect(isAtMost(a, b) || isAtMost(b, a)).toBe(true);
      }),
    );
  });
});
