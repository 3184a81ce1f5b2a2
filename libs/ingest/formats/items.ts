import { type Buffer, isUtf8 } from 'node:buffer';
import { FormatError } from './format-error.js';
import { splitJson } from './split-json.js';

const NEWLINE = 0x0a;

/** One item of a body: what it says, or its line as it came when it is no JSON. */
export interface Item {
  readonly value?: unknown;
  readonly line: string;
}

/**
 * Items of a body that is a JSON array, one object, or NDJSON; the first line tells.
 *
 * A broken line of NDJSON is one broken item; a broken array or object is no body at all.
 *
 * @throws {FormatError} when an array or object cannot be read
 */
export function* itemsOf(body: Buffer): Generator<Item> {
  const first = body.indexOf(NEWLINE);
  const isNdjson =
    first !== -1 && first < body.length - 1 && itemOf(body.subarray(0, first), 'line').value !== undefined;
  const { lines } = isNdjson ? { lines: body } : splitJson(body);
  for (let start = 0; start < lines.length; ) {
    const found = lines.indexOf(NEWLINE, start);
    const end = found === -1 ? lines.length : found;
    const line = lines.subarray(start, end);
    start = end + 1;
    const item = itemOf(line, isNdjson ? 'line' : 'element');
    if (item.line.trim() === '') continue;
    if (item.value === undefined && !isNdjson)
      throw new FormatError(`the body holds an item that is no JSON in UTF-8: ${item.line.slice(0, 80)}`);
    yield item;
  }
}

function itemOf(bytes: Buffer, of: 'line' | 'element'): Item {
  const line = bytes.toString();
  if (!isUtf8(bytes)) return { line };
  try {
    // Bounds the nesting before anybody walks it; that of elements is bounded already.
    if (of === 'line') splitJson(bytes);
    return { line, value: JSON.parse(line) as unknown };
  } catch {
    return { line };
  }
}
