import { Buffer } from 'node:buffer';
import { FormatError } from './format-error.js';

/** Levels inside one element; the engine reads no more of a line, and deeper bodies exhaust the stack of whoever writes them again. */
const DEEPEST = 1_024;

const [QUOTE, BACKSLASH, COMMA, NEWLINE, SPACE] = [0x22, 0x5c, 0x2c, 0x0a, 0x20];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** What a byte means between texts: 1 white space that would end or hurt a line, 2 a bracket, quote or comma. */
const STRUCTURE = new Uint8Array(256);
for (const byte of [0x09, NEWLINE, 0x0d]) STRUCTURE[byte] = 1;
for (const byte of [QUOTE, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT]) STRUCTURE[byte] = 2;

/** Bytes of a text that need a look: its end, an escape, a raw line end. */
const IN_TEXT = new Uint8Array(256);
for (const byte of [QUOTE, BACKSLASH, NEWLINE]) IN_TEXT[byte] = 1;

/** One JSON document as lines. */
export interface SplitDocument {
  /** One element a line, each ended by a newline. */
  readonly lines: Buffer;
  readonly count: number;
}

/**
 * Turns a JSON array, or one object, into a line for each element without reading what they say.
 *
 * Every byte of every value stays as sent, so that duplicate names, large integers and escapes reach whoever judges the
 * line; only line ends and tabs between tokens become spaces. Brackets, texts and commas between elements are checked
 * here; what else is wrong inside an element is its line's own fault.
 *
 * @param body  UTF-8, not checked as such
 * @throws {FormatError} when the document as a whole is no JSON: cut off, unbalanced, or followed by something else
 */
export function splitJson(body: Buffer): SplitDocument {
  const out = Buffer.allocUnsafe(body.length + 1);
  body.copy(out);
  const first = blankUntil(body, 0);
  if (first === body.length) throw new FormatError('the body is empty; send a JSON array or object');
  if (body[first] === OPEN_OBJECT) {
    const end = element(body, out, first);
    nothingAfter(body, end);
    return { lines: line(out, 0, first, end), count: 1 };
  }
  if (body[first] !== OPEN_LIST)
    throw new FormatError(`the body starts with ${shown(body, first)}; send a JSON array or object`);

  let written = 0;
  let count = 0;
  let at = blankUntil(body, first + 1);
  while (body[at] !== CLOSE_LIST || count > 0) {
    const start = at;
    const end = element(body, out, start);
    // Lines never overtake the elements they come from: the bracket before and the commas between leave room.
    out.copyWithin(written, start, end);
    written += end - start;
    out[written] = NEWLINE;
    written += 1;
    count += 1;
    at = blankUntil(body, end);
    if (body[at] === CLOSE_LIST) break;
    if (body[at] !== COMMA) throw new FormatError(`${shown(body, at)} follows element ${count}; expected , or ]`);
    at = blankUntil(body, at + 1);
  }
  nothingAfter(body, at + 1);
  return { lines: out.subarray(0, written), count };
}

/** Walks over one value, making white space in `out` harmless. @returns the offset behind it */
function element(body: Buffer, out: Buffer, start: number): number {
  const closers = new Uint8Array(DEEPEST);
  let depth = 0;
  let at = start;
  for (; at < body.length; at += 1) {
    const byte = body[at] as number;
    const kind = STRUCTURE[byte];
    if (kind === 0) continue;
    if (kind === 1) {
      if (depth === 0) break;
      out[at] = SPACE;
    } else if (byte === QUOTE) {
      at = textEnd(body, at);
      if (depth === 0) return at + 1;
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (depth === DEEPEST)
        throw new FormatError(
          `the value at byte ${start} nests deeper than ${DEEPEST} levels at byte ${at}; flatten it`,
        );
      // Either closing bracket stands two places behind its opening one.
      closers[depth] = byte + 2;
      depth += 1;
    } else if (byte !== COMMA || depth === 0) {
      if (depth === 0) break;
      if (closers[depth - 1] !== byte)
        throw new FormatError(
          `${shown(body, at)} closes what ${String.fromCharCode((closers[depth - 1] as number) - 2)} opened`,
        );
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  if (depth > 0) throw new FormatError(`the body ends inside the value at byte ${start}; send it whole`);
  let end = at;
  while (end > start && body[end - 1] === SPACE) end -= 1;
  if (end === start) throw new FormatError(`a value is missing before ${shown(body, at)}`);
  return end;
}

/** Offset of the quote that ends the text opened at `start`. */
function textEnd(body: Buffer, start: number): number {
  for (let at = start + 1; at < body.length; at += 1) {
    const byte = body[at] as number;
    if (IN_TEXT[byte] === 0) continue;
    if (byte === QUOTE) return at;
    if (byte === NEWLINE)
      throw new FormatError(`a raw line end stands inside the text at byte ${start}; write it as \\n`);
    at += 1;
    if (body[at] === NEWLINE)
      throw new FormatError(`a raw line end stands inside the text at byte ${start}; write it as \\n`);
  }
  throw new FormatError(`the body ends inside the text at byte ${start}; send it whole`);
}

function blankUntil(body: Buffer, start: number): number {
  let at = start;
  while (at < body.length && (body[at] === SPACE || STRUCTURE[body[at] as number] === 1)) at += 1;
  return at;
}

function nothingAfter(body: Buffer, end: number): void {
  const at = blankUntil(body, end);
  if (at < body.length)
    throw new FormatError(
      `${shown(body, at)} follows the document; send one document, or NDJSON as application/x-ndjson`,
    );
}

function line(out: Buffer, written: number, start: number, end: number): Buffer {
  out.copyWithin(written, start, end);
  out[end - start] = NEWLINE;
  return out.subarray(written, end - start + 1);
}

/** A byte for a message, with its place. */
function shown(body: Buffer, at: number): string {
  const byte = body[at];
  if (byte === undefined) return `the end of the body at byte ${at}`;
  const name = byte > SPACE && byte < 0x7f ? String.fromCharCode(byte) : `0x${byte.toString(16).padStart(2, '0')}`;
  return `${name} at byte ${at}`;
}
