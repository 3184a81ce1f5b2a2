import { describe, expect, it } from 'vitest';
import { discreteLaplaceMass } from './discrete-laplace-mass.js';

const integers = Array.from({ length: 4_001 }, (_, index) => index - 2_000);

/** Smallest h that holds 95 % of the mass within ±h. */
function halfWidth(scale: number): number {
  let [width, held] = [0, discreteLaplaceMass(0, scale)];
  for (; held < 0.95; held += 2 * discreteLaplaceMass(width, scale)) width += 1;
  return width;
}

// Test vector TV-9, after the formulas of IBM's discrete-gaussian-differential-privacy.
describe('mass of the discrete Laplace', () => {
  it('gives the masses of scales one and two', () => {
    expect(discreteLaplaceMass(0, 1)).toBeCloseTo(0.46211716, 7);
    expect(discreteLaplaceMass(1, 1)).toBeCloseTo(0.1700034, 7);
    expect(discreteLaplaceMass(2, 1)).toBeCloseTo(0.06254076, 7);
    expect(discreteLaplaceMass(3, 1)).toBeCloseTo(0.02300746, 7);
    expect(discreteLaplaceMass(0, 2)).toBeCloseTo(0.24491866, 7);
    expect(discreteLaplaceMass(-1, 2)).toBeCloseTo(0.14855068, 7);
  });

  it.each([
    [1, 1.84134719, 3],
    [2, 7.83539618, 6],
    [10, 199.833417, 30],
  ])('of scale %d has variance %d and half-width %d', (scale, variance, width) => {
    const squares = integers.map((n) => n * n * discreteLaplaceMass(n, scale));
    expect(squares.reduce((sum, square) => sum + square, 0)).toBeCloseTo(variance, 6);
    expect(halfWidth(scale)).toBe(width);
  });

  it('refuses a scale of zero', () => {
    expect(() => discreteLaplaceMass(0, 0)).toThrow(RangeError);
  });
});
