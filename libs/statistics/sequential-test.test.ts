import { describe, expect, it } from 'vitest';
import { logLikelihoodRatio } from './sequential-test.js';

describe('log-likelihood ratio', () => {
  // Wald (1947), Sequential Analysis, 5.3: p0 = 0.1, p1 = 0.3, α = 0.02, β = 0.03. The rejection number for
  // m trials is h1 + s m with h1 = ln(0.97/0.02) / ln(27/7) = 2.8755 and s = ln(9/7) / ln(27/7) = 0.1862.
  it('reaches the boundary where the rejection line of a textbook plan lies', () => {
    const boundary = Math.log(0.97 / 0.02);
    const rejected = (tries: number) => Math.ceil(2.8755 + 0.1862 * tries);
    for (const tries of [10, 20, 50, 100]) {
      expect(logLikelihoodRatio(rejected(tries), tries, 0.1, 0.3)).toBeGreaterThanOrEqual(boundary);
      expect(logLikelihoodRatio(rejected(tries) - 1, tries, 0.1, 0.3)).toBeLessThan(boundary);
    }
  });

  it('is nothing before anything was counted', () => {
    expect(logLikelihoodRatio(0, 0, 0.02, 0.3)).toBe(0);
  });

  it('refuses more hits than tries', () => {
    expect(() => logLikelihoodRatio(2, 1, 0.02, 0.3)).toThrow('requires between no and as many hits as tries');
  });

  it('refuses an alternative below the usual share', () => {
    expect(() => logLikelihoodRatio(1, 2, 0.3, 0.02)).toThrow('requires 0 < usual < alternative < 1');
  });
});
