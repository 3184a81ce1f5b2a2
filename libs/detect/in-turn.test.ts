import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gathered } from './gathered.js';
import { inTurn } from './in-turn.js';
import { listed } from './listed.js';

describe('evidence in turn', () => {
  it('takes the first of every list before the second of any', () => {
    expect(inTurn([['a1', 'a2', 'a3'], [], ['b1', 'b2']], 4)).toEqual(['a1', 'b1', 'a2', 'b2']);
    expect(inTurn([], 5)).toEqual([]);
  });

  it('takes everything where there is room, and no more than asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat()), { maxLength: 9 }), fc.nat(40), (lists, most) => {
        expect(inTurn(lists, most)).toHaveLength(Math.min(most, lists.flat().length));
      }),
    );
  });
});

describe('heaps', () => {
  it('keep the order in which things and their keys came', () => {
    expect([...gathered(['b1', 'a1', 'b2'], ([letter]) => letter)]).toEqual([
      ['b', ['b1', 'b2']],
      ['a', ['a1']],
    ]);
  });
});

describe('a list in a sentence', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('%j reads %s', (words, sentence) => {
    expect(listed(words)).toBe(sentence);
  });
});
