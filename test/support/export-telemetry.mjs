// Writes spans and log events of a gateway, recorded by OpenTelemetry's own SDK and encoded by its own exporters, as JSON
// on standard output. A process of its own: under the conditions that tests run with, Node takes the ESM build of
// @opentelemetry/api, which names its own files without extension and is not found.
import { Buffer } from 'node:buffer';
import {
  JsonLogsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';

const GATEWAY = { 'service.name': 'gateway', 'usewatch.organization': 'org_1', 'usewatch.deployment': 'arm-b' };

const messages = (role, ...parts) => JSON.stringify([{ role, parts, finish_reason: 'stop' }]);

const caller = (account) => ({
  'usewatch.account': account,
  'user.id': 'claimed-by-the-caller',
  'session.id': 'sess_1',
  'client.address': '203.0.113.9',
  'user_agent.original': 'curl/8.9.1',
});

const chat = (model) => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': model,
});

const whole = {
  ...chat('gpt-4o'),
  ...caller('acct_1'),
  'gen_ai.response.model': 'gpt-4o-2024-08-06',
  'gen_ai.response.id': 'chatcmpl-1',
  'gen_ai.response.finish_reasons': ['stop'],
  'gen_ai.response.time_to_first_chunk': 0.25,
  'gen_ai.request.temperature': 0.7,
  'gen_ai.request.top_p': 0.9,
  'gen_ai.request.max_tokens': 512,
  'gen_ai.request.choice.count': 1,
  'gen_ai.request.stream': true,
  'gen_ai.usage.input_tokens': 120,
  'gen_ai.usage.output_tokens': 48,
  'gen_ai.usage.cache_read.input_tokens': 64,
  'gen_ai.usage.reasoning.output_tokens': 16,
  'gen_ai.conversation.id': 'conv_1',
  'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: 'You are a shop assistant.' }]),
  'gen_ai.input.messages': messages('user', { type: 'text', content: 'Grüße — is the kettle in stock?' }),
  'gen_ai.output.messages': messages(
    'assistant',
    { type: 'text', content: 'Let me look.' },
    { type: 'tool_call', name: 'stock_level', id: 'call_1', arguments: { sku: 'kettle' } },
  ),
  'gen_ai.tool.definitions': JSON.stringify([{ type: 'function', name: 'stock_level' }, { type: 'web_search' }]),
};

/** Calls as an instrumented gateway traces them; kinds as the API counts them: 0 internal, 2 client. */
const CALLS = [
  { name: 'chat gpt-4o', kind: 2, attributes: whole },
  {
    name: 'chat gpt-4o',
    kind: 2,
    attributes: { ...chat('gpt-4o'), ...caller('acct_2'), 'error.type': '429', 'usewatch.limit_type': 'tokens' },
    failed: true,
  },
  {
    name: 'openai.completion',
    kind: 2,
    attributes: {
      'gen_ai.system': 'openai',
      'gen_ai.request.model': 'gpt-3.5-turbo-instruct',
      'llm.request.type': 'completion',
      'gen_ai.usage.prompt_tokens': 7,
      'gen_ai.usage.completion_tokens': 9,
      'usewatch.account': 'acct_3',
    },
    events: {
      'gen_ai.content.prompt': { 'gen_ai.prompt': 'Write a limerick' },
      'gen_ai.content.completion': { 'gen_ai.completion': 'There once was a kettle' },
    },
  },
  {
    name: 'openai.chat',
    kind: 2,
    attributes: {
      'gen_ai.system': 'anthropic',
      'gen_ai.request.model': 'claude-3-haiku',
      'llm.request.type': 'chat',
      'usewatch.account': 'acct_4',
      'gen_ai.prompt.0.role': 'system',
      'gen_ai.prompt.0.content': 'Be brief.',
      'gen_ai.prompt.1.role': 'user',
      'gen_ai.prompt.1.content': 'What is a kettle?',
      'gen_ai.completion.0.role': 'assistant',
      'gen_ai.completion.0.content': 'A pot.',
      'gen_ai.completion.0.finish_reason': 'end_turn',
    },
  },
  {
    name: 'embeddings text-embedding-3-small',
    kind: 2,
    attributes: {
      ...chat('text-embedding-3-small'),
      'gen_ai.operation.name': 'embeddings',
      'usewatch.account': 'acct_1',
    },
  },
  {
    name: 'chat gpt-4o',
    kind: 2,
    attributes: { ...chat('gpt-4o'), 'user.id': 'claimed', 'gen_ai.usage.input_tokens': 3 },
  },
  {
    name: 'chat gpt-4o',
    kind: 2,
    attributes: { ...chat('gpt-4o'), 'http.response.status_code': 401, 'error.type': 'invalid_api_key' },
    failed: true,
  },
  { name: 'invoke_agent shop', attributes: { ...chat('gpt-4o'), 'gen_ai.operation.name': 'invoke_agent' } },
  { name: 'execute_tool stock_level', attributes: { 'gen_ai.operation.name': 'execute_tool' } },
  { name: 'SELECT kettles', kind: 2, attributes: { 'db.system': 'postgresql' } },
];

/** Of the ids and times that OpenTelemetry would draw by itself. */
const START = Date.UTC(2026, 8, 1, 12);

const numbered = (bytes) => {
  let next = 0;
  return () => {
    next += 1;
    return next.toString(16).padStart(bytes * 2, 'a');
  };
};

const resource = {
  attributes: GATEWAY,
  merge: () => resource,
  getRawAttributes: () => Object.entries(GATEWAY),
};

/** Spans of a gateway, recorded by OpenTelemetry's own SDK and written by its own exporters. */
function traces() {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({
    resource,
    idGenerator: { generateTraceId: numbered(16), generateSpanId: numbered(8) },
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('shop-gateway', '1.4.0');
  CALLS.forEach(({ name, kind = 0, attributes, events = {}, failed = false }, nth) => {
    // A quarter of a millisecond more than whole ones, which must be cut and not rounded.
    const startTime = [START / 1_000 + nth, 123_999_750];
    const span = tracer.startSpan(name, { kind, attributes, startTime, root: true });
    for (const [event, values] of Object.entries(events)) span.addEvent(event, values, startTime);
    if (failed) span.setStatus({ code: 2, message: 'refused' });
    span.end([START / 1_000 + nth + 1, 500_000_000]);
  });
  const spans = exporter.getFinishedSpans();
  return both(ProtobufTraceSerializer.serializeRequest(spans), JsonTraceSerializer.serializeRequest(spans));
}

/** Log events of the same gateway: one with the details of a call, one in the older form, one of another kind. */
function logs() {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor({ exporter })] });
  const logger = provider.getLogger('shop-gateway', '1.4.0');
  const timestamp = [START / 1_000, 123_999_750];
  const details = 'gen_ai.client.inference.operation.details';
  const common = { timestamp, observedTimestamp: timestamp };
  logger.emit({ ...common, eventName: details, attributes: whole });
  logger.emit({
    ...common,
    attributes: { 'event.name': details, ...chat('gpt-4o'), ...caller('acct_2'), 'gen_ai.response.id': 'chatcmpl-2' },
    body: {
      'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'structured words' }] }],
      count: 2,
    },
  });
  logger.emit({ ...common, eventName: details, attributes: { ...chat('gpt-4o'), ...caller('acct_2') } });
  logger.emit({ ...common, eventName: 'gen_ai.user.message', body: { content: 'one message alone' } });
  logger.emit({ ...common, body: 'listening on 8080' });
  const records = exporter.getFinishedLogRecords();
  return both(ProtobufLogsSerializer.serializeRequest(records), JsonLogsSerializer.serializeRequest(records));
}

const both = (protobuf, json) => ({
  protobuf: Buffer.from(protobuf).toString('base64'),
  json: Buffer.from(json).toString('base64'),
});

process.stdout.write(JSON.stringify({ traces: traces(), logs: logs() }));
