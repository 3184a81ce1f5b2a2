import { describe, expect, it } from 'vitest';
import { readTruth } from './truth.js';
import { truthGaps } from './truth-gaps.js';

const names = { account: (name: string) => `p-${name}` };

describe('what truth and log do not have in common', () => {
  it('is nothing where they speak of the same, or nothing is known', () => {
    expect(truthGaps(readTruth('account,label\na,bought\nb,background\n'), names, [], ['p-a', 'p-b'])).toEqual([]);
    expect(truthGaps(readTruth('account,label\n'), names, [], ['p-a'])).toEqual([]);
  });

  it('is told by either side, with what it does to the figures', () => {
    expect(truthGaps(readTruth('id,label\n1,ham\n2,eggs\n'), names, ['2', '3'], [])).toEqual([
      '1 of 2 records of the truth are not in the log and count as not found',
      '1 of 2 records of the log are not in the truth; each counts as wrong where it is found',
      'the truth has the labels ham, eggs but no spam, so there is nothing to find',
    ]);
    expect(truthGaps(readTruth('account,category\na,left\n'), names, [], ['p-b'])).toEqual([
      '1 of 1 accounts of the truth are not in the log and count as not found',
      '1 of 1 accounts of the log are not in the truth; each is left out of every share',
    ]);
  });
});
