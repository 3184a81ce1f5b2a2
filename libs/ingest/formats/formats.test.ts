import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportedTelemetry } from '../../../test/support/exported-telemetry.js';
import { mutated } from '../../../test/support/mutated.js';
import { FormatError } from './format-error.js';
import { FORMATS, type FormatName } from './formats.js';
import { defaultOtlpMapping, readOtlpMapping } from './otlp-mapping.js';
import { readapt } from './readapt.js';

const context = { source: 's', mapping: defaultOtlpMapping };
const exported = exportedTelemetry();

/** Damaged exports tried here; the torture run tries 100,000. */
const MUTATIONS = 2_000;

describe('bodies of usage records', () => {
  it('pass as they are when they are NDJSON', () => {
    const body = Buffer.from('{"id":1}\nbroken\n{"id":2}');
    expect(FORMATS.usage(body, context)).toMatchObject({ lines: Buffer.from(`${body}\n`), count: 3 });
  });

  it('are split when they are an array, or said to be JSON', () => {
    expect(FORMATS.usage(Buffer.from('[{"id":1},2]'), context)).toMatchObject({
      lines: Buffer.from('{"id":1}\n2\n'),
      count: 2,
    });
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect(FORMATS.usage(Buffer.from('{\n"id":1}'), { ...context, headers })).toMatchObject({
      lines: Buffer.from('{ "id":1}\n'),
    });
    expect(() => FORMATS.usage(Buffer.from('{"id":1}\n{"id":2}'), { ...context, headers })).toThrow(
      /send one document, or NDJSON/,
    );
  });
});

describe.each(['traces', 'logs'] as const)('OTLP %s that were damaged', (signal) => {
  it.each(['protobuf', 'json'] as const)('in %s never stop the door with anything but a FormatError', (encoding) => {
    const headers = { 'content-type': encoding === 'json' ? 'application/json' : 'application/x-protobuf' };
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        try {
          const { lines, count } = FORMATS[`otlp-${signal}`](mutated(exported[signal][encoding], seed), {
            ...context,
            headers,
          });
          expect(String(lines).split('\n')).toHaveLength(count + 1);
        } catch (error) {
          if (!(error instanceof FormatError)) throw error;
        }
      }),
      { numRuns: MUTATIONS },
    );
  });
});

describe('a line that could not be mapped', () => {
  it.each([
    [
      'otlp-traces',
      '{"resourceSpans":[{"resource":{"attributes":[{"key":"tenant","value":{"stringValue":"t"}}]},"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","startTimeUnixNano":"1788264000000000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}}]}]}]}]}',
    ],
    ['litellm', '{"id":"i","startTime":1788264000,"metadata":{}}'],
    ['litellm-spend', '{"request_id":"i","startTime":"2026-09-01 12:00:00"}'],
    [
      'cloudevents',
      '{"specversion":"1.0","type":"llm.request.completed","source":"s","id":"1","time":"2026-09-01T12:00:00Z","data":{"model":"m"}}',
    ],
    ['cloudevents', '{"type":"llm.request.completed","source":"s","id":"1"}'],
  ] as [FormatName, string][])('of %s stays the same until the mapping says more', (format, original) => {
    const line = String(
      FORMATS[format](Buffer.from(format.startsWith('otlp') ? original : `[${original}]`), context).lines,
    );
    expect(line).toMatch(new RegExp(`^!unmapped ${format} (account|specversion) `));
    expect(String(readapt(line, context))).toBe(line);
    if (format !== 'otlp-traces') return;
    const mapping = readOtlpMapping('{"account":["span:none","resource:tenant"]}');
    expect(JSON.parse(String(readapt(line, { source: 's', mapping })))).toMatchObject({
      account: 't',
      operation: 'chat',
    });
  });

  it('is told from any other', () => {
    expect(() => readapt('{"id":1}', context)).toThrow(FormatError);
    expect(() => readapt('!unmapped constructor account {}', context)).toThrow(FormatError);
  });
});
