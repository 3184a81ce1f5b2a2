import { expect, test } from 'vitest';
import { faultOf } from './fault.js';

test('the second wrapping of an insert and the place of its file are taken off', () => {
  const said =
    'Code: 27. DB::Exception: Code: 27. DB::Exception: Cannot parse input: (in file/uri /data/spool/.body-1): ' +
    'While executing File: data for INSERT was parsed from file. (CANNOT_PARSE_INPUT_ASSERTION_FAILED) (version 26.7.2.1). (CANNOT_PARSE_INPUT_ASSERTION_FAILED)';
  const fault = faultOf(new Error(said));
  expect([fault.code, fault.status]).toEqual([27, 400]);
  expect(fault.text('26.7')).toBe(
    'Code: 27. DB::Exception: Cannot parse input. (CANNOT_PARSE_INPUT_ASSERTION_FAILED) (version 26.7)\n',
  );
});

test.each([
  ['UNKNOWN_TABLE', 404],
  ['SYNTAX_ERROR', 400],
  ['MEMORY_LIMIT_EXCEEDED', 500],
  ['TIMEOUT_EXCEEDED', 408],
])('%s travels under %i', (type, status) => {
  expect(faultOf(new Error(`Code: 1. DB::Exception: x. (${type})`)).status).toBe(status);
});

test('what is no exception of the engine still has a number and a text', () => {
  expect(faultOf(new Error('boom')).text('26.7')).toBe(
    'Code: 1001. DB::Exception: boom. (STD_EXCEPTION) (version 26.7)\n',
  );
});
