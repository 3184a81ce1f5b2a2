import { Buffer, isUtf8 } from 'node:buffer';
import type { AdapterContext } from '../adapted.js';
import { FormatError } from '../format-error.js';
import { type Parsed, parsed } from '../own.js';
import { splitJson } from '../split-json.js';
import { decodeOtlp, isLong } from './otlp-schema.js';

/** The two encodings of OTLP over HTTP. */
export type OtlpEncoding = 'protobuf' | 'json';

/**
 * How a body is encoded: as the request says or, for files, as its first byte shows.
 *
 * @throws {FormatError} for any other content type
 */
export function otlpEncoding(body: Buffer, headers: AdapterContext['headers']): OtlpEncoding {
  const type = String(headers?.['content-type'] ?? '')
    .split(';', 1)[0]
    ?.trim()
    .toLowerCase();
  if (type === 'application/json') return 'json';
  if (type === 'application/x-protobuf') return 'protobuf';
  if (type !== '')
    throw new FormatError(
      `OTLP bodies are application/x-protobuf or application/json, not ${type}; set the exporter's protocol`,
    );
  return body[0] === 0x7b ? 'json' : 'protobuf';
}

/**
 * The message in a body; JSON and protobuf give the same shape, except that numbers of 64 bits and bytes come as they are.
 *
 * @throws {FormatError} when the body is no such message
 */
export function readOtlp(type: 'Traces' | 'Logs', body: Buffer, encoding: OtlpEncoding): Parsed {
  if (encoding === 'json') {
    if (!isUtf8(body)) throw new FormatError('the body is not UTF-8');
    try {
      // Bounds the nesting, which the parser itself does not.
      splitJson(body);
      const found = parsed(JSON.parse(body.toString()));
      if (found !== undefined) return found;
    } catch (error) {
      throw new FormatError(`the body is no OTLP in JSON (${(error as Error).message}); send it whole`, {
        cause: error,
      });
    }
    throw new FormatError('the body is no OTLP in JSON: it must be one object');
  }
  try {
    return decodeOtlp(type, body) as Parsed;
  } catch (error) {
    throw new FormatError(
      `the body is no OTLP in protobuf (${(error as Error).message}); send it whole, or name its encoding in Content-Type`,
      {
        cause: error,
      },
    );
  }
}

const NO_BYTES = /^0*$/;

/** A trace or span id in hex. @returns undefined when there is none: absent, or zeros */
export function hexId(value: unknown, name: string, bytes: number): string | undefined {
  if (value === undefined || value === '') return undefined;
  const hex = value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
  if (typeof hex !== 'string' || !/^[0-9a-f]*$/i.test(hex))
    throw new FormatError(`${name} must be ${bytes * 2} hex digits`);
  if (NO_BYTES.test(hex)) return undefined;
  if (hex.length !== bytes * 2) throw new FormatError(`${name} must have ${bytes} bytes, not ${hex.length / 2}`);
  return hex.toLowerCase();
}

/** Writes one item with its surroundings as OTLP in JSON, so that its adapter reads it again. */
export function otlpJson(content: Parsed): string {
  return JSON.stringify(content, function (this: Parsed, key: string, made: unknown) {
    const value = this[key];
    if (value instanceof Uint8Array)
      return Buffer.from(value).toString(key === 'traceId' || key === 'spanId' ? 'hex' : 'base64');
    if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
    if (isLong(value)) return String(value);
    // What the library would make of its messages has ids in base64, which OTLP has in hex.
    return parsed(value) === undefined ? made : { ...(value as object) };
  });
}
