import { Buffer } from 'node:buffer';
import { FORMATS, type FormatName } from '#ingest/formats/formats';
import { encodeOtlp } from '#ingest/formats/otlp/otlp-schema';
import { defaultOtlpMapping } from '#ingest/formats/otlp-mapping';

/** How fast one adapter is, on one thread. */
export interface AdapterSpeed {
  readonly format: string;
  readonly recordsPerSecond: number;
  /** Of the foreign body. */
  readonly megabytesPerSecond: number;
}

/** Records of a body, about what a batching exporter sends. */
const RECORDS = 512;

/** Milliseconds each adapter is kept busy, after a round to warm up. */
const BUSY = 1_000;

const SAID = 'Tell me how long the kettle takes and why it whistles so. ';
const [PROMPT, COMPLETION] = [SAID.repeat(7), SAID.repeat(14)];

/**
 * Measures every adapter on bodies of records that carry some 1,200 characters of text, as the other figures do.
 *
 * @param clock  milliseconds of this thread's own time, since neighbours would slow a wall clock
 */
export function adapterSpeeds(clock: () => number = cpuMilliseconds): AdapterSpeed[] {
  return samples().map(([name, format, body, headers]) => {
    const context = { source: '/gw', mapping: defaultOtlpMapping, ...(headers === undefined ? {} : { headers }) };
    const { count } = FORMATS[format](body, context);
    if (count !== RECORDS) throw new RangeError(`adapterSpeeds requires ${RECORDS} records of ${name}, not ${count}`);
    const start = clock();
    let rounds = 0;
    while (clock() - start < BUSY) {
      FORMATS[format](body, context);
      rounds += 1;
    }
    const seconds = (clock() - start) / 1_000;
    return {
      format: name,
      recordsPerSecond: Math.round((rounds * RECORDS) / seconds),
      megabytesPerSecond: Math.round((rounds * body.length) / seconds / 1e6),
    };
  });
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

type Sample = readonly [name: string, format: FormatName, body: Buffer, headers?: Record<string, string>];

function samples(): Sample[] {
  const each = <T>(make: (n: number) => T): T[] => Array.from({ length: RECORDS }, (_, n) => make(n));
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));
  const spans = (hex: boolean) => ({ resourceSpans: [{ scopeSpans: [{ spans: each((n) => span(n, hex)) }] }] });
  const at = '2026-09-01T12:00:00.123Z';
  const data = { model: 'gpt-4o', status: 200, input_tokens: 90, prompt: PROMPT, completion: COMPLETION };
  const event = { specversion: '1.0', type: 'llm.request.completed', source: '/gw', subject: 'acct', time: at, data };
  return [
    ['usage, JSON array', 'usage', json(each((n) => ({ source: '/gw', id: `${n}`, at, account: 'acct', ...data })))],
    ['otlp-traces, protobuf', 'otlp-traces', encodeOtlp('Traces', spans(false))],
    ['otlp-traces, JSON', 'otlp-traces', json(spans(true))],
    ['litellm', 'litellm', json(each(payload))],
    ['cloudevents, batch', 'cloudevents', json(each((n) => ({ ...event, id: `${n}` })))],
  ];
}

function span(n: number, hex: boolean): object {
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const id = (bytes: number) => {
    const digits = (n + 1).toString(16).padStart(bytes * 2, '0');
    return hex ? digits : Buffer.from(digits, 'hex');
  };
  const message = (role: string, content: string) => JSON.stringify([{ role, parts: [{ type: 'text', content }] }]);
  return {
    traceId: id(16),
    spanId: id(8),
    name: 'chat gpt-4o',
    kind: 3,
    startTimeUnixNano: '1788264000123999750',
    endTimeUnixNano: '1788264001123999750',
    attributes: [
      text('gen_ai.operation.name', 'chat'),
      text('gen_ai.provider.name', 'openai'),
      text('gen_ai.request.model', 'gpt-4o'),
      text('usewatch.account', 'acct'),
      text('client.address', '203.0.113.9'),
      text('user_agent.original', 'OpenAI/Python 1.40.0'),
      { key: 'gen_ai.usage.input_tokens', value: { intValue: '90' } },
      { key: 'gen_ai.usage.output_tokens', value: { intValue: '180' } },
      text('gen_ai.input.messages', message('user', PROMPT)),
      text('gen_ai.output.messages', message('assistant', COMPLETION)),
    ],
  };
}

function payload(n: number): object {
  return {
    id: `chatcmpl-${n}`,
    call_type: 'acompletion',
    status: 'success',
    custom_llm_provider: 'openai',
    model: 'gpt-4o-2024-08-06',
    model_group: 'gpt-4o',
    prompt_tokens: 90,
    completion_tokens: 180,
    response_cost: 0.0003,
    startTime: 1_788_264_000.123,
    endTime: 1_788_264_001.123,
    metadata: { user_api_key_hash: '88dc28d0f030', user_api_key_user_id: 'user_1', user_api_key_team_id: 'team_1' },
    requester_ip_address: '203.0.113.9',
    messages: [{ role: 'user', content: PROMPT }],
    response: { choices: [{ finish_reason: 'stop', message: { role: 'assistant', content: COMPLETION } }] },
    model_parameters: { temperature: 0.7, max_tokens: 512 },
  };
}
