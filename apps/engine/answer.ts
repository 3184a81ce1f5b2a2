import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { createDeflate, createGzip, type Deflate, type Gzip } from 'node:zlib';
import type { Fault } from './fault.js';
import { contentTypeOf } from './formats.js';

/** What the engine says of a finished statement. */
export interface Summary {
  readRows: number;
  readBytes: number;
  writtenRows: number;
  writtenBytes: number;
  elapsedSeconds: number;
}

/** Who answers; the same for every request. */
export interface Identity {
  version: string;
  timezone: string;
}

/** Fast compression: on loopback the bytes saved are worth little time. */
const LEVEL = 1;

/**
 * The answer to one request, in the shape ClickHouse's HTTP interface gives it.
 *
 * The head leaves with the first `write` or with `end`; until then a failure still has its own status.
 */
export class Answer {
  #sink: Writable | undefined;
  readonly #tag = randomBytes(8).toString('hex');

  constructor(
    private readonly response: ServerResponse,
    private readonly identity: Identity,
    private readonly queryId: string,
    private readonly encoding: 'gzip' | 'deflate' | undefined,
  ) {}

  get hasStarted(): boolean {
    return this.#sink !== undefined;
  }

  start(format: string, summary: Summary | undefined): void {
    const headers: Record<string, string> = {
      ...this.#common(),
      'Content-Type': contentTypeOf(format),
      'X-ClickHouse-Format': format,
      // Clients find a failure behind a started result by this word.
      'X-ClickHouse-Exception-Tag': this.#tag,
    };
    if (summary) headers['X-ClickHouse-Summary'] = summaryText(summary);
    if (this.encoding) headers['Content-Encoding'] = this.encoding;
    this.response.writeHead(200, headers);
    this.#sink = this.encoding ? this.#compressor(this.encoding) : this.response;
  }

  #compressor(encoding: 'gzip' | 'deflate'): Gzip | Deflate {
    const compressor = encoding === 'gzip' ? createGzip({ level: LEVEL }) : createDeflate({ level: LEVEL });
    compressor.pipe(this.response);
    this.response.once('close', () => compressor.destroy());
    return compressor;
  }

  /** @returns when the reader can take more, or is gone */
  async write(bytes: Buffer): Promise<void> {
    const sink = this.#sink;
    if (!sink || this.response.destroyed || sink.write(bytes)) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        sink.off('drain', done);
        this.response.off('close', done);
        resolve();
      };
      sink.once('drain', done);
      this.response.once('close', done);
    });
  }

  end(): void {
    this.#sink?.end();
  }

  /**
   * Tells a failure: with its status before the first byte, else behind the bytes sent, in the frame clients look for.
   * The connection is then cut, so that a client that does not look cannot take a part for the whole.
   */
  fail(fault: Fault): void {
    if (this.response.writableEnded || this.response.destroyed) return;
    const text = fault.text(this.identity.version);
    if (this.#sink) {
      const message = text.trimEnd();
      const frame = `\r\n__exception__\r\n${this.#tag}\r\n${message}\n${Buffer.byteLength(message) + 1} ${this.#tag}\r\n__exception__\r\n`;
      const cut = (): unknown => this.response.write('', () => this.response.destroy());
      const sink = this.#sink;
      sink.write(frame, () => (sink === this.response ? cut() : (sink as Gzip).flush(cut)));
      return;
    }
    const headers: Record<string, string> = {
      ...this.#common(),
      'Content-Type': 'text/plain; charset=UTF-8',
      'X-ClickHouse-Exception-Code': String(fault.code),
    };
    if (fault.status === 401) headers['WWW-Authenticate'] = 'Basic realm="ClickHouse server HTTP API"';
    this.response.writeHead(fault.status, headers);
    this.response.end(text);
  }

  #common(): Record<string, string> {
    return {
      'X-ClickHouse-Server-Display-Name': 'usewatch-engine',
      'X-ClickHouse-Query-Id': this.queryId,
      'X-ClickHouse-Timezone': this.identity.timezone,
    };
  }
}

/** The encoding a client can read, if the request asks for compressed results at all. */
export function encodingFor(request: IncomingMessage, isWanted: boolean): 'gzip' | 'deflate' | undefined {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  if (!isWanted) return undefined;
  if (/\bgzip\b/.test(accepted)) return 'gzip';
  return /\bdeflate\b/.test(accepted) ? 'deflate' : undefined;
}

function summaryText(summary: Summary): string {
  const { readRows, readBytes, writtenRows, writtenBytes, elapsedSeconds } = summary;
  return JSON.stringify({
    read_rows: String(readRows),
    read_bytes: String(readBytes),
    written_rows: String(writtenRows),
    written_bytes: String(writtenBytes),
    total_rows_to_read: '0',
    result_rows: String(readRows),
    result_bytes: String(readBytes),
    elapsed_ns: String(Math.round(elapsedSeconds * 1e9)),
  });
}
