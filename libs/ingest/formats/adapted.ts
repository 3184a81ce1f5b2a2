import { Buffer } from 'node:buffer';
import type { OtlpMapping } from './otlp-mapping.js';
import { type Draft, recordLine } from './record-line.js';

/** What a body of a foreign format became. */
export interface Adapted {
  /** NDJSON: usage records, and items marked `!unmapped` for quarantine. */
  readonly lines: Buffer;
  /** All lines, unmapped ones included. */
  readonly count: number;
  /** Items that should be records but lack a field every record needs. */
  readonly unmapped: number;
  /** Items that are no calls of a model, such as a span of a database; they leave no line. */
  readonly ignored: number;
}

/** What an adapter must know beside the body. */
export interface AdapterContext {
  /** Source of every record made: the one the ingest key is bound to, or the one a command names. */
  readonly source: string;
  readonly mapping: OtlpMapping;
  /** Of the HTTP request, names in lower case; absent for files, whose encoding shows in the first byte. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Turns one body into lines, all of it or nothing. @throws {FormatError} when it cannot be read at all */
export type Adapter = (body: Buffer, context: AdapterContext) => Adapted;

/** The mark of a line that an adapter could not map; the engine quarantines it under the field that follows. */
export const UNMAPPED = '!unmapped';

/** Collects the lines of one body. */
export class Lines {
  readonly #format: string;
  readonly #source: string;
  readonly #lines: string[] = [];
  #unmapped = 0;
  #ignored = 0;

  constructor(format: string, source: string) {
    this.#format = format;
    this.#source = source;
  }

  /**
   * Adds an item as a record, or marks it when a required field is missing.
   *
   * A refused call of an unknown key has no account and needs none: whoever judges lines counts it by network.
   *
   * @param original  the item with all its context, as a body its adapter reads again; made only when needed
   */
  add(draft: Draft, original: () => string): void {
    const missing = missingField(draft);
    if (missing === undefined) this.#lines.push(recordLine(draft, this.#source));
    else this.unmapped(missing, original());
  }

  /** Adds an item that cannot be mapped. @param original  one-line JSON */
  unmapped(field: string, original: string): void {
    this.#lines.push(`${UNMAPPED} ${this.#format} ${field} ${original}`);
    this.#unmapped += 1;
  }

  /** Adds a line as it came, for the engine to refuse with its own reason. */
  verbatim(line: string): void {
    this.#lines.push(line);
  }

  ignore(): void {
    this.#ignored += 1;
  }

  end(): Adapted {
    const text = this.#lines.length === 0 ? '' : `${this.#lines.join('\n')}\n`;
    return { lines: Buffer.from(text), count: this.#lines.length, unmapped: this.#unmapped, ignored: this.#ignored };
  }
}

/** HTTP status of a caller whom the gateway did not know. */
const UNKNOWN_CALLER = 401;

function missingField(draft: Draft): string | undefined {
  if (absent(draft.id)) return 'id';
  if (absent(draft.at)) return 'at';
  if (absent(draft.account) && draft.status !== UNKNOWN_CALLER) return 'account';
  return undefined;
}

const absent = (value: unknown) => value === undefined || value === null || value === '';
