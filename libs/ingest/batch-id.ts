import { createHmac } from 'node:crypto';

/** Hex digits that tell whose batch it is; 32 bits, so that a stranger's guess fails in all but one of four billion. */
const OWNER = 8;

/** Hex digits of a batch id, as of a segment's. */
const DIGITS = 32;

/** Every batch id. */
export const BATCH_ID = /^[0-9a-f]{32}$/;

/**
 * Names a batch.
 *
 * The same name under the same source gives the same id, so that a retry is known for one; whatever its bytes are, only
 * its hash goes on. The first digits tell the source, so that nobody can ask for another's batch.
 *
 * @param pepper  secret of this installation, at least 32 bytes
 * @param source  the source the ingest key is bound to
 * @param name    the client's idempotency key, or something nobody had before
 * @returns       32 hex digits
 */
export function batchId(pepper: Uint8Array, source: string, name: string): string {
  return ownerOf(pepper, source) + keyed(pepper, `batch\0${source}\0${name}`).slice(0, DIGITS - OWNER);
}

/** Whether a batch id was given to this source. */
export function isBatchOf(pepper: Uint8Array, source: string, id: string): boolean {
  return BATCH_ID.test(id) && id.startsWith(ownerOf(pepper, source));
}

function ownerOf(pepper: Uint8Array, source: string): string {
  return keyed(pepper, `source\0${source}`).slice(0, OWNER);
}

function keyed(pepper: Uint8Array, text: string): string {
  return createHmac('sha256', pepper).update(text).digest('hex');
}
