import { describe, expect, it } from 'vitest';
import { clopperPearson } from './clopper-pearson.js';
import { wilsonInterval } from './wilson-interval.js';

describe('an exact interval of a share', () => {
  // docs/attacks.md TV-19: Newcombe, Statistics in Medicine 17 (1998), 857–872, recomputed
  it.each([
    [81, 263, [0.252737, 0.367622], [0.255289, 0.36621]],
    [15, 148, [0.057844, 0.16165], [0.062386, 0.160487]],
    [0, 20, [0, 0.168433], [0, 0.161125]],
    [1, 29, [0.000873, 0.177644], [0.006113, 0.171755]],
  ])('of %i in %i is Clopper and Pearson’s, and Wilson’s is narrower', (successes, trials, exact, wilson) => {
    for (const [{ low, high }, known] of [
      [clopperPearson(successes, trials), exact],
      [wilsonInterval(successes, trials), wilson],
    ] as const) {
      expect(low).toBeCloseTo(known[0] ?? -1, 6);
      expect(high).toBeCloseTo(known[1] ?? -1, 6);
    }
  });

  // docs/attacks.md TV-19: on one side, beside the rule of three
  it('of none in three hundred ends near one in a hundred', () => {
    expect(clopperPearson(0, 300, 0.05).high).toBeCloseTo(0.009936, 6);
  });

  it('refuses more successes than trials', () => {
    expect(() => clopperPearson(3, 2)).toThrow(RangeError);
    expect(() => clopperPearson(0, 0)).toThrow(RangeError);
  });
});
