import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trailingPeak } from './trailing-peak.js';

describe('trailing peak', () => {
  it('is the highest of the last values', () => {
    expect([...trailingPeak(Float64Array.of(1, 3, 2, 0, 1, 5), 3)]).toEqual([1, 3, 3, 3, 2, 5]);
  });

  it('is the value itself when nothing else counts', () => {
    expect([...trailingPeak(Float64Array.of(2, 1, 4), 1)]).toEqual([2, 1, 4]);
  });

  it('is what looking at all of them finds', () => {
    const series = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 60 });
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 70 }), (values, length) => {
        const found = values.map((_, place) => Math.max(...values.slice(Math.max(0, place - length + 1), place + 1)));
        expect([...trailingPeak(Float64Array.from(values), length)]).toEqual(found);
      }),
    );
  });

  it('refuses to look at nothing', () => {
    expect(() => trailingPeak(Float64Array.of(1), 0)).toThrow('requires a length of at least 1');
  });
});
