import { describe, expect, it } from 'vitest';
import { hansenHurwitz, horvitzThompson, inclusionOf } from './sampled-total.js';

const CHANCES = [0.06, 0.2, 0.1];
const VALUES = [3, 10, 7];

describe('a total from a sample of unequal chances', () => {
  // docs/attacks.md TV-20: Thompson, Sampling; three draws with replacement
  it('is Horvitz and Thompson’s', () => {
    const { single, joint } = inclusionOf(CHANCES, 3);
    expect([0, 1, 2].map((thing) => Number(single(thing).toFixed(6)))).toEqual([0.169416, 0.488, 0.271]);
    const things = VALUES.map((value, thing) => ({ value, inclusion: single(thing) }));
    const { total, variance } = horvitzThompson(things, joint);
    expect(total).toBeCloseTo(64.02995, 5);
    expect(variance).toBeCloseTo(62.4619, 4);
  });

  // docs/attacks.md TV-20: prints 56.57, a misprint
  it('is Hansen and Hurwitz’s', () => {
    const { total, variance } = hansenHurwitz(VALUES.map((value, thing) => ({ value, chance: CHANCES[thing] ?? 1 })));
    expect([total, variance]).toEqual([expect.closeTo(56.66667, 5), expect.closeTo(44.44444, 5)]);
  });

  it('is refused without chances', () => {
    expect(() => horvitzThompson([{ value: 1, inclusion: 0 }], () => 0)).toThrow(RangeError);
    expect(() => hansenHurwitz([])).toThrow(RangeError);
  });
});
