import { describe, expect, it } from 'vitest';
import { chiSquareDeviate } from '#statistics/chi-square-deviate';
import { discreteLaplaceMass } from '#statistics/discrete-laplace-mass';
import { seededBytes } from '../../test/support/seeded-bytes.js';
import { bernoulliExp } from './bernoulli-exp.js';
import { discreteGaussian } from './discrete-gaussian.js';
import { discreteGaussianTail } from './discrete-gaussian-tail.js';
import { discreteLaplace } from './discrete-laplace.js';
import { ONE } from './enclosure.js';
import { fraction } from './fraction.js';
import { type UniformDraw, uniformDraw } from './uniform-below.js';

/** Answers draws from a script and insists that each asks for the scripted bound, none more and none less. */
function scripted(script: string): { draw: UniformDraw; left(): number } {
  const steps = [...script.matchAll(/\[(\d+),(\d+)\]/g)].map(([, below, value]) => [below, value] as const);
  return {
    left: () => steps.length,
    draw(below) {
      const step = steps.shift();
      expect(below).toBe(BigInt(step?.[0] ?? -1));
      return BigInt(step?.[1] ?? -1);
    },
  };
}

/** Draws per value in [−reach, reach], with both tails gathered at the ends. */
function histogram(draws: number, reach: number, sample: () => bigint): number[] {
  const seen = Array<number>(2 * reach + 1).fill(0);
  for (let count = 0; count < draws; count += 1) {
    const place = Math.max(-reach, Math.min(reach, Number(sample()))) + reach;
    seen[place] = (seen[place] ?? 0) + 1;
  }
  return seen;
}

const places = (reach: number) => Array.from({ length: 2 * reach + 1 }, (_, index) => index - reach);

// Test vector TV-11: a Python port of IBM's discrete-gaussian-differential-privacy and an independent BigInt program agree.
describe('the samplers, draw for draw', () => {
  it.each([
    ['bernoulliExp(1/2)', (draw: UniformDraw) => bernoulliExp(fraction(1n, 2n), draw), '[2,0][4,0][6,2]', true],
    [
      'bernoulliExp(5/2)',
      (draw: UniformDraw) => bernoulliExp(fraction(5n, 2n), draw),
      '[1,0][2,0][3,1][1,0][2,0][3,2][2,0][4,3]',
      false,
    ],
    [
      'discreteLaplace(2)',
      (draw: UniformDraw) => discreteLaplace(fraction(2n), draw),
      '[2,1][2,1][2,1][1,0][2,0][3,2][1,0][2,0][3,0][4,3]',
      3n,
    ],
    [
      'discreteLaplace(10/3)',
      (draw: UniformDraw) => discreteLaplace(fraction(10n, 3n), draw),
      '[2,1][10,4][5,4][1,0][2,0][3,1][1,0][2,1]',
      4n,
    ],
    [
      'discreteGaussian(4)',
      (draw: UniformDraw) => discreteGaussian(fraction(4n), draw),
      '[2,0][3,1][3,2][1,0][2,1][72,61]',
      -1n,
    ],
    [
      'discreteGaussian(50)',
      (draw: UniformDraw) => discreteGaussian(fraction(50n), draw),
      '[2,0][8,3][8,0][16,14][8,2][4,0][8,5][8,1][8,3][1,0][2,0][3,1][1,0][2,1][1600,1450]',
      -9n,
    ],
  ])('%s follows its script', (_name, sample, script, expected) => {
    const chance = scripted(script);
    expect(sample(chance.draw)).toBe(expected);
    expect(chance.left()).toBe(0);
  });
});

describe('the samplers, in the long run', () => {
  it.each([[fraction(1n, 3n)], [fraction(1n)], [fraction(7n, 3n)]])(
    'bernoulliExp of $numerator/$denominator comes true e^−x of the time',
    (exponent) => {
      const draw = uniformDraw(seededBytes('bernoulli'));
      let hits = 0;
      for (let count = 0; count < 60_000; count += 1) if (bernoulliExp(exponent, draw)) hits += 1;
      const wanted = 60_000 * Math.exp(-Number(exponent.numerator) / Number(exponent.denominator));
      expect(chiSquareDeviate([hits, 60_000 - hits], [wanted, 60_000 - wanted])).toBeLessThan(4.75);
    },
  );

  it.each([
    [fraction(2n), 12],
    [fraction(10n, 3n), 20],
  ])('the discrete Laplace of scale $numerator/$denominator has its masses', (scale, reach) => {
    const draw = uniformDraw(seededBytes('laplace'));
    const seen = histogram(60_000, reach, () => discreteLaplace(scale, draw));
    const inner = places(reach).map((n) => discreteLaplaceMass(n, Number(scale.numerator) / Number(scale.denominator)));
    expect(chiSquareDeviate(seen, withTails(inner, 60_000))).toBeLessThan(4.75);
  });

  it.each([
    [fraction(1n, 4n), 1],
    [fraction(60n), 22],
    [fraction(7n, 2n), 6],
  ])('the discrete Gaussian of variance $numerator/$denominator has its masses', (sigma2, reach) => {
    const draw = uniformDraw(seededBytes('gaussian'));
    const seen = histogram(60_000, reach, () => discreteGaussian(sigma2, draw));
    const tail = discreteGaussianTail(sigma2);
    const from = (n: number) => Number((tail(BigInt(n)).lower * 10n ** 15n) / ONE) / 1e15;
    const mass = (n: number) => (n === 0 ? 1 - 2 * from(1) : from(Math.abs(n)) - from(Math.abs(n) + 1));
    expect(chiSquareDeviate(seen, withTails(places(reach).map(mass), 60_000))).toBeLessThan(4.75);
  });
});

/** Expected draws per class, the mass beyond both ends added to the end classes. */
function withTails(inner: number[], draws: number): number[] {
  const tail = (1 - inner.reduce((sum, mass) => sum + mass, 0)) / 2;
  return inner.map((mass, index) => draws * (mass + (index === 0 || index === inner.length - 1 ? tail : 0)));
}
