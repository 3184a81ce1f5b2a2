import { expect, it } from 'vitest';
import { counted } from './counted.js';

it('one of a thing is told as one', () => {
  expect([0, 1, 1_200].map((count) => counted(count, 'finding'))).toEqual([
    '0 findings',
    '1 finding',
    '1,200 findings',
  ]);
  expect([1, 2].map((count) => counted(count, 'entry', 'entries'))).toEqual(['1 entry', '2 entries']);
});
