import { describe, expect, it } from 'vitest';
import { printable, table } from './table.js';

describe('a table at the terminal', () => {
  it('aligns words to the left and numbers to the right', () => {
    expect(
      table(
        ['name', 'count'],
        [
          ['a', '1,200'],
          ['longer', '7'],
        ],
      ),
    ).toBe('name    count\na       1,200\nlonger      7\n');
  });

  it('writes out what a terminal would obey', () => {
    expect(printable('a\u001b[2J\nb\u202ec')).toBe('a\\u{1b}[2J\\u{a}b\\u{202e}c');
    expect(table(['x'], [['\u0007']])).toBe('x\n\\u{7}\n');
  });
});
