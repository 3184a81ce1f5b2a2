import { Buffer } from 'node:buffer';
import { CloudEvent, HTTP } from 'cloudevents';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usageRecord } from '#usage/usage-record';
import { expectGolden } from '../../../../test/support/golden.js';
import type { Adapted } from '../adapted.js';
import { FormatError } from '../format-error.js';
import { defaultOtlpMapping } from '../otlp-mapping.js';
import { cloudevents } from './cloudevents.js';

type Headers = Record<string, string>;
const adapt = (body: string | Buffer, headers?: Headers, source = '/gateways/eu-1'): Adapted =>
  cloudevents(Buffer.from(body), {
    source,
    mapping: defaultOtlpMapping,
    ...(headers === undefined ? {} : { headers }),
  });
const structured = (event: object, headers?: Headers) => adapt(JSON.stringify(event), headers);

const EVENT = {
  specversion: '1.0',
  type: 'llm.request.completed',
  source: '/gateways/eu-1',
  id: 'call-1',
  subject: 'Zoë & söhne 100 %',
  time: '2026-09-01T12:00:00.123Z',
  data: {
    model: 'gpt-4o',
    operation: 'chat',
    input_tokens: 120,
    status: 200,
    tools: ['stock_level'],
    prompt: 'Grüße "€" \u{1f600}',
  },
};
const record = (event: object) => JSON.parse(String(structured({ ...EVENT, ...event }).lines));

/** What the SDK sends for an event, as our door receives it. */
const sent = (event: CloudEvent<unknown>, mode: 'binary' | 'structured') => {
  const { headers, body } = HTTP[mode](event);
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  return { headers: lower, body: String(body) };
};

describe('a CloudEvent written by the official SDK', () => {
  it('gives the same line in binary, structured and batch mode', async () => {
    const event = new CloudEvent<unknown>(EVENT);
    const [binary, whole] = [sent(event, 'binary'), sent(event, 'structured')];
    // The SDK leaves the encoding of header values to its caller.
    for (const [name, value] of Object.entries(binary.headers))
      if (name.startsWith('ce-')) binary.headers[name] = encodeURIComponent(value);
    const batch = {
      headers: { 'content-type': 'application/cloudevents-batch+json; charset=utf-8' },
      body: `[${whole.body},${whole.body}]`,
    };
    const line = String(adapt(whole.body, whole.headers).lines);
    expect(String(adapt(binary.body, binary.headers).lines)).toBe(line);
    expect(String(adapt(batch.body, batch.headers).lines)).toBe(line + line);
    expect(usageRecord(new Date('2027-01-01')).safeParse(JSON.parse(line)).error).toBeUndefined();
    await expectGolden(
      `${JSON.stringify({ binary, structured: whole, batch, line }, null, 2)}\n`,
      new URL('./golden/modes.json', import.meta.url),
    );
  });

  it('does so for any subject, id and data', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        text,
        text,
        fc.dictionary(fc.constantFrom('model', 'prompt', 'x_note', 'input_tokens', '__proto__'), fc.jsonValue()),
        (id, subject, data) => {
          const whole = structured({ ...EVENT, id, subject, data });
          const headers = { 'content-type': 'application/json' } as Headers;
          for (const [name, value] of Object.entries({ ...EVENT, id, subject }))
            if (typeof value === 'string') headers[`ce-${name}`] = encodeURIComponent(value);
          expect(adapt(JSON.stringify(data), headers)).toEqual(whole);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the identity of a CloudEvent', () => {
  it('is its id, told apart by its source where that is not the one of the key', () => {
    expect(record({})).toMatchObject({ source: '/gateways/eu-1', id: 'call-1', account: EVENT.subject });
    expect(record({ source: '/gateways/us-2' })).toMatchObject({
      source: '/gateways/eu-1',
      id: '/gateways/us-2 call-1',
    });
    expect(record({ id: '/gateways/us-2 call-1' }).id).toBe('/gateways/eu-1 /gateways/us-2 call-1');
  });

  it('is not what its data say', () => {
    const data = { source: 'elsewhere', id: 'other', at: '2026-09-01T11:59:59Z' };
    expect(record({ data })).toMatchObject({
      source: '/gateways/eu-1',
      id: 'call-1',
      at: data.at,
      x_source: 'elsewhere',
      x_id: 'other',
    });
  });
});

describe('what cannot be a record', () => {
  it('is ignored when it is of another type, and counted', () => {
    expect(structured({ ...EVENT, type: 'com.example.other' })).toMatchObject({ count: 0, ignored: 1 });
  });

  it.each([
    ['account', { subject: undefined }],
    ['account', { data: { account: 'somebody else' } }],
    ['at', { time: undefined }],
    ['data', { data: 'text' }],
    ['data', { data: undefined, data_base64: 'bm90IGpzb24=' }],
  ])('is unmapped for its %s', (field, change) => {
    const { lines, unmapped } = structured({ ...EVENT, ...change });
    expect([unmapped, String(lines).startsWith(`!unmapped cloudevents ${field} {`)]).toEqual([1, true]);
  });

  it('leaves names that no record has, and numbers no record holds, for the engine to refuse', () => {
    expect(record({ data: { modle: 'x', tools: [1] } })).toMatchObject({ modle: 'x', tools: [1] });
    expect(String(structured({ ...EVENT, data: JSON.parse('{"__proto__":1}') }).lines)).toContain('"__proto__":1');
    expect(JSON.parse(String(adapt(JSON.stringify(EVENT).replace('120', '1e999')).lines)).input_tokens).toBe(
      'Infinity',
    );
  });

  it.each([
    ['the CloudEvent\'s specversion must be "1.0"', { specversion: '0.3' }],
    ["the CloudEvent's id is required and must be a text", { id: '' }],
    ["the CloudEvent's source must be a URI reference, which holds no white space", { source: 'a b' }],
    ["the CloudEvent's time must be a text", { time: 5 }],
  ])('is refused when it comes alone: %s', (message, change) => {
    expect(() => structured({ ...EVENT, ...change })).toThrow(new FormatError(message));
  });

  it('stands beside good ones in a batch', () => {
    const { lines, count, unmapped } = adapt(JSON.stringify([EVENT, { ...EVENT, id: undefined }, 7, EVENT]));
    expect([count, unmapped]).toEqual([4, 1]);
    expect(String(lines).split('\n').slice(1, 3)).toEqual([expect.stringMatching(/^!unmapped cloudevents id /), '7']);
  });

  it.each([
    ['', 'text/plain', /text\/plain is no CloudEvent/],
    ['{}', 'application/cloudevents-batch+json', /must be a JSON array/],
    ['{"a":', 'application/cloudevents+json', /no JSON/],
    [`${'['.repeat(100_000)}`, 'application/cloudevents+json', /nests deeper/],
  ])('is refused as a body: %.10s as %s', (body, type, message) => {
    expect(() => adapt(body, { 'content-type': type })).toThrow(message);
  });
});
