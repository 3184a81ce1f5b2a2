import type { FastifyRequest } from 'fastify';
import type { FormatName } from '#ingest/formats/formats';
import { mediaType } from './media-type.js';

/** One address that takes usage logs, and the language it speaks. */
export interface Door {
  readonly path: string;
  /** One line for the API's description. */
  readonly summary: string;
  readonly mediaTypes: readonly string[];
  /** What an OTLP exporter sends here, who is answered in OTLP's own words; absent for ours. */
  readonly signal?: 'traces' | 'logs';
  /** How to read a body; undefined for lines, which are taken as they are. */
  format(request: FastifyRequest): FormatName | undefined;
}

/** Every door; one line of each says all that differs. */
export const DOORS: readonly Door[] = [
  {
    path: '/v1/usage',
    summary: 'Take usage records: NDJSON, or a JSON array or object',
    mediaTypes: ['application/x-ndjson', 'application/json'],
    format: (request) => (mediaType(request.headers) === 'application/json' ? 'usage' : undefined),
  },
  {
    path: '/v1/traces',
    summary: 'Take OpenTelemetry spans of calls to a model (OTLP/HTTP)',
    mediaTypes: ['application/x-protobuf', 'application/json'],
    signal: 'traces',
    format: () => 'otlp-traces',
  },
  {
    path: '/v1/logs',
    summary: 'Take OpenTelemetry log records of calls to a model (OTLP/HTTP)',
    mediaTypes: ['application/x-protobuf', 'application/json'],
    signal: 'logs',
    format: () => 'otlp-logs',
  },
  {
    path: '/v1/litellm',
    summary: "Take what LiteLLM's generic API callback sends (StandardLoggingPayload)",
    mediaTypes: ['application/json', 'application/x-ndjson'],
    format: () => 'litellm',
  },
  {
    path: '/v1/litellm/spend',
    summary: 'Take rows of LiteLLM_SpendLogs',
    mediaTypes: ['application/json', 'application/x-ndjson'],
    format: () => 'litellm-spend',
  },
  {
    path: '/v1/events',
    summary: 'Take CloudEvents 1.0 of type llm.request.completed: binary, structured or batch',
    mediaTypes: ['application/cloudevents+json', 'application/cloudevents-batch+json', 'application/json'],
    format: () => 'cloudevents',
  },
];
