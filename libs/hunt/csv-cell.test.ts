import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell } from './csv-cell.js';

describe('a cell of an export', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '\u3000=1',
    '\u200b=1',
    '＝1',
    '＠A',
    '|cmd',
    '%0A=1',
  ])('never begins a formula: %j', (text) => {
    expect(csvCell(text)).toBe(`'${text}`);
  });

  it('is left as it is when nothing could run it', () => {
    expect(['a=1', '', 0.5, true, null, ['a'], { b: 1 }].map(csvCell)).toEqual([
      'a=1',
      '',
      '0.5',
      'true',
      '',
      '["a"]',
      '{"b":1}',
    ]);
  });

  it('never begins with a sign that is active, whatever stands before it', () => {
    const before = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r', '\v', '\u00a0', '\ufeff', '\u202e') });
    const sign = fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠');
    fc.assert(
      fc.property(before, sign, fc.string(), (blank, active, rest) => {
        expect(csvCell(blank + active + rest)).toMatch(/^'/);
      }),
      { numRuns: 200 },
    );
  });
});
