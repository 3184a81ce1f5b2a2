import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareDeviate } from '#statistics/chi-square-deviate';
import { seededDraw } from './seeded-draw.js';

const names = Array.from({ length: 24 }, (_, n) => `account ${n}`);

describe('a seeded draw', () => {
  it('takes each name as often as its probability says, over seeds', () => {
    const draws = 6_000;
    const taken = new Map(names.map((name) => [name, 0]));
    for (let seed = 0; seed < draws; seed++) {
      for (const name of seededDraw(names, 7, `seed ${seed}`)) taken.set(name, (taken.get(name) ?? 0) + 1);
    }
    // Inclusions of one draw exclude each other, so the statistic is smaller than chi-square by 1 − n/N; its bound holds.
    expect(
      chiSquareDeviate(
        [...taken.values()],
        names.map(() => (draws * 7) / 24),
      ),
    ).toBeLessThan(4.75);
  });

  it('takes each pair as often as two of one draw meet', () => {
    const draws = 6_000;
    let together = 0;
    for (let seed = 0; seed < draws; seed++) {
      const drawn = seededDraw(names, 7, `pair ${seed}`);
      if (drawn.includes('account 3') && drawn.includes('account 11')) together++;
    }
    const expected = (draws * 7 * 6) / (24 * 23);
    expect(Math.abs(together - expected) / Math.sqrt(expected)).toBeLessThan(4.75);
  });

  it('is the same for the same seed, in whatever order the names come, and a longer one begins with a shorter one', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 30 }), fc.nat(30), fc.string(), (all, most, seed) => {
        const drawn = seededDraw(all, most, seed);
        expect(seededDraw([...all].reverse(), most, seed)).toEqual(drawn);
        expect(seededDraw(all, most + 1, seed).slice(0, drawn.length)).toEqual(drawn);
        expect(drawn.length).toBe(Math.min(most, all.length));
      }),
    );
  });
});
