import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectedComponents } from './connected-components.js';

const COUNT = 30;
const number = fc.integer({ min: 0, max: COUNT - 1 });
const links = fc.array(fc.tuple(number, number), { maxLength: 40 });

describe('connected components', () => {
  it('joins what is linked through a third', () => {
    expect(
      connectedComponents(5, [
        [3, 1],
        [4, 3],
      ]),
    ).toEqual([[0], [1, 3, 4], [2]]);
  });

  it('answers the same whatever the order and direction of the links', () => {
    fc.assert(
      fc.property(links, (pairs) => {
        const turned = pairs.map(([a, b]): [number, number] => [b, a]).reverse();
        expect(connectedComponents(COUNT, turned)).toEqual(connectedComponents(COUNT, pairs));
      }),
    );
  });

  it('puts everything into exactly one group and linked things into the same', () => {
    fc.assert(
      fc.property(links, (pairs) => {
        const groups = connectedComponents(COUNT, pairs);
        expect(groups.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: COUNT }, (_, i) => i));
        for (const [a, b] of pairs) expect(groups.find((g) => g.includes(a))).toContain(b);
      }),
    );
  });

  it('asks whether a doubtful link holds only where nothing else has joined the two', () => {
    const asked: [number, number][] = [];
    const holds = (one: number, other: number) => {
      asked.push([one, other]);
      return other !== 3;
    };
    const doubtful: [number, number][] = [
      [0, 1],
      [1, 2],
      [0, 2],
      [0, 3],
    ];
    expect(connectedComponents(4, [[0, 1]], { links: doubtful, holds })).toEqual([[0, 1, 2], [3]]);
    expect(asked).toEqual([
      [1, 2],
      [0, 3],
    ]);
  });

  it('refuses a link to nowhere', () => {
    expect(() => connectedComponents(2, [[0, 2]])).toThrow('connectedComponents requires links below 2, got 0 and 2');
  });
});
