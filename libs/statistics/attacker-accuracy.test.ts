import { describe, expect, it } from 'vitest';
import { attackerAccuracy } from './attacker-accuracy.js';
import { normalProbability } from './normal-probability.js';

// Abramowitz and Stegun, table 26.1.
describe('normal probability', () => {
  it.each([
    [0, 0.5],
    [1, 0.841344746068543],
    [1.96, 0.97500210485178],
    [-1.96, 0.02499789514822],
    [6, 0.999999999013412],
  ])('at %d is %d', (z, probability) => {
    expect(normalProbability(z)).toBeCloseTo(probability, 13);
  });
});

// Test vector TV-13.
describe('the best attacker', () => {
  it.each([
    [0.005, 0.51994],
    [0.025, 0.54451],
    [0.1, 0.58847],
    [0.5, 0.69146],
  ])('against a loss of %d is right %d of the time', (rho, accuracy) => {
    expect(attackerAccuracy(rho)).toBeCloseTo(accuracy, 5);
  });

  it.each([
    [0.1, 0.1155],
    [0.5, 0.2595],
  ])('against a loss of %d finds %d at five false alarms in a hundred', (rho, found) => {
    expect(normalProbability(Math.sqrt(2 * rho) - 1.6448536269514722)).toBeCloseTo(found, 4);
  });

  it('gains nothing against integers that it would not gain against real numbers', () => {
    // Exact test over three cells of variance 60, one unit in each: the likelihood ratio depends on their sum alone.
    const reach = 120;
    const weights = Array.from({ length: 2 * reach + 1 }, (_, index) => Math.exp(-((index - reach) ** 2) / 120));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const one = weights.map((weight) => weight / total);
    const three = convolve(convolve(one, one), one);
    const distance = three.reduce((sum, mass, index) => sum + Math.abs(mass - (three[index - 3] ?? 0)), 0) / 2;
    expect(0.5 + distance / 2).toBeCloseTo(0.54452, 5);
  });
});

function convolve(a: number[], b: number[]): number[] {
  const result = Array<number>(a.length + b.length - 1).fill(0);
  a.forEach((x, i) => {
    b.forEach((y, j) => {
      result[i + j] = (result[i + j] ?? 0) + x * y;
    });
  });
  return result;
}
