import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type StartedEngine, startedEngine } from '../../test/support/started-engine.js';

/** What the embedded engine does to those who trust it, and no longer can. */
let started: StartedEngine;
const ask: StartedEngine['ask'] = (...words) => started.ask(...words);
const answer = async (sql: string): Promise<string> => (await ask(sql)).text.trim();

beforeAll(async () => {
  started = await startedEngine();
});
afterAll(async () => {
  await started.close();
});
beforeEach(async () => {
  await ask('CREATE OR REPLACE TABLE victim (s String) ENGINE = MergeTree ORDER BY s');
});

const parked = (): string[] => readdirSync(started.spool).filter((name) => name.startsWith('.body-'));

test.each([
  ['TabSeparated', 'a\n\nDROP TABLE victim;\n'],
  ['TabSeparatedRaw', 'a\n\nDROP TABLE victim;\n'],
  ['CSV', 'a\n\nDROP TABLE victim;\n'],
  ['JSONEachRow', '{"s":"a"}\n\nDROP TABLE victim;\n'],
  ['JSONCompactEachRow', '["a"]\n\nDROP TABLE victim;\n'],
  ['LineAsString', 'a\n\nDROP TABLE victim;\n'],
  ['Values', "('a')\n\n; DROP TABLE victim;\n"],
])('rows in %s stay rows, whatever they say', async (format, rows) => {
  await ask(`INSERT INTO victim FORMAT ${format}\n${rows}`);
  await ask(rows, { parameters: { query: `INSERT INTO victim FORMAT ${format}` } });
  expect(await answer('EXISTS victim')).toBe('1');
  expect(parked()).toEqual([]);
});

test('a setting cannot end its own quotes', async () => {
  const { text } = await ask("SELECT getSetting('log_comment')", {
    parameters: { log_comment: "\\'; DROP TABLE victim; --", default_format: 'TSVRaw' },
  });
  expect(text).toBe("\\'; DROP TABLE victim; --\n");
  expect(await answer('EXISTS victim')).toBe('1');
});

test('a parameter cannot end its own quotes', async () => {
  const { text } = await ask('SELECT {x:String}', {
    parameters: { param_x: "\\\\'; DROP TABLE victim; --", default_format: 'TSVRaw' },
  });
  expect(text).toBe("\\'; DROP TABLE victim; --\n");
  expect(await answer('EXISTS victim')).toBe('1');
});

test('the name of a setting is a name', async () => {
  const { status, text } = await ask('SELECT 1', { parameters: { 'a=1; DROP TABLE victim; --': '1' } });
  expect([status, text.includes('UNKNOWN_SETTING')]).toEqual([404, true]);
});

test('a database name cannot end its own quotes', async () => {
  const { text } = await ask('SELECT 1', { parameters: { database: '`; DROP TABLE victim; --' } });
  expect(text).toContain('UNKNOWN_DATABASE');
  expect(await answer('EXISTS victim')).toBe('1');
});

test.each([
  'SELECT 1; DROP TABLE victim',
  'SELECT 1 /* /* */ ; */; DROP TABLE victim',
  'SELECT 1\\G DROP TABLE victim',
])('%s runs nothing', async (sql) => {
  expect((await ask(sql)).text).toContain('SYNTAX_ERROR');
  expect(await answer('EXISTS victim')).toBe('1');
});

test('a token of one insert does not swallow the next', async () => {
  await ask('ALTER TABLE victim MODIFY SETTING non_replicated_deduplication_window = 10');
  await ask('INSERT INTO victim FORMAT CSV\na\n', { parameters: { insert_deduplication_token: 't' } });
  await ask('INSERT INTO victim FORMAT CSV\nb\n');
  await ask('INSERT INTO victim FORMAT CSV\nc\n');
  expect(await answer('SELECT count() FROM victim')).toBe('3');
});

test('read-only for one request is not read-only for the next', async () => {
  await ask('SELECT 1', { parameters: { readonly: '1' } });
  expect((await ask('INSERT INTO victim FORMAT CSV\na\n')).status).toBe(200);
});

test('questions with parameters run side by side', async () => {
  const slow = (x: number): Promise<unknown> => ask('SELECT sleep(1), {x:UInt8}', { parameters: { param_x: `${x}` } });
  const before = performance.now();
  await Promise.all([slow(1), slow(2), slow(3), slow(4)]);
  // One after the other they would take 4 seconds.
  expect(performance.now() - before).toBeLessThan(2500);
});

test('a scalar subquery holds up nobody else', async () => {
  const slow = ask('SELECT (SELECT sleep(1.5))');
  await pause(200);
  const before = performance.now();
  expect((await fetch(`${started.engine.url}/ping`)).status).toBe(200);
  expect(performance.now() - before).toBeLessThan(700);
  await slow;
});

test('more questions than places do not keep a body from being stored', async () => {
  const slow = Array.from({ length: 8 }, () => ask('SELECT sleep(2)'));
  await pause(200);
  const before = performance.now();
  await ask('INSERT INTO victim FORMAT CSV\na\n');
  expect(performance.now() - before).toBeLessThan(1500);
  await Promise.all(slow);
});

test('a client that takes none of its result does not make the engine keep it', async () => {
  const { engine } = started;
  const rss = (): number =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${engine.pid}/status`, 'latin1'))?.[1]) / 1024;
  const before = rss();
  const asked = request(`${engine.url}/?query=SELECT+*+FROM+numbers(300000000)`, {
    headers: { 'X-ClickHouse-User': 'usewatch', 'X-ClickHouse-Key': engine.password },
  });
  asked.on('error', () => undefined);
  asked.on('response', (response) => response.on('error', () => undefined).pause());
  asked.end();
  await pause(2000);
  // MiB; the whole result weighs 2800.
  expect(rss() - before).toBeLessThan(500);
  asked.destroy();
  await expect
    .poll(
      () =>
        answer("SELECT count() FROM system.processes WHERE query LIKE '%300000000%' AND query NOT LIKE '%processes%'"),
      { timeout: 5000 },
    )
    .toBe('0');
});

test('integers of 64 bits are strings in JSON unless numbers are asked for', async () => {
  const sql = 'SELECT toUInt64(18446744073709551615) AS n';
  const format = { default_format: 'JSONEachRow' };
  expect((await ask(sql, { parameters: format })).text).toBe('{"n":"18446744073709551615"}\n');
  const bare = await ask(sql, { parameters: { ...format, output_format_json_quote_64bit_integers: '0' } });
  expect(bare.text).toBe('{"n":18446744073709551615}\n');
});

test('a body that breaks off stores nothing and leaves nothing behind', async () => {
  const { engine } = started;
  const asked = request(`${engine.url}/?query=INSERT+INTO+victim+FORMAT+CSV`, {
    method: 'POST',
    headers: { 'X-ClickHouse-User': 'usewatch', 'X-ClickHouse-Key': engine.password, 'Transfer-Encoding': 'chunked' },
  });
  asked.on('error', () => undefined);
  asked.write('a\n'.repeat(2_000_000));
  await pause(300);
  asked.destroy();
  await expect.poll(parked).toEqual([]);
  expect(await answer('SELECT count() FROM victim')).toBe('0');
});

test('a truncated gzip body stores nothing', async () => {
  const body = gzipSync('a\n'.repeat(100_000)).subarray(0, -20);
  const { status } = await ask(body, {
    parameters: { query: 'INSERT INTO victim FORMAT CSV' },
    headers: { 'Content-Encoding': 'gzip' },
  });
  expect(status).toBe(400);
  expect(await answer('SELECT count() FROM victim')).toBe('0');
  expect(parked()).toEqual([]);
});

test('an encoding nobody knows is refused by name', async () => {
  const { status, text } = await ask('x', { headers: { 'Content-Encoding': 'lz4' } });
  expect([status, text.includes('Content-Encoding lz4')]).toEqual([415, true]);
});

test('a failed insert leaves no file and does not tell where files lie', async () => {
  const { text } = await ask('INSERT INTO victim FORMAT JSONEachRow\n{"nope": }');
  expect(text).toContain('DB::Exception');
  expect(text).not.toContain(started.spool);
  expect(parked()).toEqual([]);
});

test('parked bodies are for their owner alone', async () => {
  const { engine } = started;
  const asked = request(`${engine.url}/?query=INSERT+INTO+victim+FORMAT+CSV`, {
    method: 'POST',
    headers: { 'X-ClickHouse-User': 'usewatch', 'X-ClickHouse-Key': engine.password },
  });
  asked.write('a\n'.repeat(1_000_000));
  await expect.poll(() => parked().length).toBe(1);
  expect(parked().map((name) => statSync(join(started.spool, name)).mode & 0o777)).toEqual([0o600]);
  const answered = new Promise((resolve) => asked.on('response', resolve));
  asked.end();
  await answered;
});

test.each(["SELECT 1 INTO OUTFILE '/tmp/usewatch-leak'", "EXPLAIN SELECT 1 INTO OUTFILE '/tmp/usewatch-leak'"])(
  '%s writes no file',
  async (sql) => {
    expect((await ask(sql)).text).toContain('INTO OUTFILE is not allowed');
    expect(existsSync('/tmp/usewatch-leak')).toBe(false);
  },
);

test('SQL that is no UTF-8 is refused instead of changed', async () => {
  const { text } = await ask(Buffer.concat([Buffer.from("SELECT '"), Buffer.from([0xff]), Buffer.from("'")]));
  expect(text).toContain('not UTF-8');
});

test('GET changes nothing', async () => {
  const { text } = await ask('DROP TABLE victim', { method: 'GET' });
  expect(text).toContain('READONLY');
  expect((await ask('SELECT 1', { method: 'GET' })).text).toBe('1\n');
});

test('a failure behind a megabyte of result follows it and cuts the connection', async () => {
  await expect(ask('SELECT throwIf(number = 3000000) FROM numbers(5000000)')).rejects.toThrow();
});

test('a failure within the first megabyte has its own status', async () => {
  const { status, text, headers } = await ask(
    'SELECT throwIf(number = 30000) FROM numbers(5000000) SETTINGS max_block_size = 1000',
  );
  expect([status, headers.get('x-clickhouse-exception-code')]).toEqual([500, '395']);
  expect(text).toMatch(/^Code: 395\. DB::Exception: .*\(FUNCTION_THROW_IF_VALUE_IS_NON_ZERO\) \(version \d/);
});

test('whoever waits for the end gets the status of the end', async () => {
  const { status } = await ask('SELECT throwIf(number = 3000000) FROM numbers(5000000)', {
    parameters: { wait_end_of_query: '1' },
  });
  expect(status).toBe(500);
  const whole = await ask('SELECT number FROM numbers(1000000)', { parameters: { wait_end_of_query: '1' } });
  expect(whole.text.length).toBe(6_888_890);
  expect(parked()).toEqual([]);
});

test('an answer says who gave it, in what format, and what it cost', async () => {
  const { headers } = await ask('SELECT number FROM numbers(3) FORMAT CSV', { parameters: { query_id: 'mine' } });
  expect(headers.get('x-clickhouse-query-id')).toBe('mine');
  expect(headers.get('x-clickhouse-format')).toBe('CSV');
  expect(headers.get('content-type')).toBe('text/csv; charset=UTF-8');
  expect(headers.get('x-clickhouse-timezone')).toMatch(/UTC$/);
  expect(JSON.parse(headers.get('x-clickhouse-summary') ?? '')).toMatchObject({ read_rows: '3' });
});

test('anybody may ask whether it lives; nobody without a password may ask more', async () => {
  expect(await (await fetch(`${started.engine.url}/ping`)).text()).toBe('Ok.\n');
  expect(await (await fetch(`${started.engine.url}/health`)).json()).toMatchObject({ ready: true, broken: [] });
  const stranger = await fetch(`${started.engine.url}/?query=SELECT+1`);
  expect([stranger.status, (await stranger.text()).includes('Code: 516.')]).toEqual([401, true]);
  const wrong = await fetch(`${started.engine.url}/?query=SELECT+1&user=usewatch&password=wrong`);
  expect(wrong.status).toBe(403);
});

test('a password may travel in the address or as HTTP Basic', async () => {
  const { url, user, password } = started.engine;
  expect((await fetch(`${url}/?query=SELECT+1&user=${user}&password=${password}`)).status).toBe(200);
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  expect((await fetch(`${url}/?query=SELECT+1`, { headers: { authorization } })).status).toBe(200);
});

const LOAD = "INSERT INTO victim SELECT line FROM input('line String') FORMAT LineAsString";

test('a segment of the spool stands for the body, byte for byte', async () => {
  const bytes = Buffer.from([0x61, 0x0a, 0x0a, 0xff, 0x00, 0xc3, 0x0a, 0x62]);
  writeFileSync(join(started.spool, '0a-segment.ndjson'), bytes);
  expect((await ask(LOAD, { parameters: { usewatch_segment: '0a-segment.ndjson' } })).status).toBe(200);
  expect(await answer('SELECT groupArray(hex(s)) FROM victim')).toBe("['','61','62','FF00C3']");
  expect(existsSync(join(started.spool, '0a-segment.ndjson'))).toBe(true);
});

test.each(['../warehouse/status', '/etc/passwd', '.body-x', 'a/b', 'A', '', 'a\0', `a${'b'.repeat(121)}`])(
  '%j is no name of a segment',
  async (name) => {
    const { status, text } = await ask(LOAD, { parameters: { usewatch_segment: name } });
    expect([status, text.includes('plain name of a file')]).toEqual([400, true]);
  },
);

test('a segment that is a folder, a link or missing is not found', async () => {
  mkdirSync(join(started.spool, 'folder'), { recursive: true });
  symlinkSync('/etc/passwd', join(started.spool, 'link'));
  for (const name of ['folder', 'link', 'missing']) {
    expect((await ask(LOAD, { parameters: { usewatch_segment: name } })).status).toBe(404);
  }
});

test.each([
  'SELECT 1',
  'INSERT INTO victim FORMAT LineAsString\n',
  LOAD.replace('LineAsString', 'CSV'),
  `${LOAD}\nrows beside`,
])('a segment is not for %s', async (sql) => {
  writeFileSync(join(started.spool, 'segment'), 'a\n');
  expect((await ask(sql, { parameters: { usewatch_segment: 'segment' } })).status).toBe(400);
});

test('a segment is not for the reader', async () => {
  const { status } = await ask(LOAD, { user: 'reader', parameters: { usewatch_segment: 'segment' } });
  expect(status).toBe(403);
});

test('a session is known by its name, held by one request at a time, and gone after its time', async () => {
  const session = { session_id: 's', session_timeout: '1' };
  expect((await ask('SELECT 1', { parameters: { session_id: 'new', session_check: '1' } })).text).toContain(
    'SESSION_NOT_FOUND',
  );
  const slow = ask('SELECT sleep(1)', { parameters: session });
  await pause(300);
  expect((await ask('SELECT 1', { parameters: session })).text).toContain('SESSION_IS_LOCKED');
  await slow;
  expect((await ask('SELECT 1', { parameters: { ...session, session_check: '1' } })).status).toBe(200);
  await pause(1300);
  expect((await ask('SELECT 1', { parameters: { ...session, session_check: '1' } })).text).toContain(
    'SESSION_NOT_FOUND',
  );
});

test('read-only for one request of a session is not read-only for the next', async () => {
  const session = { session_id: 'locked' };
  expect((await ask('SELECT 1', { parameters: { ...session, readonly: '1' } })).text).toBe('1\n');
  const { status } = await ask('CREATE TEMPORARY TABLE t (a UInt8)', {
    parameters: { ...session, session_check: '1' },
  });
  expect(status).toBe(200);
});

test('a session keeps what its statements set and nothing that a request set', async () => {
  const session = { session_id: 'kept', default_format: 'TSV' };
  const limits = (parameters = {}): Promise<string> =>
    ask("SELECT getSetting('max_result_rows'), currentDatabase()", { parameters: { ...session, ...parameters } }).then(
      ({ text }) => text,
    );
  await ask('SET max_result_rows = 5', { parameters: session });
  await ask('USE system', { parameters: session });
  expect(await limits({ max_result_rows: '6', database: 'usewatch' })).toBe('6\tusewatch\n');
  expect(await limits()).toBe('5\tsystem\n');
});
