import { Buffer } from 'node:buffer';
import { UNMAPPED } from '#ingest/formats/adapted';
import { FormatError } from '#ingest/formats/format-error';
import { FORMATS, type FormatName } from '#ingest/formats/formats';
import type { OtlpMapping } from '#ingest/formats/otlp-mapping';

/** A log that is not written as usage records. */
export interface ForeignLog {
  readonly format: FormatName;
  /** Source of the records made of it. */
  readonly source: string;
  readonly mapping: OtlpMapping;
}

/** Bytes of one body, which is held in memory several times over while it is read. */
const LARGEST_BODY = 256 << 20;

const NEWLINE = 0x0a;

/**
 * Turns a foreign log into lines of usage records: one body to the file, or one body to the line, as the OpenTelemetry
 * collector writes. The first line tells: if it is whole JSON by itself, so is every other.
 *
 * A line that is no body becomes one for quarantine; a file that is none is refused as a whole.
 *
 * @param bytes   the log, decompressed
 * @param ignore  told of items that are no calls of a model
 * @throws {FormatError} when the file as one body cannot be read, or a body is too large
 */
export async function* adaptedLog(
  bytes: AsyncIterable<Uint8Array>,
  log: ForeignLog,
  ignore: (items: number) => void,
): AsyncGenerator<Buffer> {
  const take = (body: Buffer) => {
    const { lines, ignored } = FORMATS[log.format](body, log);
    ignore(ignored);
    return lines;
  };
  let tail: Uint8Array[] = [];
  let size = 0;
  let perLine: boolean | undefined;
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = nextEnd(chunk, 0); end !== -1 && perLine !== false; end = nextEnd(chunk, start)) {
      const line = Buffer.concat([...tail, chunk.subarray(start, end)]);
      perLine ??= isJson(line);
      if (!perLine) break;
      [tail, size] = [[], 0];
      start = end + 1;
      if (line.length > 0) yield adaptedLine(line, log.format, take);
    }
    tail.push(Buffer.from(chunk.subarray(start)));
    size += chunk.length - start;
    if (size > LARGEST_BODY) throw new FormatError(`one body of more than ${LARGEST_BODY >> 20} MiB; split it`);
  }
  const rest = Buffer.concat(tail);
  if (rest.length > 0) yield perLine === true ? adaptedLine(rest, log.format, take) : take(rest);
}

const nextEnd = (chunk: Uint8Array, start: number) => chunk.indexOf(NEWLINE, start);

function adaptedLine(line: Buffer, format: FormatName, take: (body: Buffer) => Buffer): Buffer {
  try {
    return take(line);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    // JSON that is no body is marked, so that nobody takes it for a record; the rest goes to whoever judges lines.
    return Buffer.from(isJson(line) ? `${UNMAPPED} ${format} body ${line.toString().trim()}\n` : `${line}\n`);
  }
}

function isJson(line: Buffer): boolean {
  try {
    JSON.parse(line.toString());
    return true;
  } catch {
    return false;
  }
}
