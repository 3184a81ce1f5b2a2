import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { HUNT_LIMITS } from '#hunt/cost';
import { csvCell } from '#hunt/csv-cell';
import type { Hunt } from '#hunt/hunt';
import { HuntError } from '#hunt/hunt-error';
import { exportedRecords, recordCount } from '#hunt/records';
import type { Warehouse } from '#warehouse/warehouse';
import { askHunt, type WrittenHunt } from './ask-hunt.js';

/** Formats calls can be taken away in, with their media types. */
export const EXPORT_FORMATS = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
} as const;
export type ExportFormat = keyof typeof EXPORT_FORMATS;

/** Records of a file at most; more belong into a tool that reads the warehouse itself. */
const MOST_RECORDS = 500_000;

/**
 * How many calls an export would hold.
 *
 * @throws {HuntError} when the hunt costs too much, or finds more than a file may hold
 */
export async function countExport(warehouse: Warehouse, hunt: WrittenHunt, signal: AbortSignal): Promise<number> {
  const { rows } = await askHunt(warehouse, hunt, recordCount, signal);
  const found = rows[0]?.records ?? 0;
  if (found > MOST_RECORDS) {
    throw new HuntError(
      'hunt',
      `finds ${found.toLocaleString('en')} calls; a file holds at most ${MOST_RECORDS.toLocaleString('en')}`,
      'ask for less time, or add a clause',
    );
  }
  return found;
}

/**
 * The calls a hunt finds, as a file.
 *
 * @param count   records at most, as counted before: what comes in meanwhile does not belong to the file
 * @param signal  calls it off
 */
export async function exportHunt(
  warehouse: Warehouse,
  hunt: Hunt,
  format: ExportFormat,
  count: number,
  signal: AbortSignal,
): Promise<Readable> {
  const { question, parameters } = exportedRecords(hunt, count);
  const bounds = { ...HUNT_LIMITS, signal };
  if (format === 'parquet') return warehouse.file(question, parameters, 'Parquet', bounds);
  const lines = await warehouse.file(question, parameters, 'JSONEachRow', bounds);
  return format === 'ndjson' ? lines : asCsv(lines);
}

function asCsv(lines: Readable): Readable {
  const rows = Readable.from(cells(lines));
  const csv = stringify({ record_delimiter: '\r\n' });
  rows.once('error', (error) => csv.destroy(error));
  return rows.pipe(csv);
}

async function* cells(lines: Readable): AsyncGenerator<string[]> {
  let isFirst = true;
  for await (const line of createInterface({ input: lines, crlfDelay: Number.POSITIVE_INFINITY })) {
    const row = JSON.parse(line) as Record<string, unknown>;
    if (isFirst) yield Object.keys(row);
    isFirst = false;
    yield Object.values(row).map(csvCell);
  }
}
