import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csv } from './release-csv.js';

it('a table that a spreadsheet would run as a formula is not written, whatever stands before its sign', () => {
  const before = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r', '\u3000', '\ufeff', '\u200b') });
  const sign = fc.constantFrom('=', '+', '@', '＝', '＋', '－', '＠', '|', '%', '-x');
  fc.assert(
    fc.property(before, sign, fc.string(), (blank, active, rest) => {
      expect(() => csv([{ category: 'SPM', dim2: blank + active + rest }])).toThrow(/no spreadsheet runs/);
    }),
    { numRuns: 200 },
  );
});

it('a count below zero is written as it is', () => {
  expect(csv([{ value: '-12' }])).toBe('value\r\n-12\r\n');
});
