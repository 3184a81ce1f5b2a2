import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fraction } from './fraction.js';
import { halfWidth } from './interval.js';
import { upperLimit } from './upper-limit.js';

const risk = fraction(1n, 40n);

describe('the upper limit of a count that is not below zero', () => {
  it('is where noise alone puts it when the measurement is large', () => {
    expect(upperLimit(1_000n, fraction(60n), risk)).toBe(1_000n + halfWidth(fraction(60n), fraction(19n, 20n)) + 1n);
  });

  // Read 2002: with nothing seen above the background, the limit tends to −ln(risk)·σ²/|measurement|
  it('stays away from zero however low the measurement is', () => {
    const seen = [0n, -8n, -16n, -31n, -54n].map((measurement) => upperLimit(measurement, fraction(60n), risk));
    expect(seen).toEqual([...seen].sort((a, b) => Number(b - a)));
    expect(seen.at(-1)).toBe(4n);
    expect(seen.at(-1)).toBeGreaterThanOrEqual(Math.floor((60 * Math.log(40)) / 54));
  });

  it('is nothing where no noise reaches the measurement', () => {
    expect(upperLimit(-1_000n, fraction(1n), risk)).toBe(0n);
  });

  it('covers the true count at least as often as it says', () => {
    const sigma2 = fraction(9n);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 60n }), (count) => {
        let missed = 0;
        let all = 0;
        for (let noise = -40n; noise <= 40n; noise += 1n) {
          const mass = Math.exp(-(Number(noise) ** 2) / 18);
          all += mass;
          if (count > upperLimit(count + noise, sigma2, risk)) missed += mass;
        }
        expect(missed / all).toBeLessThanOrEqual(1 / 40);
      }),
      { numRuns: 20 },
    );
  });
});
