import type { Body } from './body.js';
import { Fault } from './fault.js';
import type { Spool } from './spool.js';
import type { Statement } from './statement.js';

/** Rows of an insert in a file the engine can open. */
export interface Rows {
  file: string;
  bytes: number;
  /** To be called when the engine is done, however it went. */
  remove(): Promise<void>;
}

/**
 * Parks the rows a request sends.
 *
 * @param ahead   bytes of the URL's query; data that began there comes first
 * @param dataAt  offset of the data in `ahead` and body together
 */
export function sentRows(spool: Spool, ahead: Buffer, body: Body, dataAt: number): Promise<Rows> {
  const inUrl = ahead.subarray(Math.min(dataAt, ahead.length));
  // The line end between URL and body alone is no data.
  const first = inUrl.toString('latin1').trim() === '' ? Buffer.alloc(0) : inUrl;
  return spool.park(joined(first, body.from(Math.max(0, dataAt - ahead.length))));
}

async function* joined(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  yield* rest;
}

/**
 * The segment that stands for a request's rows; it stays where it is.
 *
 * @throws {Fault} for any statement but a load of lines, and for rows sent beside
 */
export function segmentRows(spool: Spool, name: string, statement: Statement, isEmptyBeside: boolean): Rows {
  if (statement.kind !== 'insert-select' || statement.format !== 'LineAsString' || !isEmptyBeside) {
    throw new Fault(
      36,
      'BAD_ARGUMENTS',
      "usewatch_segment requires INSERT INTO … SELECT … FROM input('…') FORMAT LineAsString and no rows beside",
    );
  }
  return { ...spool.segment(name), remove: async () => undefined };
}
