import { describe, expect, it } from 'vitest';
import { binomialTail } from './binomial-tail.js';

describe('the binomial tail', () => {
  it('is the sum of the last terms of the expansion', () => {
    expect(binomialTail(2, 3, 0.5)).toBeCloseTo(0.5, 12);
    expect(binomialTail(3, 3, 0.1)).toBeCloseTo(0.001, 12);
    // scipy.stats.binom.sf(4, 20, 0.1)
    expect(binomialTail(5, 20, 0.1)).toBeCloseTo(0.043174495284, 11);
  });

  it('is certain from no hit on, and impossible where nothing can happen', () => {
    expect([binomialTail(0, 5, 0.3), binomialTail(0, 0, 0), binomialTail(1, 5, 0), binomialTail(5, 5, 1)]).toEqual([
      1, 1, 0, 1,
    ]);
  });

  it('keeps its digits far out', () => {
    expect(binomialTail(10, 10, 1e-3) / 1e-30).toBeCloseTo(1, 9);
  });

  it('refuses more hits than trials', () => {
    expect(() => binomialTail(2, 1, 0.5)).toThrow('binomialTail requires between no and as many hits as trials');
    expect(() => binomialTail(1, 1, 2)).toThrow('binomialTail requires a chance between 0 and 1');
  });
});
