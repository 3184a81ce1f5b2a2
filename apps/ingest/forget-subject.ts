import type { Casebook } from '#casebook/casebook';
import {
  beginReceipt,
  type ForgetReceipt,
  type ForgetRequest,
  finishReceipt,
  receiptsOf,
  recordRemoved,
} from '#casebook/forget-receipts';
import { countAt, forgetAt, type SubjectPlace, subjectPlaces, subjectTables } from '#ingest/forget/subject-places';
import type { Warehouse } from '#warehouse/warehouse';

/** Where a subject is to be forgotten. */
export interface ForgetTarget {
  readonly warehouse: Warehouse;
  readonly casebook: Casebook;
  readonly now: () => Date;
}

/** What came of it: a finished receipt, or nothing known of the subject but what was forgotten before. */
export type Forgotten =
  | { readonly known: true; readonly receipt: ForgetReceipt }
  | { readonly known: false; readonly before: ForgetReceipt | undefined };

/**
 * Removes the rows of an account or key from every table that names it.
 *
 * Interrupted anywhere, it goes on with the same receipt when it is asked again, and counts no row twice.
 *
 * @param tell    called after every place, with places done and places in all
 * @param signal  stops between two places
 * @throws {WarehouseError | CasebookError} when a store does not answer; the same request goes on
 */
export async function forgetSubject(
  { warehouse, casebook, now }: ForgetTarget,
  request: ForgetRequest,
  tell: (done: number, total: number, place: string) => void,
  signal: AbortSignal,
): Promise<Forgotten> {
  const tables = await warehouse.ask(subjectTables, warehouse.databases, 'sealed');
  const places = subjectPlaces(tables, request.kind, warehouse.databases.database);
  const [before] = await receiptsOf(casebook, request);
  let receipt = before?.finishedAt === null ? before : undefined;
  if (receipt === undefined) {
    if (!(await isKnown(warehouse, places, request))) return { known: false, before };
    receipt = await beginReceipt(casebook, request, now());
  }
  const subject = { kind: receipt.kind, pseudonyms: [...new Set([...receipt.pseudonyms, ...request.pseudonyms])] };
  const removed = { ...receipt.removed };
  for (const [index, place] of places.entries()) {
    signal.throwIfAborted();
    const name = nameOf(place);
    const parameters = parametersOf(warehouse, place, subject);
    const [found] = await warehouse.ask(countAt(place), parameters, 'sealed');
    const rows = found?.rows ?? 0;
    const earlier = removed[name];
    const total = earlier === undefined || earlier.gone ? (earlier?.rows ?? 0) + rows : Math.max(earlier.rows, rows);
    if (rows > 0) {
      removed[name] = { rows: total, gone: false };
      await recordRemoved(casebook, receipt.id, removed);
      await warehouse.change(forgetAt(place), parameters);
    }
    if (total > 0) {
      removed[name] = { rows: total, gone: true };
      await recordRemoved(casebook, receipt.id, removed);
    }
    tell(index + 1, places.length, `${place.table}: ${rows.toLocaleString('en')} rows`);
  }
  const finishedAt = now();
  await finishReceipt(casebook, receipt.id, finishedAt);
  return { known: true, receipt: { ...receipt, removed, finishedAt } };
}

/** Whether any table holds a row of the subject. */
async function isKnown(
  warehouse: Warehouse,
  places: readonly SubjectPlace[],
  subject: Pick<ForgetRequest, 'kind' | 'pseudonyms'>,
): Promise<boolean> {
  for (const place of places) {
    const [found] = await warehouse.ask(countAt(place), parametersOf(warehouse, place, subject), 'sealed');
    if ((found?.rows ?? 0) > 0) return true;
  }
  return false;
}

/** How a receipt names a place. */
function nameOf({ database, table, way, column }: SubjectPlace): string {
  return `${database}.${table} ${way} ${column}`;
}

function parametersOf(
  { databases }: Warehouse,
  { database, table, way, column, kindColumn }: SubjectPlace,
  { kind, pseudonyms }: Pick<ForgetRequest, 'kind' | 'pseudonyms'>,
) {
  const kinds = kindColumn === column ? pseudonyms : [kind];
  const place = { database, table, names: pseudonyms };
  switch (way) {
    case 'named':
      return { ...place, column, kind_column: kindColumn, kinds };
    case 'recorded':
      return { ...place, main: databases.database };
    case 'own-keys':
      return { ...place, main: databases.database, column };
  }
}
