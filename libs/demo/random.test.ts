import { describe, expect, it } from 'vitest';
import { Random } from './random.js';

const draws = 20_000;
const many = (draw: (random: Random) => number) => {
  const random = new Random(7);
  return Array.from({ length: draws }, () => draw(random));
};
const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const variance = (numbers: readonly number[]) => {
  const centre = mean(numbers);
  return mean(numbers.map((one) => (one - centre) ** 2));
};

describe('random', () => {
  it('draws the same from the same seed', () => {
    expect(
      Array.from(
        { length: 3 },
        (
          (random) => () =>
            random.bits()
        )(new Random(1)),
      ),
    ).toMatchInlineSnapshot(`
      [
        532801753,
        1742282841,
        582498622,
      ]
    `);
  });

  it('forks the same stream whatever was drawn before', () => {
    const used = new Random(1);
    used.next();
    expect(used.fork(4, 2).bits()).toBe(new Random(1).fork(4, 2).bits());
    expect(used.fork(4, 2).bits()).not.toBe(used.fork(2, 4).bits());
  });

  it('fills the unit interval evenly', () => {
    const numbers = many((random) => random.next());
    expect(mean(numbers)).toBeCloseTo(1 / 2, 2);
    expect(variance(numbers)).toBeCloseTo(1 / 12, 2);
  });

  it('draws normal values of mean 0 and variance 1', () => {
    const numbers = many((random) => random.normal());
    expect(Math.abs(mean(numbers))).toBeLessThan(0.03);
    expect(variance(numbers)).toBeGreaterThan(0.95);
    expect(variance(numbers)).toBeLessThan(1.05);
  });

  it.each([0.3, 0.88, 4])('draws Gamma values of mean and variance %d', (shape) => {
    const numbers = many((random) => random.gamma(shape));
    expect(mean(numbers) / shape).toBeCloseTo(1, 1);
    expect(variance(numbers) / shape).toBeGreaterThan(0.88);
    expect(variance(numbers) / shape).toBeLessThan(1.12);
  });

  it.each([0.5, 12, 200])('draws Poisson counts of mean and variance %d', (rate) => {
    const numbers = many((random) => random.poisson(rate));
    expect(mean(numbers) / rate).toBeCloseTo(1, 1);
    expect(variance(numbers) / rate).toBeCloseTo(1, 1);
  });

  it('draws bursty counts of variance mean + mean²/shape', () => {
    const numbers = many((random) => random.negativeBinomial(5, 0.88));
    expect(mean(numbers)).toBeCloseTo(5, 0);
    expect(variance(numbers) / (5 + 25 / 0.88)).toBeGreaterThan(0.85);
    expect(variance(numbers) / (5 + 25 / 0.88)).toBeLessThan(1.15);
  });

  it('samples without repeating', () => {
    expect(new Set(new Random(3).sample([1, 2, 3, 4, 5], 4)).size).toBe(4);
    expect(new Random(3).sample([1, 2], 4)).toHaveLength(2);
  });

  it('refuses to pick from nothing', () => {
    expect(() => new Random(1).pick([])).toThrow('pick requires at least one value');
  });
});
