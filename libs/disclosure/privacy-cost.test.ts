import { describe, expect, it } from 'vitest';
import { fraction, fractionText } from './fraction.js';
import { isAffordable, privacyCost, totalCost, YEARLY_BUDGET } from './privacy-cost.js';

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

  it('may reach the yearly budget and not pass it by the smallest fraction', () => {
    const spent = fraction(19n, 40n);
    expect(isAffordable(spent, fraction(1n, 40n))).toBe(true);
    expect(isAffordable(spent, fraction(10n ** 30n + 1n, 40n * 10n ** 30n))).toBe(false);
    expect(isAffordable(fraction(0n), YEARLY_BUDGET)).toBe(true);
  });

  it('refuses a table without sensitivity', () => {
    expect(() => privacyCost(0n, fraction(60n))).toThrow(RangeError);
  });
});
