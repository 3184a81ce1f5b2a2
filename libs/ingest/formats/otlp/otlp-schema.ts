import { Buffer } from 'node:buffer';
import protobuf from 'protobufjs/light.js';

type Fields = Record<string, readonly [id: number, type: string, list?: 'list']>;

/** A message of a proto3 schema, field by field. */
const message = (fields: Fields, choice: readonly string[] = []) => ({
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, [id, type, list]]) => [
      name,
      { id, type, ...(list === undefined ? {} : { rule: 'repeated' as const }) },
    ]),
  ),
  ...(choice.length === 0 ? {} : { oneofs: { value: { oneof: [...choice] } } }),
});

const VALUES = ['stringValue', 'boolValue', 'intValue', 'doubleValue', 'arrayValue', 'kvlistValue', 'bytesValue'];

/**
 * What we read of opentelemetry-proto (stable since 1.0), under its numbers and its names in JSON, and what we reply;
 * the rest is skipped.
 */
const schema = {
  edition: 'proto3',
  nested: {
    AnyValue: message(
      {
        stringValue: [1, 'string'],
        boolValue: [2, 'bool'],
        intValue: [3, 'int64'],
        doubleValue: [4, 'double'],
        arrayValue: [5, 'ArrayValue'],
        kvlistValue: [6, 'KeyValueList'],
        bytesValue: [7, 'bytes'],
      },
      VALUES,
    ),
    ArrayValue: message({ values: [1, 'AnyValue', 'list'] }),
    KeyValueList: message({ values: [1, 'KeyValue', 'list'] }),
    KeyValue: message({ key: [1, 'string'], value: [2, 'AnyValue'] }),
    Resource: message({ attributes: [1, 'KeyValue', 'list'] }),
    Scope: message({ name: [1, 'string'], version: [2, 'string'], attributes: [3, 'KeyValue', 'list'] }),
    Event: message({ name: [2, 'string'], attributes: [3, 'KeyValue', 'list'] }),
    Status: message({ message: [2, 'string'], code: [3, 'int32'] }),
    Span: message({
      traceId: [1, 'bytes'],
      spanId: [2, 'bytes'],
      name: [5, 'string'],
      kind: [6, 'int32'],
      startTimeUnixNano: [7, 'fixed64'],
      endTimeUnixNano: [8, 'fixed64'],
      attributes: [9, 'KeyValue', 'list'],
      events: [11, 'Event', 'list'],
      status: [15, 'Status'],
    }),
    LogRecord: message({
      timeUnixNano: [1, 'fixed64'],
      observedTimeUnixNano: [11, 'fixed64'],
      body: [5, 'AnyValue'],
      attributes: [6, 'KeyValue', 'list'],
      traceId: [9, 'bytes'],
      spanId: [10, 'bytes'],
      eventName: [12, 'string'],
    }),
    ScopeSpans: message({ scope: [1, 'Scope'], spans: [2, 'Span', 'list'] }),
    ScopeLogs: message({ scope: [1, 'Scope'], logRecords: [2, 'LogRecord', 'list'] }),
    ResourceSpans: message({ resource: [1, 'Resource'], scopeSpans: [2, 'ScopeSpans', 'list'] }),
    ResourceLogs: message({ resource: [1, 'Resource'], scopeLogs: [2, 'ScopeLogs', 'list'] }),
    Traces: message({ resourceSpans: [1, 'ResourceSpans', 'list'] }),
    Logs: message({ resourceLogs: [1, 'ResourceLogs', 'list'] }),
    PartialSuccess: message({ rejected: [1, 'int64'], errorMessage: [2, 'string'] }),
    Reply: message({ partialSuccess: [1, 'PartialSuccess'] }),
    RpcStatus: message({ code: [1, 'int32'], message: [2, 'string'] }),
  },
};
const root = protobuf.Root.fromJSON(schema);

/**
 * Decodes a body.
 *
 * Nesting is bounded at 100 levels by the library; texts must be UTF-8.
 *
 * @throws {Error} of any kind when the bytes are no such message
 */
export function decodeOtlp(type: 'Traces' | 'Logs', body: Uint8Array): object {
  return root.lookupType(type).decode(body);
}

/** Encodes a message; bodies are encoded only to measure with. */
export function encodeOtlp(type: 'Traces' | 'Logs' | 'Reply' | 'RpcStatus', content: Record<string, unknown>): Buffer {
  const found = root.lookupType(type);
  return Buffer.from(found.encode(found.fromObject(content)).finish());
}

/** An integer of 64 bits as the decoder gives it: two halves, and its digits as text. */
export function isLong(value: unknown): value is { readonly low: number; readonly high: number } {
  return protobuf.util.Long !== undefined && value instanceof protobuf.util.Long;
}
