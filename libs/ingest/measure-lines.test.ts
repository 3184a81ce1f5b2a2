import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureLines } from './measure-lines.js';

const measure = (...chunks: string[]) => measureLines(chunks.map((chunk) => Buffer.from(chunk)));

describe('a body of lines', () => {
  it('counts blank lines, and a last line without an end', () => {
    expect(measure('{}\n\n{}')).toEqual({ lines: 3, longest: 3, bytes: 6, isBlank: false });
  });

  it('counts no line behind the last line end', () => {
    expect(measure('{}\n').lines).toBe(1);
  });

  it('measures a line that spans chunks as one', () => {
    expect(measure('{"a":', '1}\n', 'x')).toMatchObject({ lines: 2, longest: 8 });
  });

  it('is blank when it holds white space alone', () => {
    expect(measure(' \r\n', '\t\n').isBlank).toBe(true);
    expect(measure(' \r\n', '\tx\n').isBlank).toBe(false);
    expect(measure().isBlank).toBe(true);
  });

  it('is the same in whatever chunks it arrives', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', ' ')), fc.nat(), (pieces, cut) => {
        const whole = pieces.join('');
        const at = whole.length === 0 ? 0 : cut % whole.length;
        expect(measure(whole.slice(0, at), whole.slice(at))).toEqual(measure(whole));
      }),
    );
  });
});
