import { describe, expect, it } from 'vitest';
import { overlap } from './overlap.js';

const seen = (names: string, weight = 1) => [...names].map((name) => [name, weight] as const);

describe('overlap', () => {
  it('is Jaccard and containment where nobody has faded', () => {
    expect(overlap(seen('abc'), ['b', 'c', 'd'])).toEqual({ jaccard: 0.5, containment: 2 / 3 });
    expect(overlap(seen('abcdef'), ['a', 'b'])).toEqual({ jaccard: 1 / 3, containment: 1 });
  });

  it('counts those who left long ago for less', () => {
    const { jaccard } = overlap([...seen('ab'), ...seen('cd', 0.5)], ['a', 'b']);
    expect(jaccard).toBeCloseTo(2 / 3);
  });

  it('is nothing with nobody', () => {
    expect(overlap([], ['a'])).toEqual({ jaccard: 0, containment: 0 });
  });
});
