import { describe, expect, it } from 'vitest';
import { stratifiedShare } from './stratified-share.js';

const STRATA = [
  { members: 980_000, drawn: 2_000, found: 2 },
  { members: 18_000, drawn: 1_000, found: 60 },
  { members: 2_000, drawn: 500, found: 350 },
];

describe('a share from strata', () => {
  // docs/attacks.md TV-21: own data
  it('weighs each stratum by its size', () => {
    const { value, standardError, effectiveDraws, wilson, exact } = stratifiedShare(STRATA);
    expect(value).toBeCloseTo(0.00346, 10);
    expect(standardError).toBeCloseTo(0.00070535, 8);
    expect([value - 1.959964 * standardError, value + 1.959964 * standardError]).toEqual([
      expect.closeTo(0.002078, 6),
      expect.closeTo(0.004842, 6),
    ]);
    expect(effectiveDraws).toBeCloseTo(6930.45, 1);
    expect(value * effectiveDraws).toBeCloseTo(23.979, 3);
    expect([wilson.low, wilson.high]).toEqual([expect.closeTo(0.002326, 6), expect.closeTo(0.005144, 6)]);
    expect([exact.low, exact.high]).toEqual([expect.closeTo(0.002218, 6), expect.closeTo(0.005145, 6)]);
  });

  // docs/attacks.md TV-21
  it('is surer than a simple random sample of as many', () => {
    const simple = Math.sqrt((0.00346 * (1 - 0.00346)) / 3_500);
    expect(simple).toBeCloseTo(0.00099255, 8);
    expect(stratifiedShare(STRATA).standardError).toBeLessThan(simple);
  });

  // docs/attacks.md TV-28: unofficialgoogledatascience.com, August 2019
  it('of a rare thing is known to a fifth after a hundred finds', () => {
    const { value, standardError } = stratifiedShare([{ members: 1e9, drawn: 100_000, found: 100 }]);
    expect((1.959964 * standardError) / value).toBeCloseTo(0.196, 3);
  });

  it('keeps an interval where nothing was found', () => {
    expect(stratifiedShare([{ members: 1_000, drawn: 20, found: 0 }]).exact.high).toBeCloseTo(0.168433, 6);
  });

  it('is refused for strata that cannot be', () => {
    expect(() => stratifiedShare([])).toThrow(RangeError);
    expect(() => stratifiedShare([{ members: 10, drawn: 20, found: 0 }])).toThrow(RangeError);
  });
});
