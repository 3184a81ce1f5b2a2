import { describe, expect, it } from 'vitest';
import { agreement } from './agreement.js';
import { majority, meanPurity } from './purity.js';

describe('agreement with the truth', () => {
  it('counts what was raised rightly against what was raised and what is true', () => {
    const { precision, recall, f1 } = agreement(new Set(['a', 'b', 'c', 'd']), new Set(['a', 'b', 'c', 'x', 'y', 'z']));
    expect([precision, recall, f1]).toEqual([0.75, 0.5, 0.6]);
  });

  it('has no precision when nothing was raised, and says so', () => {
    expect(agreement(new Set(), new Set(['a']))).toEqual({ precision: null, recall: 0, f1: 0 });
  });
});

describe('purity', () => {
  it('is the mean share of the majority, each cluster counting once', () => {
    expect(meanPurity([['spam', 'spam', 'ham', 'ham', 'ham'], ['spam']])).toBeCloseTo(0.8, 12);
  });

  it('breaks ties by the alphabet, so that a rerun says the same', () => {
    expect(majority(['b', 'a', 'b', 'a'])).toEqual({ label: 'a', size: 2 });
  });
});
