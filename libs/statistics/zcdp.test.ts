import { describe, expect, it } from 'vitest';
import { deltaOf, epsilonOf } from './zcdp.js';

// Test vector TV-10: main program of IBM's discrete-gaussian-differential-privacy, and the US Census redistricting parameters.
describe('what a zCDP loss means as epsilon and delta', () => {
  it('gives delta for epsilon one', () => {
    expect(deltaOf(0.025, 1) * 1e6).toBeCloseTo(1.33613191, 6);
  });

  it.each([
    [0.025, 1e-6, 1.01407425, 6],
    [0.1, 1e-6, 2.1419, 4],
    [0.4, 1e-6, 4.6044, 4],
    [0.5, 1e-6, 5.2215, 4],
    [0.015, 1e-7, 0.8546, 4],
    [(542 / 339) ** 2, 1e-10, 17.1436, 4],
    [0.02435597, 1e-6, 1, 6],
  ])('gives epsilon for a loss of %d at delta %d', (rho, delta, epsilon, digits) => {
    expect(epsilonOf(rho, delta)).toBeCloseTo(epsilon, digits);
  });

  it('refuses a certain failure and a loss of zero', () => {
    expect(() => epsilonOf(0.1, 1)).toThrow(RangeError);
    expect(() => deltaOf(0, 1)).toThrow(RangeError);
  });
});
