import { describe, expect, it } from 'vitest';
import { poissonTail } from './poisson-tail.js';

describe('the Poisson tail', () => {
  it('is what the closed form says for one and two events', () => {
    expect(poissonTail(1, 0.2)).toBeCloseTo(1 - Math.exp(-0.2), 12);
    expect(poissonTail(2, 0.2)).toBeCloseTo(1 - 1.2 * Math.exp(-0.2), 12);
  });

  it('is as tabulated far above and far below the mean', () => {
    // scipy.stats.poisson.sf(9, 2.5)
    expect(poissonTail(10, 2.5)).toBeCloseTo(0.000277352095, 11);
    expect(poissonTail(50, 100)).toBeCloseTo(1, 6);
  });

  it('is certain from no event on, and impossible where none is expected', () => {
    expect([poissonTail(0, 0), poissonTail(0, 3), poissonTail(1, 0)]).toEqual([1, 1, 0]);
  });

  it('refuses what is below zero', () => {
    expect(() => poissonTail(1, -1)).toThrow('poissonTail requires hits and an expectation from zero');
  });
});
