import { Buffer } from 'node:buffer';
import { type AdapterContext, UNMAPPED } from './adapted.js';
import { FormatError } from './format-error.js';
import { FORMATS, isFormat } from './formats.js';

/** `!unmapped FORMAT FIELD JSON` */
const MARKED = new RegExp(`^${UNMAPPED} ([^ ]+) ([^ ]+) (.+)$`, 's');

/**
 * Runs the original of a quarantined line through its adapter again, after a mapping was fixed.
 *
 * @param line  as the adapter marked it
 * @returns     lines that take its place: a record, the same line while it cannot be mapped, or none when its format
 *              now ignores it
 * @throws {FormatError} when the line is not one of these
 */
export function readapt(line: string, context: Omit<AdapterContext, 'headers'>): Buffer {
  const [, format = '', , original = ''] = MARKED.exec(line.trimEnd()) ?? [];
  if (!isFormat(format)) throw new FormatError(`${line.slice(0, 80)} is no line that an adapter could not map`);
  // An item stands alone here, and a faulty one is refused alone; in a list it stays what it was.
  const body = format.startsWith('otlp') ? original : `[${original}]`;
  return FORMATS[format](Buffer.from(body), context).lines;
}
