import { expect, test } from 'vitest';
import { boundaryIn, formOf } from './form.js';

const field = (name: string, value: string): string =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

test('a form holds its texts by name, line ends and all', () => {
  const body = `${field('query', 'SELECT 1')}${field('param_x', 'a\r\n--c\r\n\r\nd')}--b--\r\n`;
  expect([...formOf(body, 'b')]).toEqual([
    ['query', 'SELECT 1'],
    ['param_x', 'a\r\n--c\r\n\r\nd'],
  ]);
});

test.each([
  ['not closed', field('a', '1')],
  ['no plain field', '--b\r\nContent-Disposition: form-data; name="a"; filename="f"\r\n\r\n1\r\n--b--\r\n'],
  ['twice', `${field('a', '1')}${field('a', '2')}--b--\r\n`],
])('a form that is %s is refused', (reason, body) => expect(() => formOf(body, 'b')).toThrow(reason));

test('the boundary stands in the content type', () => {
  expect(boundaryIn('multipart/form-data; boundary="x-y"')).toBe('x-y');
  expect(boundaryIn('text/plain')).toBeUndefined();
});
