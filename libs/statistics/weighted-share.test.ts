import { describe, expect, it } from 'vitest';
import { weightedShare } from './weighted-share.js';
import { wilsonInterval } from './wilson-interval.js';

describe('a share of a weighted sample', () => {
  it('is the plain share with the plain interval where all stand for equally many', () => {
    const parts = [
      { weight: 4, successes: 8, trials: 10 },
      { weight: 4, successes: 7, trials: 10 },
    ];
    expect(weightedShare(parts)).toEqual({ ...wilsonInterval(15, 20), effectiveTrials: 20 });
  });

  it('lets those count more who stand for more, and is less sure then', () => {
    // By hand: (100·1 + 1·9) / (100·10 + 1·10), worth 1010² / (100²·10 + 10) trials.
    const parts = [
      { weight: 100, successes: 1, trials: 10 },
      { weight: 1, successes: 9, trials: 10 },
    ];
    const found = weightedShare(parts);
    expect(found?.value).toBeCloseTo(109 / 1_010, 12);
    expect(found?.effectiveTrials).toBeCloseTo(1_010 ** 2 / 100_010, 12);
  });

  it('is unknown without a trial', () => {
    expect(weightedShare([{ weight: 3, successes: 0, trials: 0 }])).toBeUndefined();
  });
});
