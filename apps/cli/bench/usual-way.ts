import { usageRecord } from '#usage/usage-record';
import type { Warehouse } from '#warehouse/warehouse';
import type { BenchBody } from './bench-bodies.js';

/** Rows of an insert: the fewer, the more the usual way pays for parts, so this is generous. */
const ROWS = 10_000;

/** Fields whose columns are called and typed alike; the usual way would write the others by hand. */
const COLUMNS = [
  'source',
  'id',
  'at',
  'account',
  'organization',
  'project',
  'key',
  'session',
  'country',
  'user_agent',
  'provider',
  'model',
  'operation',
  'input_tokens',
  'output_tokens',
  'status',
  'finish_reason',
  'duration_ms',
  'temperature',
] as const;

/**
 * Stores bodies as one would without us: JSON.parse, a schema, and objects handed to the client.
 *
 * It keeps neither pseudonyms nor fingerprints, looks for no duplicate and survives no crash.
 *
 * @param warehouse  a migrated one, whose `usage` takes the rows
 */
export async function usualWay(warehouse: Warehouse, bodies: readonly BenchBody[], latestAt: Date): Promise<void> {
  const schema = usageRecord(latestAt);
  let rows: object[] = [];
  let before: Promise<void> = Promise.resolve();
  const flush = async () => {
    const now = rows;
    rows = [];
    // One insert is under way while the next rows are parsed.
    await before;
    before = warehouse.write('usage', now);
  };
  for (const { bytes } of bodies) {
    for (const line of bytes.toString().trimEnd().split('\n')) {
      const record = schema.parse(JSON.parse(line)) as Record<string, unknown>;
      const row: Record<string, unknown> = { received_at: Math.floor(latestAt.getTime() / 1_000) };
      for (const column of COLUMNS) row[column] = record[column];
      row.at = (record.at as string).replace('Z', '');
      rows.push(row);
    }
    if (rows.length >= ROWS) await flush();
  }
  await flush();
  await before;
}
