import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { usageRecord } from '#usage/usage-record';
import { type Exported, exportedTelemetry } from '../../../../test/support/exported-telemetry.js';
import { expectGolden } from '../../../../test/support/golden.js';
import type { Adapted } from '../adapted.js';
import { FormatError } from '../format-error.js';
import { defaultOtlpMapping, readOtlpMapping } from '../otlp-mapping.js';
import { otlpLogs } from './otlp-logs.js';
import { otlpTraces } from './otlp-traces.js';

const context = { source: 'gateway', mapping: defaultOtlpMapping };
const linesOf = ({ lines }: Adapted) => lines.toString().trimEnd().split('\n');
const span = (attributes: object[], rest: object = {}) => ({
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  startTimeUnixNano: '1788264000123999750',
  attributes: [
    { key: 'gen_ai.operation.name', value: { stringValue: 'chat' } },
    { key: 'usewatch.account', value: { stringValue: 'acct' } },
    ...attributes,
  ],
  ...rest,
});
const request = (...spans: object[]) => Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));
const recordOf = (...spans: object[]) => JSON.parse(linesOf(otlpTraces(request(...spans), context))[0] as string);
const refusal = (body: Buffer, headers?: Record<string, string>) => {
  try {
    otlpTraces(body, { ...context, ...(headers === undefined ? {} : { headers }) });
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return (error as Error).message;
  }
  return 'taken';
};

const exported = exportedTelemetry();

describe.each([
  ['traces', otlpTraces, exported.traces, { count: 7, unmapped: 1, ignored: 3 }],
  ['logs', otlpLogs, exported.logs, { count: 3, unmapped: 1, ignored: 2 }],
] as const)('OTLP %s written by the official exporter', (name, adapter, bodies: Exported, counts) => {
  it('become the same lines from protobuf and from JSON', async () => {
    const fromProtobuf = adapter(bodies.protobuf, context);
    const fromJson = adapter(bodies.json, context);
    expect(fromProtobuf).toMatchObject(counts);
    expect(linesOf(fromJson).filter((line) => !line.startsWith('!'))).toEqual(
      linesOf(fromProtobuf).filter((line) => !line.startsWith('!')),
    );
    expect(fromJson).toMatchObject(counts);
    await expectGolden(`${bodies.json}\n`, new URL(`./golden/${name}.json.txt`, import.meta.url));
    await expectGolden(
      `${bodies.protobuf.toString('base64')}\n`,
      new URL(`./golden/${name}.pb.base64`, import.meta.url),
    );
    await expectGolden(String(fromProtobuf.lines), new URL(`./golden/${name}.ndjson`, import.meta.url));
  });

  it('are usage records, and what is unmapped becomes one under a better mapping', () => {
    const schema = usageRecord(new Date('2027-01-01'));
    const lines = linesOf(adapter(bodies.protobuf, context));
    for (const line of lines.filter((found) => !found.startsWith('!'))) {
      const record = JSON.parse(line);
      // Of a caller nobody knows there is no account, and no row.
      expect(schema.safeParse(record.status === 401 ? { ...record, account: 'nobody' } : record).error).toBeUndefined();
    }
    const unmapped = lines.find((line) => line.startsWith('!')) as string;
    const [, , field, ...original] = unmapped.split(' ');
    expect(field).toBe(name === 'traces' ? 'account' : 'id');
    const again = adapter(Buffer.from(original.join(' ')), {
      source: 'gateway',
      mapping: readOtlpMapping('{"account":["span:user.id"]}'),
    });
    expect(again).toMatchObject({ count: 1, unmapped: name === 'traces' ? 0 : 1 });
    if (name === 'traces')
      expect(JSON.parse(String(again.lines))).toMatchObject({ account: 'claimed', organization: 'org_1' });
  });
});

describe('an OTLP span', () => {
  it('may write numbers as texts, names in snake case, enumerations by name and ids in capitals', () => {
    const snake = {
      trace_id: '0AF7651916CD43DD8448EB211C80319C',
      span_id: 'B7AD6B7169203331',
      start_time_unix_nano: 1_788_264_000_123_999_700,
      end_time_unix_nano: '1788264001123999750',
      status: { code: 'STATUS_CODE_ERROR' },
      attributes: [
        { key: 'gen_ai.operation.name', value: { string_value: 'chat' } },
        { key: 'usewatch.account', value: { int_value: '42' } },
        { key: 'gen_ai.usage.input_tokens', value: { int_value: 12 } },
        { key: 'gen_ai.request.temperature', value: { double_value: 0.5 } },
      ],
    };
    const body = Buffer.from(JSON.stringify({ resource_spans: [{ scope_spans: [{ spans: [snake] }] }] }));
    expect(JSON.parse(String(otlpTraces(body, context).lines))).toEqual({
      source: 'gateway',
      id: '0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331',
      at: '2026-09-01T12:00:00.123Z',
      account: '42',
      operation: 'chat',
      input_tokens: 12,
      error: 'error',
      duration_ms: 1_000,
      temperature: 0.5,
    });
  });

  it('never lets what a caller claims into a verified field', () => {
    const claimed = ['user.id', 'enduser.id', 'user.hash', 'user.name', 'user.email'];
    const found = recordOf(span(claimed.map((key) => ({ key, value: { stringValue: `claim of ${key}` } }))));
    expect(found).toMatchObject({ account: 'acct', end_user: 'claim of user.id' });
    expect(JSON.stringify({ ...found, end_user: '' })).not.toContain('claim of');
  });

  it('has its texts clipped at a whole character and says which', () => {
    const found = recordOf(span([{ key: 'gen_ai.prompt', value: { stringValue: `${'é'.repeat(524_287)}€!` } }]));
    expect([Buffer.byteLength(found.prompt), found.prompt.endsWith('é'), found.x_clipped]).toEqual([
      1_048_574,
      true,
      ['prompt'],
    ]);
  });

  it('keeps numbers that are out of range for the engine to refuse, infinite ones as texts', () => {
    const tokens = (value: object) => recordOf(span([{ key: 'gen_ai.usage.input_tokens', value }])).input_tokens;
    expect([
      tokens({ intValue: '-5' }),
      tokens({ intValue: '18446744073709551616' }),
      tokens({ doubleValue: 'Infinity' }),
    ]).toEqual([-5, 18446744073709552000, 'Infinity']);
  });

  it('leaves out an address that is a host name', () => {
    expect(recordOf(span([{ key: 'client.address', value: { stringValue: 'host.example' } }]))).toMatchObject({
      x_omitted: ['ip'],
    });
  });

  it('gives names such as __proto__ no power', () => {
    const pairs = [{ key: '__proto__', value: { stringValue: 'x' } }];
    const value = { kvlistValue: { values: [...pairs, { key: 'constructor', value: { intValue: 1 } }] } };
    recordOf(span([...pairs, { key: 'gen_ai.input.messages', value }]));
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it.each([
    [{ traceId: '' }, 'id'],
    [{ spanId: '0000000000000000' }, 'id'],
    [{ startTimeUnixNano: '0' }, 'at'],
  ])('with %j is unmapped for its %s', (rest, field) => {
    expect(linesOf(otlpTraces(request(span([], rest)), context))[0]).toMatch(
      new RegExp(`^!unmapped otlp-traces ${field} \\{`),
    );
  });
});

describe('an OTLP body that cannot be read', () => {
  it.each([
    ['{"resourceSpans":5}', 'resourceSpans must be a list of objects; see the OTLP specification'],
    [
      '{"resourceSpans":[{"scopeSpans":[{"spans":[7]}]}]}',
      'spans must be a list of objects; see the OTLP specification',
    ],
    [
      '{"resourceSpans":[',
      'the body is no OTLP in JSON (the body ends inside the value at byte 0; send it whole); send it whole',
    ],
  ])('%s is refused: %s', (text, message) => {
    expect(refusal(Buffer.from(text))).toBe(message);
  });

  it('is refused for lengths that lie, nesting bombs and foreign types', () => {
    expect(refusal(Buffer.from([0x0a, 0xff, 0xff, 0xff, 0x7f, 1]))).toMatch(/no OTLP in protobuf/);
    let bomb: Buffer = Buffer.from([0x0a, 0x01, 0x78]);
    for (let level = 0; level < 5_000; level += 1) bomb = wrapped(0x2a, wrapped(0x0a, bomb));
    const pair = wrapped(0x0a, Buffer.concat([Buffer.from([0x0a, 0x01, 0x61]), wrapped(0x12, bomb)]));
    expect(refusal(wrapped(0x0a, wrapped(0x0a, pair)))).toMatch(/max depth exceeded/);
    expect(refusal(Buffer.from(`{"a":${'['.repeat(100_000)}`))).toMatch(/nests deeper/);
    expect(refusal(Buffer.from(''), { 'content-type': 'text/plain' })).toMatch(/not text\/plain/);
  });
});

/** A length-delimited field around bytes. */
function wrapped(tag: number, inner: Buffer): Buffer {
  const length: number[] = [];
  for (let rest = inner.length; ; rest >>>= 7) {
    length.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest);
    if (rest <= 0x7f) break;
  }
  return Buffer.concat([Buffer.from([tag, ...length]), inner]);
}

describe('an OTLP mapping', () => {
  it.each([
    ['{', /no JSON/],
    ['[]', /the whole /],
    ['{"account":["spam:x"]}', 'account[0] is "spam:x"; write span:NAME, scope:NAME or resource:NAME'],
    ['{"account":"span:x"}', /account /],
    ['{"model":["span:x"],"key":[5]}', /key\[0\].*model cannot be mapped; fields that can are account/],
  ])('%s is refused by naming the entry', (text, message) => {
    expect(() => readOtlpMapping(text)).toThrow(message);
  });
});
