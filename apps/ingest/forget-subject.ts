import { setTimeout as pause } from 'node:timers/promises';
import type { Casebook } from '#casebook/casebook';
import {
  beginReceipt,
  type ForgetReceipt,
  type ForgetRequest,
  finishReceipt,
  receiptsOf,
  recordRemoved,
} from '#casebook/forget-receipts';
import type { Unsearched } from '#casebook/forget-tables';
import { subjectTables } from '#ingest/forget/subject-places';
import { searchDamaged } from '#spool/damaged-pieces';
import { waitingSegments } from '#spool/waiting-segments';
import type { Warehouse } from '#warehouse/warehouse';
import { type ForgetPlace, forgetPlaces, isOf } from './forget-places.js';

/** Where a subject is to be forgotten. */
export interface ForgetTarget {
  readonly warehouse: Warehouse;
  readonly casebook: Casebook;
  /** Folder of the spool. */
  readonly spool: string;
  /** Milliseconds a service is given to store what it received before, ere anything is removed. */
  readonly storedWithin: number;
  readonly now: () => Date;
}

/** Whose data goes; the original is looked for and written down nowhere. */
export interface ForgetOrder extends ForgetRequest {
  /** As the log has it. */
  readonly original: string;
}

/** What came of it: a finished receipt, or nothing known of the subject but what was forgotten before. */
export type Forgotten =
  | { readonly known: true; readonly receipt: ForgetReceipt }
  | { readonly known: false; readonly before: ForgetReceipt | undefined; readonly unsearched: Unsearched };

/** Milliseconds between two looks at segments that are being stored. */
const LOOK_EVERY = 200;

/**
 * Removes the rows of an account or key from every table that names it, and its lines from the damaged pieces of the spool.
 *
 * Interrupted anywhere, it goes on with the same receipt when it is asked again, and counts no row twice.
 *
 * @param tell    called after every place, with places done and places in all
 * @param signal  stops between two places
 * @throws {WarehouseError | CasebookError} when a store does not answer; the same request goes on
 */
export async function forgetSubject(
  target: ForgetTarget,
  { original, ...request }: ForgetOrder,
  tell: (done: number, total: number, place: string) => void,
  signal: AbortSignal,
): Promise<Forgotten> {
  const { warehouse, casebook, spool, now } = target;
  const waiting = await storedFirst(target, signal);
  const tables = await warehouse.ask(subjectTables, warehouse.databases, 'sealed');
  const placesOf = (pseudonyms: readonly string[]) =>
    forgetPlaces({ warehouse, spool, tables }, { kind: request.kind, original, pseudonyms });
  const unsearched = async (): Promise<Unsearched> => {
    const { pieces, unreadable } = await searchDamaged(spool, isOf(request.kind, original));
    const left = new Set(await waitingIn(spool));
    const still = waiting.filter((segment) => left.has(segment));
    return { damagedPieces: pieces, unreadableLines: unreadable, waitingSegments: still.length };
  };
  const [before] = await receiptsOf(casebook, request);
  let receipt = before?.finishedAt === null ? before : undefined;
  if (receipt === undefined) {
    if (!(await isKnown(placesOf(request.pseudonyms)))) return { known: false, before, unsearched: await unsearched() };
    receipt = await beginReceipt(casebook, request, now());
  }
  const places = placesOf([...new Set([...receipt.pseudonyms, ...request.pseudonyms])]);
  const removed = { ...receipt.removed };
  for (const [index, { name, what, count, remove }] of places.entries()) {
    signal.throwIfAborted();
    const rows = await count();
    const earlier = removed[name];
    const total = earlier === undefined || earlier.gone ? (earlier?.rows ?? 0) + rows : Math.max(earlier.rows, rows);
    if (rows > 0) {
      removed[name] = { rows: total, gone: false };
      await recordRemoved(casebook, receipt.id, removed);
      await remove();
    }
    if (total > 0) {
      removed[name] = { rows: total, gone: true };
      await recordRemoved(casebook, receipt.id, removed);
    }
    tell(index + 1, places.length, `${what}: ${rows.toLocaleString('en')} rows`);
  }
  const finished = { finishedAt: now(), unsearched: await unsearched() };
  await finishReceipt(casebook, receipt.id, finished);
  return { known: true, receipt: { ...receipt, removed, ...finished } };
}

/** Whether any place holds a row of the subject. */
async function isKnown(places: readonly ForgetPlace[]): Promise<boolean> {
  for (const { count } of places) if ((await count()) > 0) return true;
  return false;
}

/**
 * Gives what was received before the chance to be stored, so that it can be removed; a segment stored later brings its
 * lines back.
 *
 * @returns names of the segments that were there
 */
async function storedFirst({ spool, storedWithin }: ForgetTarget, signal: AbortSignal): Promise<string[]> {
  const until = performance.now() + storedWithin;
  const { received, loaded } = await waitingSegments(spool);
  for (let left = received; left.length > 0 && performance.now() < until && !signal.aborted; ) {
    await pause(LOOK_EVERY);
    const there = new Set(await waitingIn(spool));
    left = left.filter((segment) => there.has(segment));
  }
  return [...received, ...loaded];
}

async function waitingIn(spool: string): Promise<string[]> {
  const { received, loaded } = await waitingSegments(spool);
  return [...received, ...loaded];
}
