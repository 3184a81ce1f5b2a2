import { describe, expect, it } from 'vitest';
import { fraction } from '#disclosure/fraction';
import { storedNoisyCount } from '#disclosure/noisy-count';
import { exampleRelease } from '../../../test/support/example-release.js';
import { certainClaims } from './certain-claims.js';
import { LEAST_WIDTH, narrowestInterval, noiseStars } from './noise-region.js';

const { tables } = exampleRelease(false);

/** The release, were every cell empty and its noise that many standard deviations below zero. */
const carriedDown = (deviations: number) =>
  tables.map(({ table, measurements }) => {
    const noise = Math.round(deviations * Math.sqrt(Number(table.sigma2.numerator)));
    return { table, measurements: measurements.map(() => storedNoisyCount(`-${noise}`)) };
  });

// docs/attacks.md T-1 and T-2
describe('what all measurements at once leave of a cell', () => {
  it('stays wide however far noise carries empty cells below zero', () => {
    for (const deviations of [3, 7]) {
      expect(narrowestInterval(carriedDown(deviations))).toBeGreaterThanOrEqual(LEAST_WIDTH);
      expect(certainClaims(noiseStars(carriedDown(deviations)))).toBe(0);
    }
  });

  it('is too narrow where the noise is too small', () => {
    const small = tables.map(({ table, measurements }) => ({
      table: { ...table, sigma2: fraction(1n) },
      measurements,
    }));
    expect(narrowestInterval(small)).toBeLessThan(LEAST_WIDTH);
  });
});
