import { expect, test } from 'vitest';
import { type Statement, statementOf } from './statement.js';

const refusal = (sql: string): string => {
  try {
    statementOf(sql);
  } catch (cause) {
    return (cause as Error).message;
  }
  return 'none';
};

test.each([
  'SELECT 1; SELECT 2',
  'SELECT 1;;x',
  "SELECT ';'; DROP TABLE t",
  '/*;*/ SELECT 1; -- ;\n x',
  'DROP TABLE a; DROP TABLE b',
])('%s is more than one statement', (sql) => expect(refusal(sql)).toContain('Multi-statements are not allowed'));

test.each(['SELECT 1', 'SELECT 1;', 'SELECT 1 ; ; -- done', "SELECT ';'", 'SELECT 1 /* ; x */'])(
  '%s is one statement',
  (sql) => {
    expect(refusal(sql)).toBe('none');
  },
);

test.each(['', ' \n', '-- nothing', ';'])('%j is no statement', (sql) => expect(refusal(sql)).toContain('Empty query'));

test.each([
  ['SELECT a FROM t FORMAT JSON', 'SELECT a FROM t  ', 'JSON'],
  ['SELECT 1 format CSV;', 'SELECT 1  ', 'CSV'],
  ['SELECT 1 SETTINGS a = 1 FORMAT TSV', 'SELECT 1 SETTINGS a = 1  ', 'TSV'],
  ['SELECT 1 FORMAT TSV SETTINGS a = 1', 'SELECT 1   SETTINGS a = 1', 'TSV'],
  ['WITH x AS (SELECT 1) SELECT * FROM x FORMAT Native', 'WITH x AS (SELECT 1) SELECT * FROM x  ', 'Native'],
  ['SELECT count() FORMAT /* c */ JSON -- end', 'SELECT count()  ', 'JSON'],
])('%s names its format', (sql, rest, format) => {
  expect(statementOf(sql)).toEqual({ kind: 'select', sql: rest, format });
});

test.each([
  'SELECT format FROM t',
  'SELECT 1 AS format',
  'SELECT * FROM format f',
  'SELECT (SELECT 1 FORMAT JSON)',
  "SELECT 'FORMAT JSON'",
])('%s names none', (sql) => expect(statementOf(sql)).toEqual({ kind: 'select', sql, format: undefined }));

const shape = (sql: string): unknown => {
  const statement: Statement = statementOf(sql);
  if (!('dataAt' in statement)) return statement;
  const { dataAt, ...rest } = statement;
  return { ...rest, data: sql.slice(dataAt) };
};

test.each([
  ['INSERT INTO t FORMAT JSONEachRow\n{"a":1}', 'INSERT INTO t ', '', 'JSONEachRow', '{"a":1}'],
  ['INSERT INTO t FORMAT CSV 1,2', 'INSERT INTO t ', '', 'CSV', '1,2'],
  ['INSERT INTO t FORMAT CSV \r\n 1,2', 'INSERT INTO t ', '', 'CSV', ' 1,2'],
  ['INSERT INTO t FORMAT CSV\n\n1', 'INSERT INTO t ', '', 'CSV', '\n1'],
  ["INSERT INTO t VALUES (1, ';'); x", 'INSERT INTO t ', '', 'Values', " (1, ';'); x"],
  ['INSERT INTO d.t (format, values) VALUES (1, 2)', 'INSERT INTO d.t (format, values) ', '', 'Values', ' (1, 2)'],
  ['insert into table `format` settings a=1 format TSV\nb', 'insert into table `format` ', 'settings a=1 ', 'TSV', 'b'],
  ['INSERT INTO d.values FORMAT TSV\n', 'INSERT INTO d.values ', '', 'TSV', ''],
])('%j carries its rows behind its words', (sql, before, after, format, data) => {
  expect(shape(sql)).toEqual({ kind: 'insert', before, after, format, data });
});

test('rows that pass a SELECT stand for its input', () => {
  expect(
    shape("INSERT INTO t (a) SELECT x FROM input('x String') WHERE x != '' FORMAT LineAsString\nDROP TABLE t; 'x"),
  ).toEqual({
    kind: 'insert-select',
    before: 'INSERT INTO t (a) SELECT x FROM ',
    structure: "'x String'",
    after: " WHERE x != '' ",
    format: 'LineAsString',
    data: "DROP TABLE t; 'x",
  });
});

test.each([
  'INSERT INTO t SELECT * FROM s',
  'INSERT INTO t SELECT format FROM s',
  'WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x',
  'CREATE TABLE t (a UInt8) ENGINE = Memory',
  'ALTER TABLE t DELETE WHERE 1',
])('%s writes without rows of its own', (sql) => expect(statementOf(sql)).toEqual({ kind: 'write', sql }));

test.each(['SHOW TABLES', 'DESCRIBE t', 'explain select 1', 'EXISTS t', 'SET a = 1'])('%s answers little', (sql) => {
  expect(statementOf(sql)).toEqual({ kind: 'read', sql });
});

test.each([
  ["SELECT 1 INTO OUTFILE '/tmp/x'", 'INTO OUTFILE is not allowed'],
  ["SHOW TABLES INTO /* */ OUTFILE '/tmp/x'", 'INTO OUTFILE is not allowed'],
  ["INSERT INTO t FROM INFILE '/etc/passwd' FORMAT CSV", 'FROM INFILE is not allowed'],
  ["INSERT INTO t SELECT * FROM input('x String')", 'requires a FORMAT clause'],
  ['INSERT INTO t SELECT * FROM input() FORMAT CSV\n', 'requires one string'],
  ['INSERT INTO t FORMAT CSV; 1', "a ';' stands before the data"],
  ['INSERT INTO t SELECT 1; DROP TABLE t', 'Multi-statements are not allowed'],
  ["INSERT INTO t SELECT ‘'’; DROP TABLE t --'", 'typographic quotes'],
])('%s is refused', (sql, reason) => expect(refusal(Buffer.from(sql).toString('latin1'))).toContain(reason));
