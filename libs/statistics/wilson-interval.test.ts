import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './wilson-interval.js';

describe("Wilson's interval", () => {
  // R 4.3: prop.test(81, 263, correct = FALSE)$conf.int, the example of Newcombe, Statistics in Medicine 17 (1998), 857.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is that of the literature', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('holds the share, stays within 0..1, and mirrors itself', () => {
    const counts = fc.integer({ min: 1, max: 10_000 }).chain((trials) => fc.tuple(fc.nat(trials), fc.constant(trials)));
    fc.assert(
      fc.property(counts, ([successes, trials]) => {
        const { value, low, high } = wilsonInterval(successes, trials);
        expect(0 <= low && low <= value && value <= high && high <= 1).toBe(true);
        expect(wilsonInterval(trials - successes, trials).low).toBeCloseTo(1 - high, 12);
      }),
    );
  });

  it('of no trials is refused', () => {
    expect(() => wilsonInterval(0, 0)).toThrow('requires at least one trial');
    expect(() => wilsonInterval(2, 1)).toThrow(RangeError);
  });
});
