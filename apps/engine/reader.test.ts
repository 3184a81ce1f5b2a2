import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, type StartedEngine, startedEngine } from '../../test/support/started-engine.js';
import { MANNERS } from './reader-seal.js';

/** The reader's password stands in dashboards: what it opens must be harmless in anybody's hands. */
let started: StartedEngine;
const read = (sql: string, options: Ask = {}): ReturnType<StartedEngine['ask']> =>
  started.ask(sql, { user: 'reader', ...options });

beforeAll(async () => {
  started = await startedEngine();
  for (const sql of [
    'CREATE DATABASE usewatch_private',
    'CREATE TABLE usewatch_private.secret (name String, secret String) ENGINE = Memory',
    "INSERT INTO usewatch_private.secret VALUES ('key', 'hush')",
    'CREATE TABLE usewatch.usage (account String, at DateTime) ENGINE = MergeTree ORDER BY at',
    "INSERT INTO usewatch.usage VALUES ('a', '2024-01-01 00:00:00'), ('b', '2024-01-02 00:00:00')",
    'CREATE VIEW usewatch.honest AS SELECT account FROM usewatch.usage',
    'CREATE VIEW usewatch.leaking AS SELECT secret FROM usewatch_private.secret',
    'CREATE VIEW usewatch.twice AS SELECT * FROM usewatch.leaking',
    "CREATE TABLE usewatch.merged AS usewatch_private.secret ENGINE = Merge('usewatch_private', 'secret')",
    "CREATE DICTIONARY usewatch.book (name String, secret String) PRIMARY KEY name SOURCE(CLICKHOUSE(TABLE 'secret' DB 'usewatch_private')) LAYOUT(COMPLEX_KEY_HASHED()) LIFETIME(0)",
  ]) {
    const { status, text } = await started.ask(sql);
    expect([sql, status, text]).toEqual([sql, 200, '']);
  }
});
afterAll(async () => {
  await started.close();
});

test.each([
  ['SELECT count() FROM usage', '2'],
  ['SELECT count() FROM usewatch.usage', '2'],
  ['select count() from "usewatch"."usage"', '2'],
  ['WITH x AS (SELECT account FROM usage) SELECT count() FROM x WHERE account IN (SELECT account FROM usage)', '2'],
  ['SELECT count() FROM usage AS u JOIN honest AS h ON u.account = h.account', '2'],
  ['SELECT count() FROM honest', '2'],
  ['SELECT sum(number) FROM numbers(5)', '10'],
  ['SELECT count() FROM system.one', '1'],
  ["SELECT count() FROM system.columns WHERE database = 'usewatch' AND table = 'usage'", '2'],
  ['SELECT {x:String}', 'é'],
  ['SELECT 1 UNION ALL SELECT 1', '1\n1'],
  ['SELECT account, count() OVER (PARTITION BY account ORDER BY at) FROM usage ORDER BY account LIMIT 1', 'a\t1'],
  ["SELECT count() FROM usage WHERE account IN ('a', 'c')", '1'],
  ['SELECT arrayMap(x -> x + 1, [1])', '[2]'],
  ['DESCRIBE (SELECT 1 AS n)', 'n\tUInt8\t\t\t\t\t'],
])('%s is answered', async (sql, expected) => {
  const { text } = await read(sql, { parameters: { param_x: 'é' } });
  expect(text.trimEnd()).toBe(expected.trimEnd());
});

test('an explanation of a SELECT is answered', async () => {
  expect((await read('EXPLAIN SELECT count() FROM usage')).status).toBe(200);
});

test.each([
  'SELECT * FROM usewatch_private.secret',
  'SELECT * FROM `usewatch_private`.`secret`',
  'SELECT * FROM "usewatch_private"/* */./* */"secret"',
  'SELECT * FROM \n--x\nusewatch_private . secret',
  'SELECT (SELECT secret FROM usewatch_private.secret)',
  'SELECT throwIf(1, (SELECT secret FROM usewatch_private.secret))',
  'WITH x AS (SELECT * FROM usewatch_private.secret) SELECT * FROM x',
  "SELECT 'hush' IN usewatch_private.secret",
  "SELECT in('hush', usewatch_private.secret)",
  "SELECT 'hush' GLOBAL NOT IN usewatch_private.secret",
  'SELECT 1 FROM usage WHERE exists(SELECT 1 FROM usewatch_private.secret)',
  'SELECT 1 UNION ALL SELECT length(secret) FROM usewatch_private.secret',
  'SELECT * FROM usage, usewatch_private.secret',
  'SELECT * FROM usage ARRAY JOIN (SELECT groupArray(secret) FROM usewatch_private.secret) AS s',
  'SELECT 1 ORDER BY (SELECT secret FROM usewatch_private.secret)',
  'SELECT 1 LIMIT (SELECT length(secret) FROM usewatch_private.secret)',
  'SELECT * FROM leaking',
  'SELECT * FROM twice',
  'SELECT * FROM merged',
  'SELECT * FROM book',
  "SELECT dictGet('usewatch.book', 'secret', tuple('key'))",
  "SELECT DICTGET('usewatch.book', 'secret', tuple('key'))",
  "SELECT * APPLY(x -> dictGet('usewatch.book', 'secret', tuple('key'))) FROM usage",
  "SELECT * REPLACE(dictGet('usewatch.book', 'secret', tuple('key')) AS account) FROM usage",
  "SELECT arrayMap(x -> dictGet('usewatch.book', 'secret', tuple(x)), ['key'])",
  "SELECT * FROM dictionary('usewatch.book')",
  "SELECT * FROM merge('usewatch_private', '.*')",
  "SELECT * FROM remote('127.0.0.1', usewatch_private.secret)",
  "SELECT * FROM cluster('default', usewatch_private.secret)",
  'SELECT * FROM view(SELECT * FROM usewatch_private.secret)',
  'WITH made AS MATERIALIZED (SELECT * FROM usewatch_private.secret) SELECT * FROM made',
  "SELECT * FROM viewExplain('EXPLAIN', '', (SELECT * FROM usewatch_private.secret))",
  "SELECT * FROM file('/etc/passwd', LineAsString)",
  "SELECT file('/etc/passwd')",
  "SELECT * FROM url('http://127.0.0.1:1/', LineAsString)",
  "SELECT * FROM executable('x', TSV, 'a String')",
  "SELECT * FROM mergeTreeIndex('usewatch_private', 'secret')",
  'SELECT * FROM {table:Identifier}',
  "SELECT 'hush' IN {table:Identifier}",
  'SELECT * FROM system.processes',
  'SELECT * FROM system.settings',
  'SELECT * FROM system.query_cache',
  'SELECT * FROM information_schema.tables',
  'SELECT sleep(3)',
  'SELECT 1 FROM usage SETTINGS readonly = 0',
  'SELECT 1 FROM usage SETTINGS max_execution_time = 0',
  // The engine lets a sealed session take its own seal off this way.
  'SELECT 1 FROM usage SETTINGS readonly = DEFAULT',
  'SELECT 1 FROM (SELECT 1 FROM usage SETTINGS max_execution_time = DEFAULT)',
  'SET readonly = DEFAULT',
  "SELECT 1 INTO OUTFILE '/tmp/usewatch-leak'",
  'SELECT 1; SELECT 2',
  'EXPLAIN SELECT * FROM usewatch_private.secret',
  'EXPLAIN QUERY TREE SELECT (SELECT secret FROM usewatch_private.secret)',
  'DESCRIBE usewatch_private.secret',
  "DESCRIBE file('/etc/passwd')",
  'SELECT 1 AS `a\n TableIdentifier usewatch.usage` FROM usewatch_private.secret',
  'SHOW TABLES FROM usewatch_private',
  'EXISTS usewatch_private.secret',
  'SET readonly = 0',
  'USE usewatch_private',
  'INSERT INTO usage VALUES',
  'CREATE TABLE t (a UInt8) ENGINE = Memory',
  'CREATE TEMPORARY TABLE t (a UInt8)',
  'DROP TABLE usage',
  'TRUNCATE TABLE usage',
  'ALTER TABLE usage DELETE WHERE 1',
  'OPTIMIZE TABLE usage',
  'KILL QUERY WHERE 1',
  'SYSTEM RELOAD DICTIONARIES',
  'SYSTEM SHUTDOWN',
  'SELECT 1 PARALLEL WITH DROP TABLE usage',
  'WITH x AS (SELECT 1) INSERT INTO usage SELECT 1, 1',
])('%s is refused', async (sql) => {
  const { status, text } = await read(sql, { parameters: { param_table: 'usewatch_private.secret' } });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(text).toMatch(/ACCESS_DENIED|SYNTAX_ERROR|READONLY/);
  expect(text).not.toContain('hush');
});

test('another database is refused', async () => {
  for (const database of ['usewatch_private', 'system']) {
    expect((await read('SELECT 1', { parameters: { database } })).text).toContain('ACCESS_DENIED');
  }
  expect((await read('SELECT currentDatabase()', { parameters: { database: 'default' } })).text).toBe('usewatch\n');
});

test.each([
  ['nothing', {}, '30'],
  ['less', { max_execution_time: '7' }, '7'],
  ['more', { max_execution_time: '60' }, '30'],
  ['no limit', { max_execution_time: '0' }, '30'],
  ['nonsense', { max_execution_time: '-1' }, '30'],
])('who asks for %s gets at most thirty seconds', async (_, parameters: Record<string, string>, expected) => {
  expect((await read("SELECT getSetting('max_execution_time')", { parameters })).text).toBe(`${expected}\n`);
});

test('a lower limit holds', async () => {
  const { text } = await read('SELECT number FROM numbers(11)', { parameters: { max_result_rows: '10' } });
  expect(text).toContain('TOO_MANY_ROWS_OR_BYTES');
});

test.each(['readonly', 'readonly'])('readonly cannot be lifted', async (name) => {
  const { text } = await read("SELECT getSetting('readonly')", { parameters: { [name]: '0' } });
  expect(text).toBe('1\n');
});

test.each([...MANNERS])('%s, by which a question is carried out and not answered, is theirs to set', async (name) => {
  for (const value of ['0', '1']) {
    const { text } = await read(`SELECT toString(toUInt64(getSetting('${name}')))`, { parameters: { [name]: value } });
    expect(text.trimEnd()).toBe(value);
  }
});

test.each(['max_threads', 'output_format_schema', 'format_schema', 'log_comment'])(
  '%s is not theirs to set',
  async (name) => {
    expect((await read('SELECT 1', { parameters: { [name]: '/tmp/x' } })).text).toContain('READONLY');
  },
);

test('a reader leaves nothing in a session', async () => {
  const parameters = { session_id: 's', max_execution_time: '5' };
  expect((await read('SELECT 1', { parameters })).status).toBe(200);
  expect((await read("SELECT getSetting('max_execution_time')", { parameters: { session_id: 's' } })).text).toBe(
    '30\n',
  );
});
