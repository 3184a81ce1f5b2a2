import { expect, test } from 'vitest';
import { parametersOf, preambleOf } from './parameters.js';

test('parameters are sorted by what they are for', () => {
  const { query, database, format, settings, bound } = parametersOf(
    'query=SELECT+1%2B1&database=d&default_format=CSV&max_threads=2&param_x=a%09b&wait_end_of_query=0&stacktrace=1',
  );
  expect({ query, database, format }).toEqual({ query: 'SELECT 1+1', database: 'd', format: 'CSV' });
  expect([...settings]).toEqual([['max_threads', '2']]);
  expect([...bound]).toEqual([['param_x', 'a\tb']]);
});

test('a value becomes a string whatever it holds', () => {
  expect(preambleOf([['a', "\\'; DROP TABLE t; --\0"]])).toBe("SET a = '\\\\\\'; DROP TABLE t; --\\0'");
});

test('no parameters make no statement', () => {
  expect(preambleOf([])).toBeUndefined();
});

test.each(['a;b', "a'b", 'a=b'.replace('=', '%3D'), '1a', 'a b', ''])('%j is no name of a setting', (name) => {
  expect(() => parametersOf(`${name}=1`)).toThrow('Unknown setting');
});

test.each([
  ['compress=1', 'native-protocol compression'],
  ['decompress=1', 'native-protocol compression'],
  ['role=admin', 'roles do not exist'],
  ['a=1&a=2', 'given twice'],
  ['a=%FF', 'no UTF-8'],
  ['session_id=x&session_timeout=0', 'session_timeout'],
  ['session_id=x&session_timeout=4000', 'session_timeout'],
])('%s is refused', (search, reason) => expect(() => parametersOf(search)).toThrow(reason));
