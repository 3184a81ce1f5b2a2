import { randomBytes } from 'node:crypto';
import type { Casebook } from '#casebook/casebook';
import { acknowledgeBatch, type OutboxFact, takeBatch } from '#casebook/outbox';
import { confirmedAccounts } from '#casebook/standing';
import { factRow } from '#incident/incident-fact';
import type { Warehouse } from '#warehouse/warehouse';

/** Facts of one insert: far below the rows that ClickHouse would split into blocks of their own tokens. */
const AT_ONCE = 5_000;

/**
 * Brings to the warehouse what has happened to incidents, until nothing is left.
 *
 * It may die anywhere, and several may do it at once: a batch is sent under one token until it is acknowledged, and a
 * fact that comes again later than ClickHouse remembers tokens is the same row.
 *
 * @param signal  ends it after the batch under way
 * @returns       facts that were acknowledged
 * @throws {WarehouseError | CasebookError} when a store does not answer; what is left is told by the next call
 */
export async function relayFacts(
  { casebook, warehouse }: { readonly casebook: Casebook; readonly warehouse: Pick<Warehouse, 'write'> },
  signal: AbortSignal,
): Promise<number> {
  let told = 0;
  while (!signal.aborted) {
    const batch = await takeBatch(casebook, randomBytes(16).toString('hex'), AT_ONCE);
    if (batch === undefined) break;
    await warehouse.write('incident_fact', batch.facts.map(factRow), batch.token);
    await warehouse.write('incident_account', await confirmedAccounts(casebook, decidedOrGrown(batch.facts)));
    await acknowledgeBatch(casebook, batch.token);
    told += batch.facts.length;
  }
  return told;
}

/** Incidents whose confirmed accounts may be others than were told before; accounts told twice are one row. */
function decidedOrGrown(facts: readonly OutboxFact[]): string[] {
  return [
    ...new Set(facts.filter(({ fact }) => fact === 'disposed' || fact === 'changed').map((told) => told.incident)),
  ];
}
