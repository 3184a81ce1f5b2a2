import { describe, expect, it } from 'vitest';
import { shareDifference } from './share-difference.js';
import { wilsonInterval } from './wilson-interval.js';

describe('the difference of two shares', () => {
  // Newcombe 1998, table II, method 10: 56 of 70 against 48 of 80, and 9 of 10 against 3 of 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
  ])('of %i of %i and %i of %i has the published interval', (a, m, b, n, low, high) => {
    const found = shareDifference(wilsonInterval(a, m), wilsonInterval(b, n));
    expect([found.low.toFixed(4), found.high.toFixed(4)]).toEqual([low.toFixed(4), high.toFixed(4)]);
    expect(found.isBeyondNoise).toBe(true);
  });

  it('is noise where few were judged, and the other way round it is the same with another sign', () => {
    const [three, two] = [wilsonInterval(3, 4), wilsonInterval(2, 4)];
    const [up, down] = [shareDifference(three, two), shareDifference(two, three)];
    expect([up.isBeyondNoise, down.isBeyondNoise]).toEqual([false, false]);
    expect([up.low, up.high]).toEqual([-down.high, -down.low]);
  });
});
