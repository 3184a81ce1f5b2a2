import { Buffer } from 'node:buffer';
import type { Adapted, Adapter } from './adapted.js';
import { splitJson } from './split-json.js';

const [NEWLINE, OPEN_LIST] = [0x0a, 0x5b];

/**
 * Our own records: NDJSON passes as it is; a JSON array, or one object sent as `application/json`, becomes lines with
 * every byte of every value kept. Records name their source themselves.
 */
export const usage: Adapter = (body, { headers }): Adapted => {
  const type = String(headers?.['content-type'] ?? '')
    .split(';', 1)[0]
    ?.trim()
    .toLowerCase();
  const isDocument = type === 'application/json' || (type === '' && body[0] === OPEN_LIST);
  if (isDocument) return { ...splitJson(body), unmapped: 0, ignored: 0 };
  const isEnded = body.length === 0 || body[body.length - 1] === NEWLINE;
  const lines = isEnded ? body : Buffer.concat([body, Buffer.from('\n')]);
  let count = 0;
  for (let at = lines.indexOf(NEWLINE); at !== -1; at = lines.indexOf(NEWLINE, at + 1)) count += 1;
  return { lines, count, unmapped: 0, ignored: 0 };
};
