import { Buffer } from 'node:buffer';
import type { OtlpEncoding } from './otlp-body.js';
import { encodeOtlp } from './otlp-schema.js';

/** Content type of each encoding; a reply has the one of its request. */
export const OTLP_CONTENT_TYPE: Readonly<Record<OtlpEncoding, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/** What an export was of, with the name its reply has for those turned away. */
const REJECTED = { traces: 'rejectedSpans', logs: 'rejectedLogRecords' } as const;

/**
 * Body of the reply to an export that was taken: empty when all of it was, else how many items were not and why.
 *
 * An exporter must not send the rejected ones again.
 *
 * @param rejected  spans or log records that could not be mapped
 * @param message   for people; shown only beside a rejection
 */
export function exportReply(
  signal: keyof typeof REJECTED,
  encoding: OtlpEncoding,
  rejected: number,
  message: string,
): Buffer {
  if (encoding === 'protobuf')
    return encodeOtlp('Reply', rejected === 0 ? {} : { partialSuccess: { rejected, errorMessage: message } });
  const partialSuccess = { [REJECTED[signal]]: String(rejected), errorMessage: message };
  return Buffer.from(JSON.stringify(rejected === 0 ? {} : { partialSuccess }));
}

/** google.rpc.Code for the HTTP statuses that the doors answer with. */
const RPC_CODE: Readonly<Record<number, number>> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  408: 4,
  409: 10,
  413: 3,
  415: 3,
  429: 8,
  499: 1,
  501: 12,
  503: 14,
  504: 4,
};

/** INTERNAL, for whatever has no code of its own. */
const INTERNAL = 13;

/** Body of the reply to an export that was not taken: a google.rpc.Status. @param httpStatus from 400 to 599 */
export function exportFault(encoding: OtlpEncoding, httpStatus: number, message: string): Buffer {
  const status = { code: RPC_CODE[httpStatus] ?? INTERNAL, message };
  return encoding === 'protobuf' ? encodeOtlp('RpcStatus', status) : Buffer.from(JSON.stringify(status));
}
