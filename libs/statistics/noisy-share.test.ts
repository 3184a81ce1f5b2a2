import { describe, expect, it } from 'vitest';
import { noisyShare } from './noisy-share.js';

describe('a share of noisy counts', () => {
  // docs/attacks.md TV-25
  it('has an interval that holds sampling and noise together', () => {
    const share = noisyShare(340, 60, 100);
    expect(share).toMatchObject({ value: 0.85, samplingVariance: expect.closeTo(0.00031875, 10) });
    expect(share?.noiseVariance).toBeCloseTo(0.000465625, 10);
    expect([share?.low, share?.high]).toEqual([expect.closeTo(0.7951, 4), expect.closeTo(0.9049, 4)]);
    const sampling = 1.959964 * Math.sqrt(share?.samplingVariance ?? 0);
    expect([0.85 - sampling, 0.85 + sampling]).toEqual([expect.closeTo(0.815, 3), expect.closeTo(0.885, 3)]);
  });

  it('is none where there may be nobody at all', () => {
    expect(noisyShare(20, 10, 100)).toBeUndefined();
    expect(noisyShare(-20, 10, 100)).toBeUndefined();
  });
});
