import type { Session } from 'chdb';

/** A piece of a table the engine set aside at start because its files are damaged: its rows are missing. */
export interface BrokenPart {
  database: string;
  table: string;
  part: string;
  reason: string;
}

/**
 * Parts set aside as damaged.
 *
 * The engine opens a table with a damaged part without a word and answers as if its rows had never been.
 */
export async function brokenParts(session: Session): Promise<BrokenPart[]> {
  const sql = `SELECT database, table, name AS part, reason FROM system.detached_parts WHERE reason LIKE '%broken%' ORDER BY ALL`;
  const result = await session.queryAsync(sql, { format: 'JSONEachRow' });
  return result
    .text()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as BrokenPart);
}
