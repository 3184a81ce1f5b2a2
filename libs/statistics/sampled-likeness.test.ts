import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampledLikeness } from './sampled-likeness.js';

const FULL = 128;
const ascending = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);
const sets = fc.uniqueArray(fc.nat(10_000), { maxLength: 60 }).map(ascending);

describe('likeness of two sampled sets', () => {
  it('is the Jaccard index of sets that are known whole', () => {
    expect(sampledLikeness([1, 2, 3], [2, 3, 4], FULL)).toBe(0.5);
    expect(sampledLikeness([1, 2], [1, 2], FULL)).toBe(1);
    expect(sampledLikeness([], [], FULL)).toBe(0);
  });

  it('heeds only hashes that both samples reach', () => {
    // The first set goes on beyond 4, nobody knows how, so 5 and 6 of the second count nothing.
    expect(sampledLikeness([1, 2, 3, 4], [1, 2, 3, 4, 5, 6], 4)).toBe(1);
    expect(sampledLikeness([1, 2, 3, 4], [2, 4, 6, 8], 4)).toBe(0.5);
  });

  it('lies between 0 and 1 and does not know first from second', () => {
    fc.assert(
      fc.property(sets, sets, fc.integer({ min: 1, max: 60 }), (one, other, full) => {
        const [a, b] = [one.slice(0, full), other.slice(0, full)];
        const likeness = sampledLikeness(a, b, full);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        expect(sampledLikeness(b, a, full)).toBe(likeness);
      }),
    );
  });
});
