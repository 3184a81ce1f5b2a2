import { describe, expect, it } from 'vitest';
import { fraction, fractionText, isAtMost } from './fraction.js';
import { leftFor, privacyCost, totalCost } from './privacy-cost.js';

describe('privacy cost', () => {
  // The quarter's tables of the publication specification, section 7.3.
  it.each([
    ['headline', 3n, 150n, '1/100'],
    ['policy category', 3n, 60n, '1/40'],
    ['category by action', 3n, 100n, '3/200'],
    ['region', 1n, 100n, '1/200'],
  ])('of the %s table is exact', (_table, sensitivitySquared, sigma2, expected) => {
    expect(fractionText(privacyCost(sensitivitySquared, fraction(sigma2)))).toBe(expected);
  });

  it('of a whole quarter adds up to one tenth', () => {
    const tables: [bigint, bigint][] = [
      [3n, 150n],
      [3n, 60n],
      [3n, 100n],
      [3n, 100n],
      [3n, 150n],
    ];
    const oneWay = Array<[bigint, bigint]>(5).fill([1n, 100n]);
    const costs = [...tables, ...oneWay].map(([squared, sigma2]) => privacyCost(squared, fraction(sigma2)));
    expect(totalCost(costs)).toEqual(fraction(1n, 10n));
  });

  it('may reach the share of its purpose and not pass it by the smallest fraction', () => {
    const spent = { release: fraction(17n, 40n), revision: fraction(0n) };
    expect(leftFor('release', spent)).toEqual(fraction(1n, 40n));
    expect(isAtMost(fraction(10n ** 30n + 1n, 40n * 10n ** 30n), leftFor('release', spent))).toBe(false);
  });

  it('keeps a reserve for revisions that releases cannot touch, and gives them nothing else', () => {
    expect(leftFor('revision', { release: fraction(9n, 20n), revision: fraction(0n) })).toEqual(fraction(1n, 20n));
    expect(leftFor('revision', { release: fraction(0n), revision: fraction(1n, 40n) })).toEqual(fraction(1n, 40n));
    expect(leftFor('release', { release: fraction(9n, 20n), revision: fraction(0n) })).toEqual(fraction(0n));
  });

  it('refuses a table without sensitivity', () => {
    expect(() => privacyCost(0n, fraction(60n))).toThrow(RangeError);
  });
});
