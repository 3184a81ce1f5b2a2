import { expect, it } from 'vitest';
import { stubLongLines } from './stub-long-lines.js';

const stub = (text: string) => stubLongLines(Buffer.from(text), 5).toString();

it('puts a stub with its length in place of a line that is too long', () => {
  expect(stub('1234\n123456\n\n12')).toBe('1234\n!oversize 7\n\n12');
});

it('measures a last line without its end', () => {
  expect(stub('12345')).toBe('12345');
  expect(stub('123456')).toBe('!oversize 6\n');
});
