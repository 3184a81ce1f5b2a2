import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvTable } from './csv-table.js';

const read = (csv: string, ...shapes: string[][]) => {
  const { shape, lines } = csvTable(csv, shapes.length > 0 ? shapes : [['a', 'b']], 'csvTable');
  return { shape, lines: [...lines].map(({ line, cells }) => [line, ...cells]) };
};

describe('a table', () => {
  it('has its columns in any order, among others, in any capitals', () => {
    expect(read('x,B,"a"\n1,2,3\n').lines).toEqual([[2, '3', '2']]);
    expect(read('a,b,c\n1,2,3\n', ['d', 'a'], ['c'], ['a']).shape).toBe(1);
  });

  it('has quoted cells with commas, quotation marks and line ends, any line end and a byte order mark', () => {
    const csv = '\uFEFFa,b\r\n"x, ""y""",1\r\n\r\n"two\r\nlines",2\n3,\r\n';
    expect(read(csv).lines).toEqual([
      [2, 'x, "y"', '1'],
      [4, 'two\r\nlines', '2'],
      [6, '3', ''],
    ]);
  });

  it('comes back as it was written, whatever the cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'ü') });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), fc.constantFrom('\n', '\r\n'), (rows, end) => {
        const csv = ['a,b', ...rows.map((row) => row.map(quoted).join(','))].join(end);
        expect(read(csv).lines.map(([, ...cells]) => cells)).toEqual(rows);
      }),
    );
  });

  it.each([
    ['', /requires the columns a,b, got an empty file/],
    ['a,c\n', /requires the columns a,b, got a,c/],
    ['a,b,a\n', /requires the column a once/],
    ['a,b\n1,2\n3\n', /requires 2 cells on line 3, got 1/],
    ['a,b\n"1,2\n3,4\n', /requires a closing quotation mark on line 2/],
    ['a,b\n1"x",2\n', /requires quotation marks around whole cells on line 2/],
  ])('is refused by the line that does not fit: %j', (csv, message) => {
    expect(() => read(csv)).toThrow(message);
  });
});
