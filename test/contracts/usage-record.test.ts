import { createHash, randomBytes } from 'node:crypto';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import fc from 'fast-check';
import { visit } from 'jsonc-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingestKeys } from '#platform/ingest-keys';
import { writeSegment } from '#spool/segment-file';
import { pseudonym } from '#usage/pseudonym';
import { isReason } from '#usage/reasons';
import { FIELD_NAMES, faultsOf, usageRecord } from '#usage/usage-record';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';

const secrets = { pseudonymKey: randomBytes(32), identityKey: randomBytes(32), quarantineKey: randomBytes(32) };
const receivedAt = new Date('2026-09-10T12:00:00Z');
const latestAt = new Date('2026-09-10T13:00:00.000Z');
const ofUsage = usageRecord(latestAt);

let fresh: FreshWarehouse;
let owner: ClickHouseClient;
beforeAll(async () => {
  fresh = await freshWarehouse();
  const { url, username, password } = fresh.owner;
  owner = createClient({ url, username, password, database: fresh.database, log: { level: ClickHouseLogLevel.OFF } });
});
afterAll(async () => {
  await owner.close();
  await fresh.close();
});

const segmentOf = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 32);

async function load(name: string, lines: readonly (string | Buffer)[]): Promise<string> {
  const id = segmentOf(name);
  const body = Buffer.concat(lines.flatMap((line) => [Buffer.from(line as string), Buffer.from('\n')]));
  const path = await writeSegment(fresh.spool, id, body);
  await fresh.warehouse.load({ id, path, firstLine: 1, receivedAt, latestAt, retainText: false }, ingestKeys(secrets));
  return id;
}

async function rows<Row>(query: string): Promise<Row[]> {
  return (await owner.query({ query, format: 'JSONEachRow' })).json<Row>();
}

/** `stored`, or reasons and fields of what is wrong; one of them when the engine speaks. */
type Verdict = 'stored' | readonly { readonly reason: string; readonly field: string }[];

const NOT_JSON: Verdict = [{ reason: 'not_json', field: '' }];

/** Levels of nesting, the record itself included, that the engine reads. */
const DEEPEST = 1_024;

/** What the zod schema makes of a line, read as strictly as RFC 8259 and I-JSON allow. */
function judge(line: string | Buffer): Verdict {
  let text: string;
  let record: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(line as string));
    record = JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return NOT_JSON;
  if (isTooDeep(text)) return NOT_JSON;
  let isSound = true;
  const repeated: string[] = [];
  const names = new Map<string, Set<string>>();
  visit(text, {
    onObjectProperty(name, offset, length, _line, _character, path) {
      isSound &&= isWellFormed(JSON.parse(text.slice(offset, offset + length)));
      const [place = ''] = path();
      if (path().length > 1 || (path().length === 1 && place !== 'moderation')) return;
      const seen = names.get(String(place)) ?? new Set();
      if (seen.has(name)) repeated.push(place === '' ? name : String(place));
      names.set(String(place), seen.add(name));
    },
    onLiteralValue(value, offset, length) {
      const raw = text.slice(offset, offset + length);
      if (typeof value === 'string') isSound &&= isWellFormed(value);
      if (typeof value !== 'number') return;
      isSound &&= Number.isFinite(value);
      // Whole numbers without an exponent must fit 64 bits with or without a sign.
      if (/^-?\d+$/.test(raw)) isSound &&= BigInt(raw) >= -(2n ** 63n) && BigInt(raw) < 2n ** 64n;
    },
  });
  if (!isSound) return NOT_JSON;
  if (repeated.length > 0) return repeated.map((field) => ({ reason: 'duplicate_field', field }));
  const parsed = ofUsage.safeParse(record);
  return parsed.success ? 'stored' : faultsOf(record, parsed.error);
}

const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text);

/** Brackets outside texts, counted without recursion. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (bracket === '{' || bracket === '[') depth += 1;
    if (bracket === '}' || bracket === ']') depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** What the engine makes of each line, in order. */
async function verdicts(name: string, lines: readonly (string | Buffer)[]): Promise<(Verdict | undefined)[]> {
  const segment = await load(name, lines);
  const found = new Map<number, Verdict>();
  for (const { line_number } of await rows<{ line_number: number }>(
    `SELECT line_number FROM usage WHERE segment = '${segment}'`,
  ))
    found.set(line_number, 'stored');
  for (const { line_number, reason, field } of await rows<{ line_number: number; reason: string; field: string }>(
    `SELECT line_number, reason, field FROM quarantine WHERE segment = '${segment}'`,
  ))
    found.set(line_number, [{ reason, field }]);
  return lines.map((_, index) => found.get(index + 1));
}

/** A field's name as quarantine lists it. */
const listed = (field: string) =>
  [...field]
    .slice(0, 64)
    .join('')
    .replace(/[^A-Za-z0-9_.-]/gu, '?');

/** Says how two verdicts differ; undefined when they do not. */
function difference(schema: Verdict, engine: Verdict | undefined, hasManyFaults: boolean): string | undefined {
  const say = `schema ${JSON.stringify(schema)}, engine ${JSON.stringify(engine)}`;
  if (engine === undefined) return say;
  if (schema === 'stored' || engine === 'stored') return schema === engine ? undefined : say;
  const [fault] = engine;
  if (fault === undefined || !isReason(fault.reason)) return say;
  if (hasManyFaults) return undefined;
  const fields = new Set(schema.map(({ field }) => listed(field)));
  return fields.has(fault.field) && schema.some(({ reason }) => reason === fault.reason) ? undefined : say;
}

/** Of lines with several faults only their fate is compared: which fault is named first is each side's own matter. */
async function differences(
  name: string,
  lines: readonly (string | Buffer)[],
  hasManyFaults: (index: number) => boolean = () => false,
): Promise<string[]> {
  const engine = await verdicts(name, lines);
  return lines.flatMap((line, index) => {
    const found = difference(judge(line), engine[index], hasManyFaults(index));
    return found === undefined ? [] : [`${line.toString().slice(0, 300)}: ${found}`];
  });
}

type Pair = readonly [name: string, raw: string];

/** A sound record of number n as raw JSON pairs. */
const sound = (n: number): Pair[] => [
  ['source', `"s${n}"`],
  ['id', `"c${n}"`],
  ['at', '"2026-09-10T11:00:00Z"'],
  ['account', '"acme"'],
];

const written = (pairs: readonly Pair[]) => `{${pairs.map(([name, raw]) => `${quote(name)}:${raw}`).join(',')}}`;

/** Names that begin with a quote are raw JSON already. */
const quote = (name: string) => (name.startsWith('"') ? name : JSON.stringify(name));

/** The sound record with one field set or added. */
function withField(n: number, name: string, raw: string): string {
  const pairs = sound(n);
  const place = pairs.findIndex(([known]) => known === name);
  return written(place < 0 ? [...pairs, [name, raw]] : pairs.with(place, [name, raw]));
}

const texts = (length: number) => [
  JSON.stringify('a'.repeat(length)),
  JSON.stringify('é'.repeat(Math.floor(length / 2))),
  JSON.stringify(`${'é'.repeat(Math.floor(length / 2))}a`),
];

/** Raw JSON that any field may meet. */
const NASTY = [
  ...[
    'null',
    'true',
    'false',
    '""',
    '" "',
    '"a"',
    '"5"',
    '"true"',
    '"null"',
    '[]',
    '{}',
    '[null]',
    '[""]',
    '["a"]',
    '[1]',
  ],
  ...[
    '["a",1]',
    '["a",["b"]]',
    '["a",null]',
    '[{"a":"b"}]',
    '{"a":1}',
    '{"a":0.5}',
    '{"a":null}',
    '{"a":"1"}',
    '{"a":[1]}',
  ],
  ...['{"a":{"b":1}}', '{"":0.5}', '{"a":0.5,"a":0.5}', '{"a":0,"\\u0061":1}', '{"__proto__":0.5}', '{"__proto__":5}'],
  ...['{"constructor":0.1,"toString":1}', '{"a":1.0000001}', '{"a":-0.1}', '{"a":-0}', '{"a":1e999}', '{"a":true}'],
  ...[
    '0',
    '-0',
    '-0.0',
    '1',
    '-1',
    '0.5',
    '1.0',
    '1.5',
    '1e3',
    '1E+3',
    '1e-3',
    '1e999',
    '-1e999',
    '1e-999',
    '01',
    '+1',
    '.5',
  ],
  ...[
    '1.',
    '1e308',
    '-1.7976931348623157e308',
    '0x10',
    'NaN',
    'Infinity',
    'nul',
    '1_000',
    '1e',
    '1000',
    '1000.0000001',
    '65535',
    '65536',
    '65535.5',
  ],
  ...['999999999.9999999', '1000000000', '1000000000.0000001', '1000000001', '0.0000005', '5e-324'],
  ...['4294967294', '4294967295', '4294967296', '4294967295.0', '4294967295.5', '9007199254740991', '9007199254740992'],
  ...['9007199254740993', '9223372036854775807', '9223372036854775808', '-9223372036854775808', '-9223372036854775809'],
  ...['18446744073709551615', '18446744073709551616', '123456789012345678901234567890', '1.8446744073709551616e19'],
  ...[
    '"\\u0000"',
    '"a\\u0000b"',
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\ud83d\\ude00"',
    '"😀"',
    '"\\u2028"',
    '"\\x"',
    '"a\tb"',
  ],
  ...[
    '"\\/"',
    '["\\ud800"]',
    '{"\\ud800":0.5}',
    '{"a":18446744073709551616}',
    "'a'",
    '"a',
    '[1,]',
    '{"a":1,}',
    '/**/1',
    '1 1',
  ],
  ...['US', '"US"', '"us"', '"USA"', '"U"', '"US\\n"', '"ÜS"', '"\\u0055S"', '"vpn"', '"VPN"', '"vpn "'],
  ...texts(128),
  ...texts(129),
  ...texts(256),
  ...texts(257),
  ...texts(512),
  ...texts(513),
  ...[256, 257].map((length) => JSON.stringify(Array(length).fill('t'))),
  ...[256, 257].map((length) => JSON.stringify(['a'.repeat(length)])),
  ...[256, 257].map((length) => JSON.stringify({ ['é'.repeat(length - 128)]: 1, ['a'.repeat(length)]: 0 })),
  ...[256, 257].map((length) => JSON.stringify(Object.fromEntries(Array.from({ length }, (_, n) => [`c${n}`, 0.5])))),
];

const INSTANTS = [
  ...['1969-12-31T23:59:59Z', '1969-12-31T23:59:59.999Z', '1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000000001Z'],
  ...['1969-12-31T23:00:00-01:00', '1970-01-01T00:59:59+01:00', '1968-12-31T00:00:00Z', '1900-02-28T00:00:00Z'],
  ...[
    '1999-02-28T00:00:00Z',
    '1999-02-29T00:00:00Z',
    '1999-02-30T00:00:00Z',
    '1999-04-31T00:00:00Z',
    '1970-02-31T00:00:00Z',
  ],
  ...[
    '2105-12-31T23:59:59.999Z',
    '2105-12-31T23:59:59.999999999Z',
    '2106-01-01T00:00:00Z',
    '2106-01-01T00:30:00+01:00',
  ],
  ...[
    '2105-12-31T23:59:59-00:01',
    '2106-02-07T06:28:16Z',
    '2107-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '0000-01-01T00:00:00Z',
  ],
  ...['0001-01-01T00:00:00Z', '2299-12-31T00:00:00Z', '2300-01-01T00:00:00Z', '0026-09-01T00:00:00Z'],
  ...[
    '2026-02-30T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2024-02-29T00:00:00Z',
    '2000-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
  ],
  ...[
    '2100-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-06-31T00:00:00Z',
    '2026-09-31T00:00:00Z',
    '2026-11-31T00:00:00Z',
  ],
  ...[
    '2026-01-31T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-13-10T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-32T00:00:00Z',
  ],
  ...[
    '2026-09-01T24:00:00Z',
    '2026-09-01T23:59:60Z',
    '2026-09-01T12:60:00Z',
    '2026-09-01T12:00:00',
    '2026-09-01T12:00Z',
  ],
  ...[
    '2026-09-01T12:00:00+14:00',
    '2026-09-01T12:00:00-00:00',
    '2026-09-01T12:00:00+23:59',
    '2026-09-01T12:00:00+24:00',
  ],
  ...['2026-09-01T12:00:00+14:60', '2026-09-01T12:00:00+1400', '2026-09-01T12:00:00+14', '2026-09-01t12:00:00Z'],
  ...[
    '2026-09-01T12:00:00z',
    '2026-09-01 12:00:00Z',
    '2026-09-01',
    '20260901T120000Z',
    '1788264000',
    '2026-9-1T12:00:00Z',
  ],
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((digits) => `2026-09-01T12:00:00.${'1234567891'.slice(0, digits)}Z`),
  ...['2026-09-01T12:00:00.Z', '2026-09-01T12:00:00,5Z', '2026-09-01T12:00:00Z ', ' 2026-09-01T12:00:00Z'],
  ...[
    '2026-09-01T12:00:00Z\n',
    '2026-09-01T12:00:00Z\0',
    '+002026-09-01T12:00:00Z',
    '-2026-09-01T12:00:00Z',
    '２026-09-01T12:00:00Z',
  ],
  ...['2026-09-10T13:00:00Z', '2026-09-10T13:00:00.000Z', '2026-09-10T13:00:00.001Z', '2026-09-10T13:00:00.0009Z'],
  ...['2026-09-10T14:00:00+01:00', '2026-09-10T14:00:00.001+01:00', '2026-09-10T12:59:59.999999999Z', 'now', ''],
];

const ADDRESSES = [
  ...[
    '1.2.3.4',
    '0.0.0.0',
    '255.255.255.255',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.04',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.4/32',
    '1.2.3.4:80',
  ],
  ...[
    ' 1.2.3.4',
    '1.2.3.4 ',
    '1.2.3.4\0',
    '1.2.3.4\n',
    '-1.2.3.4',
    '1..2.3',
    '1.2.3.',
    '0x7f.1',
    '16909060',
    '１.2.3.4',
    '',
  ],
  ...[
    '::',
    '::1',
    '1::',
    'fe80::1%eth0',
    'FE80::ABCD',
    '::1/128',
    '[::1]',
    ' ::1',
    '::1 ',
    '::1\0',
    ':::',
    ':1',
    '1:',
    '1::2::3',
  ],
  ...[
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::',
    '::2:3:4:5:6:7:8',
    '1:2:3:4::5:6:7:8',
  ],
  ...[
    '12345::',
    '00001::',
    '0001::',
    'g::',
    '::ffff:1.2.3.4',
    '::FFFF:1.2.3.4',
    '::ffff:01.2.3.4',
    '::1.2.3.004',
    '::00.1.2.3',
  ],
  ...[
    '0:0:0:0:0:ffff:1.2.3.4',
    '::ffff:1.2.3',
    '::ffff:1.2.3.4.5',
    '::ffff:256.1.1.1',
    '64:ff9b::1.2.3.4',
    '1:2:3:4:5:6:1.2.3.4',
  ],
  ...[
    '38:::a30',
    '::2:3:4:5:6:7:1.2.3.4',
    '1:2:3:4:5::1.2.3.4',
    '1:2:3:4:5:6::1.2.3.4',
    '1:2:3::4:5:6:1.2.3.4',
    '1:2:3:4:5:6:7:1.2.3.4',
    '1.2.3.4::',
    '::1.2.3.4:1',
  ],
  ...['::ffff:0:1.2.3.4', '0000:0000:0000:0000:0000:ffff:192.168.100.228', 'localhost', '2001:db8::_1'],
];

const NAMES = [
  ...[
    'Source',
    'ID',
    'colour',
    'account ',
    ' account',
    'accоunt',
    'ａccount',
    'account\0',
    'acc ount',
    'a.b',
    '',
    ' ',
    '"\\u0073ource2"',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    '0',
    '-1',
    'x',
    'X_a',
    'x-a',
    'X',
  ],
  ...[
    'x_',
    'x_a',
    'x_a b',
    'x_é',
    'x___proto__',
    'x_\0',
    `x_${'a'.repeat(126)}`,
    `x_${'a'.repeat(127)}`,
    `x_${'é'.repeat(63)}`,
  ],
  ...[
    `x_${'é'.repeat(64)}`,
    'é'.repeat(100),
    '😀'.repeat(65),
    'a b c'.repeat(30),
    '"\\ud800"',
    '"x_\\ud800"',
    '"x_\\u0061"',
    '"a\tb"',
  ],
];

/** Whole lines that are no sound record with one field changed. */
const lines = (n: number): (string | Buffer)[] => {
  const good = written(sound(n));
  const around = (before: string | number[], after: string | number[] = '') =>
    Buffer.concat([Buffer.from(before as string), Buffer.from(good), Buffer.from(after as string)]);
  const inside = (bytes: number[]) =>
    Buffer.concat([Buffer.from(`${good.slice(0, -1)},"model":"`), Buffer.from(bytes), Buffer.from('"}')]);
  const labels = (count: number) =>
    written([...sound(n), ...Array.from({ length: count }, (_, label): Pair => [`x_${label}`, '1'])]);
  const nested = (depth: number) => withField(n, 'x_deep', `${'['.repeat(depth)}${']'.repeat(depth)}`);
  return [
    ...[
      '[]',
      '{}',
      ' { } ',
      '\f{}',
      'null',
      'true',
      '5',
      '"text"',
      '"{}"',
      '{',
      '}',
      '{}{}',
      '{},',
      'undefined',
      '\u00a0',
      '#',
      '//',
      ',',
    ],
    ...[
      '{"source"}',
      '{"source":}',
      '{source:1}',
      "{'source':1}",
      '{"a":1,}',
      '{,}',
      `[${good}]`,
      `${good},`,
      `${good}${good}`,
    ],
    ...[
      `${good} ${good}`,
      `${good}]`,
      `${good}}`,
      `${good} x`,
      good.slice(0, -1),
      good.slice(1),
      `${good}//c`,
      `/**/${good}`,
    ],
    ...[
      `\t ${good}\t `,
      `${good}\r`,
      `\r${good}`,
      `\ufeff${good}`,
      `${good}\ufeff`,
      `\u00a0${good}`,
      `\f${good}`,
      `\v${good}`,
      `\u2028${good}`,
    ],
    ...[around([0]), around('', [0]), around('', [0xff]), around([0xff, 0xfe]), around([0x1b]), around('', [0x1a])],
    ...[
      [0],
      [1],
      [0x1f],
      [0x7f],
      [0x80],
      [0xc3],
      [0xc0, 0xaf],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xff],
      [0xc3, 0xa9],
    ].map(inside),
    ...[
      [0xe2, 0x82],
      [0xf0, 0x9f, 0x98, 0x80],
      [0xef, 0xbf, 0xbd],
      [0xef, 0xbf, 0xbf],
      [0xf8, 0x88, 0x80, 0x80, 0x80],
    ].map(inside),
    ...[63, 64, 65, 200].map(labels),
    ...[1, 100, 1_022, 1_023, 1_024, 1_025, 20_000].map(nested),
    ...[0, 1, 2, 3].map((place) => written(sound(n).toSpliced(place, 1))),
    ...[0, 1, 2, 3].map((place) => written([...sound(n), sound(n)[place] as Pair])),
    ...['source', '"\\u0073ource"', '"i\\u0064"'].map((name) => written([...sound(n), [name, '"twice"']])),
    ...['model', 'colour', 'x_a', 'x_a b', '__proto__', 'x_é', 'prompt'].map((name) =>
      written([...sound(n), [name, '"a"'], ['stream', 'true'], [name, '"a"']]),
    ),
    ...['system_prompt', 'prompt', 'completion'].flatMap((name) =>
      [1_048_576, 1_048_577].map((length) => withField(n, name, JSON.stringify(`é${'p'.repeat(length - 2)}`))),
    ),
    written([...sound(n), ['x_a', '{"b":1,"b":2}']]),
    written([...sound(n), ['x_a', '{"moderation":{"b":1,"b":2}}']]),
    written([...sound(n), ['x_a', '{"b":[{"c":"\\ud800"}]}']]),
  ];
};

/** Every handwritten line, each under a source and an id of its own. */
function handwritten(): (string | Buffer)[] {
  const all: (string | Buffer)[] = [];
  const add = (name: string, raw: string) => all.push(withField(all.length, name, raw));
  for (const name of FIELD_NAMES) for (const raw of NASTY) add(name, raw);
  for (const name of ['at', 'account_created_at']) for (const instant of INSTANTS) add(name, JSON.stringify(instant));
  for (const address of ADDRESSES) add('ip', JSON.stringify(address));
  for (const name of NAMES) for (const raw of ['1', 'null', '{"a":[1,{"b":null}]}', '"\\ud800"']) add(name, raw);
  for (let place = 0; place < lines(0).length; place += 1) all.push(lines(all.length)[place] as string | Buffer);
  return all;
}

const anyPair: fc.Arbitrary<Pair> = fc.oneof(
  fc.tuple(fc.constantFrom(...FIELD_NAMES), fc.constantFrom(...NASTY)),
  fc.tuple(
    fc.constantFrom(...FIELD_NAMES, ...NAMES),
    fc.jsonValue().map((value) => JSON.stringify(value)),
  ),
  fc.tuple(
    fc.constantFrom(...FIELD_NAMES),
    fc.string({ unit: 'binary' }).map((value) => JSON.stringify(value)),
  ),
  fc.tuple(
    fc.constantFrom(...FIELD_NAMES),
    fc.oneof(fc.double(), fc.integer(), fc.bigInt({ min: -(2n ** 66n), max: 2n ** 66n })).map(String),
  ),
  fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NASTY)),
  fc.tuple(
    fc.constantFrom('at', 'account_created_at'),
    fc
      .tuple(
        ...[2_200, 14, 33, 25, 61, 61, 1_000].map((most) => fc.nat(most)),
        fc.constantFrom('Z', '+05:30', '-23:59', ''),
      )
      .map(([year, month, day, hour, minute, second, fraction, zone]) => {
        const two = (number: unknown) => String(number).padStart(2, '0');
        const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
        return JSON.stringify(`${date}T${two(hour)}:${two(minute)}:${two(second)}.${fraction}${zone}`);
      }),
  ),
  fc.tuple(
    fc.constant('ip'),
    fc
      .oneof(
        fc.ipV4(),
        fc.ipV4Extended(),
        fc.ipV6(),
        fc.stringMatching(/^[0-9a-f:.]{1,24}$/),
        fc.stringMatching(/^:{0,3}([0-9a-f]{1,4}:{1,3}){1,8}([0-9a-f]{1,4}|1\.2\.0?3\.4)?$/),
      )
      .map((ip) => JSON.stringify(ip)),
  ),
);

describe('the schema and the engine', () => {
  it('accept and refuse the same handwritten lines, for the same reason', async () => {
    const all = handwritten();
    expect(all.length).toBeGreaterThan(2_000);
    expect(await differences('handwritten', all)).toEqual([]);
  });

  it('accept and refuse the same lines of any kind', async () => {
    // Ids of the handwritten lines and of an earlier run are taken.
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyPair, { minLength: 1, maxLength: 3 }), {
          minLength: 2_500,
          maxLength: 2_500,
          size: 'max',
        }),
        async (mutations) => {
          taken += 100_000;
          const all = mutations.map((pairs, n) => {
            const changed = sound(taken + n);
            for (const pair of pairs) {
              const place = changed.findIndex(([known]) => known === pair[0]);
              // One in seven is written twice.
              if (place < 0 || n % 7 === 0) changed.push(pair);
              else changed[place] = pair;
            }
            return written(changed);
          });
          expect(await differences(`any ${taken}`, all, (n) => (mutations[n]?.length ?? 0) > 1 || n % 7 === 0)).toEqual(
            [],
          );
        },
      ),
      // Each run is one load of all its lines; shrinking would load for hours.
      { numRuns: 2, endOnFailure: true },
    );
  }, 120_000);

  it('know every reason the engine gives', async () => {
    const given = await rows<{ reason: string }>("SELECT DISTINCT reason FROM book WHERE reason != '' ORDER BY reason");
    expect(given.filter(({ reason }) => !isReason(reason))).toEqual([]);
    expect(given.length).toBeGreaterThanOrEqual(12);
  });
});

describe('a stored record', () => {
  it('holds what its line says, field by field', async () => {
    const record = {
      source: 'gateway é',
      id: 'full',
      at: '2026-09-10T12:00:00.123987654+01:30',
      account: 'acme',
      ...{ organization: 'o', project: 'p', key: 'k', session: 's', conversation: 'c', end_user: 'e' },
      ...{ safety_identifier: 'i', ip: '2001:DB8:0:1::2', asn: 4_294_967_295, country: 'NZ', network_class: 'tor' },
      ...{ user_agent: 'a/1 (é)', sdk: 'sdk', client_fingerprint: 'f', provider: 'pr', model: 'm', model_served: 'ms' },
      ...{ operation: 'chat', input_tokens: 1, output_tokens: 2, cached_tokens: 3, reasoning_tokens: 4 },
      ...{
        cost_usd: 0.0000016,
        status: 429,
        error: 'rate_limit_exceeded',
        limit_type: 'tokens',
        finish_reason: 'stop',
      },
      ...{ duration_ms: 5, time_to_first_token_ms: 6, temperature: 0.5, top_p: 0.25, max_tokens: 7, choices: 65_535 },
      ...{
        stream: true,
        tools: ['b', 'a', 'b'],
        system_prompt: 'S',
        prompt: 'P',
        completion: 'C',
        moderation_model: 'mm',
      },
      ...{ moderation: { hate: 0.5, 'sélf harm': 1, __proto: 0 }, guardrails: ['g'], plan: 'pro' },
      ...{ account_created_at: '2000-02-29T23:59:59.999Z', paid_usd: 999_999_999.999999, payment_fingerprint: 'pay' },
      ...{ deployment: 'd', x_text: 'é"', x_number: 1.5, x_null: null, x_object: { b: [1, 'two'], a: {} } },
    };
    const segment = await load('full', [JSON.stringify(record)]);
    const [row] = await rows<Record<string, unknown>>(
      `SELECT * EXCEPT (record, system_prompt_hash, at, cost_micro_usd, paid_micro_usd, account_created_at), toString(at) AS at, toString(cost_micro_usd) AS cost_micro_usd,
              toString(paid_micro_usd) AS paid_micro_usd, toString(account_created_at) AS account_created_at
       FROM usage WHERE segment = '${segment}'`,
    );
    const name = (kind: Parameters<typeof pseudonym>[1], value: string) => pseudonym(secrets.pseudonymKey, kind, value);
    const { x_text, x_number, x_null, x_object, ip, cost_usd, paid_usd, payment_fingerprint, ...kept } = record;
    const { system_prompt, prompt, completion, ...rest } = kept;
    expect(row).toEqual({
      ...rest,
      received_at: '2026-09-10 12:00:00',
      segment,
      line_number: 1,
      at: '2026-09-10 10:30:00.123',
      account: name('account', 'acme'),
      organization: name('organization', 'o'),
      project: name('project', 'p'),
      key: name('key', 'k'),
      session: name('session', 's'),
      conversation: name('conversation', 'c'),
      end_user: name('end_user', 'e'),
      safety_identifier: name('safety_identifier', 'i'),
      address: name('address', '2001:db8:0:1::2'),
      network: name('network', '2001:db8::/48'),
      payment: name('payment', 'pay'),
      cost_micro_usd: '2',
      paid_micro_usd: '999999999999999',
      account_created_at: '2000-02-29 23:59:59',
      labels: {
        x_text: JSON.stringify(x_text),
        x_number: JSON.stringify(x_number),
        x_null: JSON.stringify(x_null),
        x_object: JSON.stringify(x_object),
      },
    });
  });

  it('is the first sound line of its id; a refused line takes no id', async () => {
    const good = withField(0, 'source', '"refused first"');
    const refused = good.replace('}', ',"colour":"red"}');
    expect(await verdicts('refused first', [refused, good, good])).toEqual([
      [{ reason: 'unknown_field', field: 'colour' }],
      'stored',
      undefined,
    ]);
    const elsewhere = withField(1, 'source', '"refused elsewhere"');
    await load('refused elsewhere', [elsewhere.replace('}', ',"asn":-1}')]);
    expect(await verdicts('sound after all', [elsewhere])).toEqual(['stored']);
  });
});
