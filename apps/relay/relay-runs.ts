import { z } from 'zod';
import type { Casebook } from '#casebook/casebook';
import { type FinishedRun, finishedRuns } from '#casebook/standing';
import type { Question } from '#usage/question';
import type { Warehouse } from '#warehouse/warehouse';
import { instantOfWarehouse, warehouseInstant } from './warehouse-instant.js';

const LATEST: Question<{ finished_at: string }> = {
  sql: new URL('./latest-run.sql', import.meta.url),
  row: z.object({ finished_at: z.string() }),
};

/**
 * Milliseconds before the latest run told from which runs are told again: a run is committed later than the moment it says
 * it finished, by seconds as a rule. A run told twice is one row.
 */
const OVERLAP = 3_600_000;

/**
 * Brings to the warehouse which runs have finished.
 *
 * @param told  runs this process has told before with their attempts' ends, so that the overlap is told once; is added to
 * @returns     runs told now
 * @throws {WarehouseError | CasebookError} when a store does not answer; the next call takes up where this one ended
 */
export async function relayRuns(
  { casebook, warehouse }: { readonly casebook: Casebook; readonly warehouse: Pick<Warehouse, 'ask' | 'write'> },
  told: Map<string, number>,
): Promise<number> {
  const [latest] = await warehouse.ask(LATEST);
  const since = Math.max(0, instantOfWarehouse(latest?.finished_at ?? '1970-01-01 00:00:00.000').getTime() - OVERLAP);
  for (const [id, end] of told) if (end < since) told.delete(id);
  let after = { finishedAt: new Date(since), id: '' };
  let count = 0;
  for (;;) {
    const page = await finishedRuns(casebook, after);
    const last = page.at(-1);
    if (last === undefined) return count;
    const fresh = page.filter(({ id, finished_at }) => told.get(id) !== finished_at.getTime());
    await warehouse.write('detector_run', fresh.map(rowOf));
    for (const { id, finished_at } of fresh) told.set(id, finished_at.getTime());
    count += fresh.length;
    after = { finishedAt: last.finished_at, id: last.id };
  }
}

function rowOf({ id: _, window_from, window_until, started_at, finished_at, ...run }: FinishedRun): object {
  return {
    ...run,
    window_from: warehouseInstant(window_from),
    window_until: warehouseInstant(window_until),
    started_at: warehouseInstant(started_at),
    finished_at: warehouseInstant(finished_at),
  };
}
