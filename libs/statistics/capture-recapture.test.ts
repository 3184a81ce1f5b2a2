import { describe, expect, it } from 'vitest';
import { chaoLeast, chapman } from './capture-recapture.js';

const near = (value: number, places: number) => expect.closeTo(value, places);

describe('how many there are from two lists', () => {
  // docs/attacks.md TV-26: inputs of the second from the NChapman manual of recapr
  it.each([
    [[10, 15, 5], 28.3333, 34.92063, 22.385, 49.114],
    [[100, 100, 20], 484.7619, 6729.169, 361.49, 691.78],
    [[60, 45, 18], 146.68421, 20.99335 ** 2, 117.559, 203.567],
  ])('of %j is Chapman’s', ([first = 0, second = 0, both = 0], value, variance, low, high) => {
    const estimate = chapman(first, second, both);
    expect(estimate).toMatchObject({ value: near(value, 4), low: near(low, 1), high: near(high, 1) });
    expect(estimate.standardError).toBeCloseTo(Math.sqrt(variance), 4);
  });

  it('is refused when more are on both than on one', () => {
    expect(() => chapman(3, 2, 3)).toThrow(RangeError);
  });
});

describe('the least that there can be', () => {
  // docs/attacks.md TV-26b: vignette of iNEXT
  it.each([
    [[26, 12, 4, 168], 43.892857, 14.305578, 30.511, 96.971],
    [[37, 14, 4, 252], 61.402778, 18.531548, 43.502, 128.583],
  ])('of %j is Chao’s', ([seen = 0, once = 0, twice = 0, finds], value, error, low, high) => {
    expect(chaoLeast(seen, once, twice, finds)).toEqual({
      value: near(value, 6),
      standardError: near(error, 6),
      low: near(low, 3),
      high: near(high, 3),
    });
  });

  // docs/attacks.md TV-26b
  it('goes without the number of finds, and without any found twice', () => {
    expect(chaoLeast(40, 18, 9).value).toBe(58);
    expect(chaoLeast(10, 5, 0).value).toBe(20);
  });
});
