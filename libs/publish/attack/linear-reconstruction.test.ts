import { describe, expect, it } from 'vitest';
import { fraction } from '#disclosure/fraction';
import { uniformDraw } from '#disclosure/uniform-below';
import { reconstructCategory, reconstructRandomSums } from './linear-reconstruction.js';
import { seededSource } from './seeded-source.js';

// docs/attacks.md T-7
describe('linear reconstruction', () => {
  // docs/attacks.md TV-14: success of Dinur and Nissim's attack, recomputed; one data set stands for ten
  it.each([
    [undefined, 1, 0],
    [1n, 0.997, 0.036],
    [16n, 0.788, 0.1],
  ])('of 64 bits from 256 random sums with noise of variance %s finds %s of them', (sigma2, success, off) => {
    const draw = uniformDraw(seededSource(`TV-14 ${sigma2}`));
    const { right } = reconstructRandomSums(64, 256, sigma2 === undefined ? undefined : fraction(sigma2), draw);
    expect(Math.abs(right / 64 - success)).toBeLessThanOrEqual(off);
  });

  it('finds everybody who is alone in an exact cell', () => {
    const exact = fraction(1n, 1_000_000n);
    const draw = uniformDraw(seededSource('alone'));
    expect(reconstructCategory(4, exact, [{ cells: 10_000, sigma2: exact }], draw).right).toBe(4);
  });
});
