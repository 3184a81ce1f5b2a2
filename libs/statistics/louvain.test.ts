import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupsBeyondChance, louvain, type Tie } from './louvain.js';

/** Every two of the numbers from `first`, tied once. */
function clique(first: number, size: number): Tie[] {
  const members = Array.from({ length: size }, (_, n) => first + n);
  return members.flatMap((one) => members.filter((other) => other > one).map((other): Tie => [one, other, 1]));
}

/** Zachary's karate club, numbered from 0: who spoke with whom outside the club (Journal of Anthropological Research 33, 1977). */
const KARATE =
  '1:2,3,4,5,6,7,8,9,11,12,13,14,18,20,22,32 2:3,4,8,14,18,20,22,31 3:4,8,9,10,14,28,29,33 4:8,13,14 5:7,11 6:7,11,17 7:17 9:31,33,34 10:34 14:34 15:33,34 16:33,34 19:33,34 20:34 21:33,34 23:33,34 24:26,28,30,33,34 25:26,28,32 26:32 27:30,34 28:34 29:32,34 30:33,34 31:33,34 32:33,34 33:34'
    .split(' ')
    .flatMap((line) => {
      const [one = '', others = ''] = line.split(':');
      return others.split(',').map((other): Tie => [Number(one) - 1, Number(other) - 1, 1]);
    });

function modularity(groups: readonly number[][], ties: readonly Tie[]): number {
  const whole = 2 * ties.reduce((sum, [, , weight]) => sum + weight, 0);
  return groups.reduce((sum, members) => {
    const inside = new Set(members);
    const within = ties.reduce((s, [a, b, weight]) => s + (inside.has(a) && inside.has(b) ? 2 * weight : 0), 0);
    const degree = ties.reduce((s, [a, b, w]) => s + (inside.has(a) ? w : 0) + (inside.has(b) ? w : 0), 0);
    return sum + within / whole - (degree / whole) ** 2;
  }, 0);
}

describe('Louvain', () => {
  it('parts two cliques that are tied by a single thread', () => {
    expect(louvain(8, [...clique(0, 4), ...clique(4, 4), [3, 4, 1]], 1)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ]);
  });

  it('heeds weights', () => {
    expect(
      louvain(
        4,
        [
          [0, 1, 9],
          [1, 2, 1],
          [2, 3, 9],
          [0, 3, 1],
        ],
        1,
      ),
    ).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it('leaves alone who is tied to nobody', () => {
    expect(louvain(3, [[0, 2, 1]], 1)).toEqual([[0, 2], [1]]);
    expect(louvain(2, [], 1)).toEqual([[0], [1]]);
    expect(louvain(0, [], 1)).toEqual([]);
  });

  it('comes near the best known modularity of the karate club, 0.4198', () => {
    expect(modularity(louvain(34, KARATE, 1), KARATE)).toBeGreaterThan(0.41);
  });

  it('makes larger groups at a lower resolution', () => {
    expect(louvain(34, KARATE, 1, 0.3).length).toBeLessThan(louvain(34, KARATE, 1).length);
  });

  it('puts everything into exactly one group, the same for the same seed', () => {
    const tie = fc.tuple(fc.nat(19), fc.nat(19), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(fc.array(tie, { maxLength: 60 }), fc.nat(), (ties, seed) => {
        const groups = louvain(20, ties, seed);
        expect(groups.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n));
        expect(louvain(20, ties, seed)).toEqual(groups);
      }),
    );
  });
});

describe('groups beyond a known chance', () => {
  const even = (count: number, pull: number) => new Array<number>(count).fill(pull);

  it('are tied more than chance would tie them, whoever else there is', () => {
    // Sixteen pairs across four and four, of which two are tied: chance ties 1.6 of them, or 2.4.
    const across: Tie[] = [
      [0, 4, 1],
      [1, 5, 1],
    ];
    const ties = [...clique(0, 4), ...clique(4, 4), ...across];
    for (const strangers of [[], clique(8, 30)]) {
      const sizes = (chance: number) =>
        groupsBeyondChance(38, [...ties, ...strangers], even(38, Math.sqrt(chance)), 1)
          .filter(([first]) => (first as number) < 8)
          .map((group) => group.length);
      expect(sizes(0.1)).toEqual([8]);
      expect(sizes(0.15)).toEqual([4, 4]);
    }
  });

  it('are everybody who is tied where there is no chance, nobody where chance ties all', () => {
    const ties: Tie[] = [
      [0, 1, 1],
      [1, 2, 1],
    ];
    expect(groupsBeyondChance(4, ties, even(4, 0), 1)).toEqual([[0, 1, 2], [3]]);
    expect(groupsBeyondChance(4, ties, even(4, 2), 1)).toEqual([[0], [1], [2], [3]]);
  });

  it('are each tied at least as much as chance would tie them', () => {
    const tie = fc.tuple(fc.nat(14), fc.nat(14), fc.integer({ min: 1, max: 5 })).filter(([one, other]) => one < other);
    const once = fc.uniqueArray(tie, { maxLength: 50, selector: ([one, other]) => `${one} ${other}` });
    const pulls = fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 15, maxLength: 15 });
    fc.assert(
      fc.property(once, pulls, fc.nat(), (ties, pull, seed) => {
        const groups = groupsBeyondChance(15, ties, pull, seed);
        expect(groups.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_, n) => n));
        for (const group of groups) {
          const inside = new Set(group);
          const tied = ties.reduce((s, [a, b, weight]) => s + (inside.has(a) && inside.has(b) ? weight : 0), 0);
          const pairs = group.flatMap((one, n) => group.slice(n + 1).map((other) => [one, other] as const));
          const chance = pairs.reduce((s, [a, b]) => s + (pull[a] as number) * (pull[b] as number), 0);
          expect(tied).toBeGreaterThanOrEqual(chance - 1e-6);
        }
      }),
    );
  });
});
