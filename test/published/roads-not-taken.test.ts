import { describe, expect, it } from 'vitest';
import { discreteLaplace } from '#disclosure/discrete-laplace';
import { fraction } from '#disclosure/fraction';
import { uniformDraw } from '#disclosure/uniform-below';
import { clopperPearson } from '#statistics/clopper-pearson';
import { seededBytes } from '../support/seeded-bytes.js';

describe('what releases do not use, and why', () => {
  // docs/attacks.md TV-8: handbook of the European SDC centre; cell keys of doubles lose their last digit
  it('cell keys: a record more changes what is published three times in four', () => {
    expect((900 + 300 + 600) % 1_000).toBe(800);
    expect((0.9 + 0.3 + 0.6) % 1).not.toBe(0.8);
    const noise = { '-1': 0.3, 0: 0.4, 1: 0.3 };
    const same = Object.entries(noise).reduce(
      (sum, [before, chance]) => sum + chance * (noise[String(Number(before) - 1) as keyof typeof noise] ?? 0),
      0,
    );
    expect(1 - same).toBeCloseTo(0.76, 12);
  });

  // docs/attacks.md TV-13b: theorem 3.20 of Dwork and Roth, The Algorithmic Foundations of Differential Privacy
  it('sums of ε: the bound that is better for many releases is worse for few', () => {
    const advanced = (times: number, epsilon: number) =>
      Math.sqrt(2 * times * Math.log(1e6)) * epsilon + times * epsilon * Math.expm1(epsilon);
    expect([advanced(10, 0.1), advanced(200, 0.05)]).toEqual([
      expect.closeTo(1.767429, 6),
      expect.closeTo(4.229633, 6),
    ]);
    expect([advanced(10, 0.1) > 10 * 0.1, advanced(200, 0.05) < 200 * 0.05]).toEqual([true, true]);
    // A group of five loses five times five times as much.
    expect(5 ** 2 * 0.1).toBeCloseTo(2.5, 12);
  });

  // docs/attacks.md TV-31: npm differential-privacy 1.1.2 takes the logarithm to base ten
  it('a package whose noise is less than half of what it says', () => {
    const steps = 1_000_000;
    let [wrong, right] = [0, 0];
    for (let step = 0; step < steps; step += 1) {
      const uniform = (step + 0.5) / steps - 0.5;
      wrong += Math.abs(Math.log10(1 - 2 * Math.abs(uniform))) / steps;
      right += Math.abs(Math.log(1 - 2 * Math.abs(uniform))) / steps;
    }
    expect([wrong, right]).toEqual([expect.closeTo(Math.LOG10E, 3), expect.closeTo(1, 3)]);
  });
});

// docs/attacks.md TV-18: the audit of Laplace noise with ε 1 by the event that the output is at least one
describe('an audit of the noise by its outputs alone', () => {
  /** Least ε that explains how often the event came with the unit and without. */
  const leastLoss = (withUnit: number, without: number, runs: number) =>
    Math.log(clopperPearson(withUnit, runs).low / clopperPearson(without, runs).high);

  it('expects a bound just below one from a hundred thousand runs on each side', () => {
    const chance = Math.E / (Math.E + 1);
    expect([chance, 1 - chance]).toEqual([expect.closeTo(0.7310586, 7), expect.closeTo(0.2689414, 7)]);
    expect(leastLoss(73_105.86, 26_894.14, 100_000)).toBeCloseTo(0.98601, 4);
  });

  it('passes noise of the stated scale, and finds half of it and a sensitivity that is not reckoned with', () => {
    const runs = 10_000;
    const audited = (scale: ReturnType<typeof fraction>, shift: bigint) => {
      const draw = uniformDraw(seededBytes('audit'));
      const hits = (unit: bigint) =>
        Array.from({ length: runs }, () => discreteLaplace(scale, draw) + unit).filter((output) => output >= shift)
          .length;
      return leastLoss(hits(shift), hits(0n), runs);
    };
    expect(audited(fraction(1n), 1n)).toBeLessThanOrEqual(1);
    expect(audited(fraction(1n, 2n), 1n)).toBeGreaterThan(1.7);
    expect(audited(fraction(1n), 3n)).toBeGreaterThan(2.5);
  });
});
