import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startEngine } from '#platform/stores/engine-process';

/**
 * What the warehouse relies on of ClickHouse's HTTP interface, asked through the official client. It runs on the
 * embedded engine, and on the server of CLICKHOUSE_URL where one is named: both must pass the same laws.
 */
const server = process.env.CLICKHOUSE_URL;
const database = `contract_${randomBytes(6).toString('hex')}`;
const quiet = { log: { level: 127 } } as const;

/** 64-bit integers as strings: the warehouse asks for it itself, so that no server's default can round one. */
const exact = { output_format_json_quote_64bit_integers: 1 } as const;

let connection: { url: string; username?: string; password?: string };
let client: ClickHouseClient;
let stop = async (): Promise<void> => undefined;

beforeAll(async () => {
  connection = server ? { url: server } : await embedded();
  const first = createClient({ ...connection, ...quiet });
  await first.command({ query: `CREATE DATABASE ${database}` });
  await first.close();
  client = createClient({ ...connection, ...quiet, database, clickhouse_settings: exact });
});

afterAll(async () => {
  await client.command({ query: `DROP DATABASE ${database}` });
  await client.close();
  await stop();
});

beforeEach(async () => {
  await client.command({ query: 'CREATE OR REPLACE TABLE line (n UInt64, s String) ENGINE = MergeTree ORDER BY n' });
});

async function embedded(): Promise<{ url: string; username: string; password: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'contract-'));
  const place = (name: string): string => join(folder, name);
  const engine = await startEngine({ directory: place('warehouse'), spool: place('spool'), run: place('run') });
  stop = async () => {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: engine.url, username: engine.user, password: engine.password };
}

async function rows<Row>(query: string, parameters: Record<string, unknown> = {}): Promise<Row[]> {
  const result = await client.query({ query, query_params: parameters, format: 'JSONEachRow' });
  return result.json<Row>();
}

const stored = (): Promise<{ n: string; s: string }[]> => rows('SELECT n, s FROM line ORDER BY n');

test('both pings answer', async () => {
  expect(await client.ping()).toEqual({ success: true });
  expect(await client.ping({ select: true })).toEqual({ success: true });
});

test('a wrong password is refused, and says so', async () => {
  const stranger = createClient({ ...connection, ...quiet, username: 'usewatch', password: 'wrong' });
  await expect(stranger.query({ query: 'SELECT 1' })).rejects.toMatchObject({ type: 'AUTHENTICATION_FAILED' });
  await stranger.close();
});

test('a result comes as one JSON document with its types', async () => {
  const result = await client.query({ query: "SELECT 1 AS n, 'é' AS s" });
  expect(await result.json()).toMatchObject({
    meta: [{ name: 'n', type: 'UInt8' }, { name: 's' }],
    data: [{ n: 1, s: 'é' }],
    rows: 1,
  });
});

test('a result of two million rows streams and is complete', async () => {
  const result = await client.query({ query: 'SELECT number FROM numbers(2000000)', format: 'JSONEachRow' });
  let seen = 0;
  for await (const chunk of result.stream()) seen += chunk.length;
  expect(seen).toBe(2_000_000);
});

test('64-bit integers arrive digit by digit', async () => {
  const [row] = await rows('SELECT toUInt64(18446744073709551615) AS most, toInt64(-9223372036854775808) AS least');
  expect(row).toEqual({ most: '18446744073709551615', least: '-9223372036854775808' });
});

test.each([
  ['quotes', 'String', `'"\``],
  ['backslashes', 'String', String.raw`\ \\ \' \n \0 \x41`],
  ['tabs and line ends', 'String', 'a\tb\nc\r\nd'],
  ['statements', 'String', "x'; DROP TABLE line; --"],
  ['signs of URLs', 'String', 'a+b%20c&d=e?#é漢🙂'],
  ['nothing', 'String', ''],
  ['lists', 'Array(String)', ["a'b", 'c\\d', 'e\tf', '']],
  ['lists of lists', 'Array(Array(UInt8))', [[1, 2], []]],
  ['maps', 'Map(String, UInt8)', { "k'": 1, 'l\\': 2 }],
  ['null', 'Nullable(String)', null],
  ['truth', 'Bool', true],
  ['fractions', 'Float64', 0.1],
])('a parameter carries %s', async (_, type, value) => {
  expect(await rows(`SELECT {value:${type}} AS value`, { value })).toEqual([{ value }]);
});

test('a parameter carries integers beyond 2^53', async () => {
  expect(await rows('SELECT {value:UInt64} AS value', { value: 2n ** 63n + 1n })).toEqual([
    { value: '9223372036854775809' },
  ]);
});

test('a parameter carries dates with milliseconds', async () => {
  const at = new Date('2024-02-29T12:34:56.789Z');
  const [row] = await rows<{ at: string }>("SELECT toUnixTimestamp64Milli({at:DateTime64(3, 'UTC')}) AS at", { at });
  expect(Number(row?.at)).toBe(at.getTime());
});

test('a parameter names a table', async () => {
  expect(await rows('SELECT count() AS n FROM {table:Identifier}', { table: 'line' })).toEqual([{ n: '0' }]);
});

test.each([
  ['in the address', 8_000, false],
  ['in the body', 200_000, true],
])('a parameter may be long: %s', async (_, length, use_multipart_params) => {
  const accounts = Array.from({ length }, (_, n) => `account '${n}'`);
  const result = await client.query({
    query: 'SELECT length({accounts:Array(String)}) AS length, {accounts:Array(String)}[-1] AS last',
    query_params: { accounts },
    format: 'JSONEachRow',
    use_multipart_params,
  });
  expect(await result.json()).toEqual([{ length: `${length}`, last: accounts.at(-1) }]);
});

test('rows are inserted from objects', async () => {
  const summary = await client.insert({
    table: 'line',
    values: [
      { n: '1', s: "it's" },
      { n: '18446744073709551615', s: 'a\n\nb' },
    ],
    format: 'JSONEachRow',
  });
  expect(summary.executed).toBe(true);
  expect(summary.summary?.written_rows).toBe('2');
  expect(await stored()).toEqual([
    { n: '1', s: "it's" },
    { n: '18446744073709551615', s: 'a\n\nb' },
  ]);
});

test('rows are inserted from a stream of objects', async () => {
  const values = Readable.from(Array.from({ length: 5000 }, (_, n) => ({ n, s: `${n}` })));
  await client.insert({ table: 'line', values, format: 'JSONEachRow' });
  expect(await rows('SELECT count() AS n, uniqExact(s) AS s FROM line')).toEqual([{ n: '5000', s: '5000' }]);
});

test('chosen columns are inserted, the others get their defaults', async () => {
  await client.insert({ table: 'line', values: [{ n: 7 }], columns: ['n'], format: 'JSONEachRow' });
  expect(await stored()).toEqual([{ n: '7', s: '' }]);
});

test('a raw CSV stream may hold blank lines and SQL inside its fields', async () => {
  const values = Readable.from(['1,"a\n\nDROP TABLE line;\n', '\n"\n2,"b"\n'], { objectMode: false });
  await client.insert({ table: 'line', values, format: 'CSV' });
  expect(await stored()).toEqual([
    { n: '1', s: 'a\n\nDROP TABLE line;\n\n' },
    { n: '2', s: 'b' },
  ]);
});

test('a raw NDJSON stream may hold blank lines between its rows', async () => {
  const values = Readable.from(['{"n":1,"s":"a"}\n\n\n', '{"n":2,"s":"b"}\n'], { objectMode: false });
  const { stream } = await client.exec({ query: 'INSERT INTO line FORMAT JSONEachRow', values });
  stream.destroy();
  expect(await stored()).toEqual([
    { n: '1', s: 'a' },
    { n: '2', s: 'b' },
  ]);
});

test('bytes that are no UTF-8 are stored as they came, wherever the pieces were cut', async () => {
  const bytes = Buffer.from('\u00e9\u6f22\u{1f642}\xff\0', 'utf8');
  const raw = Buffer.concat([bytes, Buffer.from([0xff, 0xfe, 0x00, 0xc3])]);
  const pieces = Array.from(raw, (byte) => Buffer.from([byte]));
  const { stream } = await client.exec({
    query: "INSERT INTO line SELECT 1, line FROM input('line String') FORMAT LineAsString",
    values: Readable.from(pieces, { objectMode: false }),
  });
  stream.destroy();
  expect(await rows('SELECT hex(s) AS s FROM line')).toEqual([{ s: raw.toString('hex').toUpperCase() }]);
});

test('lines pass a SELECT on their way in, numbered in their order', async () => {
  const lines = Array.from({ length: 200_000 }, (_, n) => `line ${n}`);
  const { stream } = await client.exec({
    query: "INSERT INTO line SELECT rowNumberInAllBlocks(), line FROM input('line String') FORMAT LineAsString",
    values: Readable.from([lines.join('\n')], { objectMode: false }),
  });
  stream.destroy();
  expect(await rows("SELECT count() AS found FROM line WHERE s = concat('line ', toString(n))")).toEqual([
    { found: '200000' },
  ]);
});

test('a body without rows inserts none and succeeds', async () => {
  const { stream } = await client.exec({
    query: 'INSERT INTO line FORMAT JSONEachRow',
    values: Readable.from([], { objectMode: false }),
  });
  stream.destroy();
  expect(await stored()).toEqual([]);
});

test('a row that does not fit is refused by name, and none of its batch is stored', async () => {
  const values = [
    { n: 1, s: 'a' },
    { n: 'one', s: 'b' },
  ];
  await expect(client.insert({ table: 'line', values, format: 'JSONEachRow' })).rejects.toMatchObject({
    type: 'CANNOT_PARSE_INPUT_ASSERTION_FAILED',
  });
  expect(await stored()).toEqual([]);
});

test('a command writes values, with parameters', async () => {
  await client.command({
    query: "INSERT INTO line VALUES (1, 'a;b'), ({n:UInt64}, {s:String})",
    query_params: { n: 2, s: "c'd" },
  });
  expect(await stored()).toEqual([
    { n: '1', s: 'a;b' },
    { n: '2', s: "c'd" },
  ]);
});

test('an insert reads another table', async () => {
  await client.command({ query: 'INSERT INTO line SELECT number, toString(number) FROM numbers(3)' });
  expect(await stored()).toHaveLength(3);
});

test('an insert with a token is stored once', async () => {
  await client.command({ query: 'ALTER TABLE line MODIFY SETTING non_replicated_deduplication_window = 100' });
  const insert = (token: string): Promise<unknown> =>
    client.insert({
      table: 'line',
      values: [{ n: 1, s: 'a' }],
      format: 'JSONEachRow',
      clickhouse_settings: { insert_deduplication_token: token },
    });
  await insert('one');
  await insert('one');
  await insert('two');
  expect(await stored()).toHaveLength(2);
});

test('exec returns what the server writes', async () => {
  const { stream } = await client.exec({ query: 'SELECT 1 AS n FORMAT TabSeparatedWithNames' });
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  expect(Buffer.concat(pieces).toString()).toBe('n\n1\n');
});

test.each([
  'Parquet',
  'Native',
  'RowBinaryWithNamesAndTypes',
  'CSVWithNames',
  'JSONCompactEachRowWithNamesAndTypes',
  'ArrowStream',
])('a result of many blocks in %s reads back into the same rows', async (format) => {
  const query = `SELECT number AS n, repeat(toString(number), 3) AS s FROM numbers(200000) FORMAT ${format}`;
  const { stream } = await client.exec({ query });
  const back = await client.exec({ query: `INSERT INTO line FORMAT ${format}`, values: stream });
  back.stream.destroy();
  expect(
    await rows('SELECT count() AS found, sum(n) AS total, countIf(s = repeat(toString(n), 3)) AS same FROM line'),
  ).toEqual([{ found: '200000', total: '19999900000', same: '200000' }]);
});

test('requests and results may be compressed', async () => {
  const packed = createClient({ ...connection, ...quiet, database, compression: { request: true, response: true } });
  await packed.insert({
    table: 'line',
    values: Array.from({ length: 1000 }, (_, n) => ({ n, s: 'x'.repeat(100) })),
    format: 'JSONEachRow',
  });
  const result = await packed.query({ query: 'SELECT n, s FROM line', format: 'JSONEachRow' });
  expect(await result.json()).toHaveLength(1000);
  await packed.close();
});

test('a session keeps its temporary tables from one request to the next, and from everybody else', async () => {
  const session = createClient({
    ...connection,
    ...quiet,
    database,
    session_id: randomBytes(8).toString('hex'),
    clickhouse_settings: exact,
  });
  await session.command({ query: 'CREATE TEMPORARY TABLE scratch (n UInt8)' });
  await session.insert({ table: 'scratch', values: [{ n: 1 }], format: 'JSONEachRow' });
  const result = await session.query({ query: 'SELECT n FROM scratch', format: 'JSONEachRow' });
  expect(await result.json()).toEqual([{ n: 1 }]);
  await expect(client.query({ query: 'SELECT n FROM scratch' })).rejects.toMatchObject({ type: 'UNKNOWN_TABLE' });
  await session.close();
});

test('a setting of one request is gone with it, inside a session too', async () => {
  for (const session_id of [undefined, randomBytes(8).toString('hex')]) {
    const one = createClient({
      ...connection,
      ...quiet,
      database,
      ...(session_id ? { session_id } : {}),
      clickhouse_settings: exact,
    });
    const limit = async (settings = {}): Promise<unknown> => {
      const query = "SELECT value, changed FROM system.settings WHERE name = 'max_result_rows'";
      return (await one.query({ query, format: 'JSONEachRow', clickhouse_settings: settings })).json();
    };
    const before = await limit();
    expect(await limit({ max_result_rows: '77' })).toEqual([{ value: '77', changed: 1 }]);
    expect(await limit()).toEqual(before);
    await one.close();
  }
});

test('a setting value is data, whatever signs it holds', async () => {
  const value = String.raw`\'; DROP TABLE line; --`;
  const result = await client.query({
    query: "SELECT getSetting('log_comment') AS said",
    format: 'JSONEachRow',
    clickhouse_settings: { log_comment: value },
  });
  expect(await result.json()).toEqual([{ said: value }]);
  expect(await stored()).toEqual([]);
});

test('a request runs one statement', async () => {
  await expect(client.command({ query: 'SELECT 1; DROP TABLE line' })).rejects.toMatchObject({ type: 'SYNTAX_ERROR' });
  expect(await stored()).toEqual([]);
  expect(await rows('SELECT 1 AS n')).toEqual([{ n: 1 }]);
});

test('thirty-two questions with parameters run at once and keep their answers apart', async () => {
  const answers = await Promise.all(
    Array.from({ length: 32 }, (_, n) => rows<{ n: number }>('SELECT {n:UInt32} AS n, sleep(0.05) AS slept', { n })),
  );
  expect(answers.map(([row]) => row?.n)).toEqual(Array.from({ length: 32 }, (_, n) => n));
});

test.each([
  ['SELECT nope', '47', 'UNKNOWN_IDENTIFIER'],
  ['SELECT * FROM nope', '60', 'UNKNOWN_TABLE'],
  ['SELEC 1', '62', 'SYNTAX_ERROR'],
  ["SELECT throwIf(1, 'on purpose')", '395', 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO'],
])('%s fails under its number and name', async (query, code, type) => {
  await expect(client.query({ query })).rejects.toMatchObject({ code, type });
});

test('an unknown setting is refused by name', async () => {
  const asked = client.query({ query: 'SELECT 1', clickhouse_settings: { ...exact, no_such_setting: 1 } });
  await expect(asked).rejects.toMatchObject({ type: 'UNKNOWN_SETTING' });
});

test('a result that breaks off is never taken for a whole one', async () => {
  const query = 'SELECT number, throwIf(number = 2000000) AS t FROM numbers(5000000)';
  for (const format of ['JSONEachRow', 'CSV', 'JSON'] as const) {
    const read = async (): Promise<string> => (await client.query({ query, format })).text();
    await expect(read()).rejects.toThrow();
  }
});

test('a query may not outlast its own limit', async () => {
  const asked = client.query({
    query: 'SELECT sum(cityHash64(number)) FROM numbers(100000000000)',
    clickhouse_settings: { max_execution_time: 1 },
  });
  await expect(asked).rejects.toMatchObject({ type: 'TIMEOUT_EXCEEDED' });
});

test('a question whose asker has left is ended', async () => {
  const mark = randomBytes(8).toString('hex');
  const leave = new AbortController();
  const asked = client.query({
    query: `SELECT sum(cityHash64(number)), '${mark}' FROM numbers(1000000000000)`,
    abort_signal: leave.signal,
    clickhouse_settings: { cancel_http_readonly_queries_on_client_close: 1 },
  });
  const running = async (): Promise<number> => {
    const found = await rows(
      `SELECT query FROM system.processes WHERE query LIKE '%numbers(1000000000000)%' AND query LIKE {mark:String} AND query NOT LIKE '%processes%'`,
      { mark: `%${mark}%` },
    );
    return found.length;
  };
  await expect.poll(running).toBe(1);
  leave.abort();
  await expect(asked).rejects.toThrow();
  await pause(100);
  await expect.poll(running, { timeout: 5000 }).toBe(0);
});
