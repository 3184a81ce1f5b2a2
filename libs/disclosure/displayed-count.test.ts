import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededBytes } from '../../test/support/seeded-bytes.js';
import { displayedCount, displayRule } from './displayed-count.js';
import { fraction } from './fraction.js';
import { type NoisyCount, storedNoisyCount, withNoise } from './noisy-count.js';
import { TrueCount } from './true-count.js';
import { uniformDraw } from './uniform-below.js';

const rule = displayRule(fraction(60n));
const display = (units: bigint) => displayedCount(storedNoisyCount(`${units}`), rule);

describe('a displayed count', () => {
  it('is rounded to five and keeps the interval of the measurement', () => {
    expect(display(198n)).toEqual({ value: 200n, lower95: 183n, upper95: 213n });
    expect(display(197n)).toEqual({ value: 195n, lower95: 182n, upper95: 212n });
  });

  it('is low below the threshold and says no more than that', () => {
    expect(display(39n)).toEqual({ value: 40n, lower95: 24n, upper95: 54n });
    expect(display(38n)).toEqual({ value: 'low', lower95: 0n, upper95: 53n });
    expect(display(-12n)).toEqual(display(38n));
  });

  it('never leaves its interval and never falls below zero', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -100n, max: 1_000_000n }), (units) => {
        const { value, lower95, upper95 } = display(units);
        return lower95 >= 0n && (value === 'low' || (value % 5n === 0n && lower95 <= value && value <= upper95));
      }),
    );
  });

  it('covers the exact count at least 95 times in a hundred, low cells included', () => {
    const draw = uniformDraw(seededBytes('coverage'));
    for (const units of [0n, 9n, 45n, 200n]) {
      let held = 0;
      for (let run = 0; run < 4_000; run += 1) {
        const { lower95, upper95 } = displayedCount(withNoise(TrueCount.of(units), fraction(60n), draw), rule);
        if (lower95 <= units && units <= upper95) held += 1;
      }
      // The exact coverage of ±15 is 0.9547; four standard errors of 4 000 runs are 0.013.
      expect(held / 4_000).toBeGreaterThan(0.9417);
    }
  });
});

describe('the two kinds of count', () => {
  it('do not let an exact count reach a serialiser', () => {
    // @ts-expect-error an exact count is not a noisy one
    const leak = () => displayedCount(TrueCount.of(200n), rule);
    // @ts-expect-error a bare integer is not a noisy count
    const bare = (): NoisyCount => 200n;
    expect([leak, bare]).toHaveLength(2);
  });

  it('read a stored measurement back as it was', () => {
    expect(storedNoisyCount('-7')).toBe(-7n);
    for (const text of ['', '7.5', '1e3', '-0', '007', ' 7']) expect(() => storedNoisyCount(text)).toThrow(RangeError);
  });

  it('refuse a negative number of units', () => {
    expect(() => TrueCount.of(-1n)).toThrow(RangeError);
  });
});
