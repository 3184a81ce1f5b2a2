import { createHash } from 'node:crypto';
import { ingestKeys } from '#platform/ingest-keys';
import { writeSegment } from '#spool/segment-file';
import { pseudonym } from '#usage/pseudonym';
import type { FreshWarehouse } from './fresh-warehouse.js';

const key = Buffer.alloc(32, 1);
/** Every secret of `loadUsage` unless it is given others. */
export const secrets = { pseudonymKey: key, identityKey: key, quarantineKey: key };

/** Name that an account of `loadUsage` bears in the warehouse. */
export function accountName(account: string): string {
  return pseudonym(key, 'account', account);
}

/** Name that a network of `loadUsage` bears in the warehouse, such as that of `203.0.113.0/24`. */
export function networkName(network: string): string {
  return pseudonym(key, 'network', network);
}

/**
 * Loads usage records as one segment, received all at one instant.
 *
 * @param lines       NDJSON
 * @param receivedAt  instant of receipt; calls up to an hour later are believed
 * @param under       secrets, such as those after a rotation
 */
export async function loadUsage(
  fresh: FreshWarehouse,
  lines: string | Buffer,
  receivedAt: Date,
  under: Parameters<typeof ingestKeys>[0] = secrets,
): Promise<void> {
  const id = createHash('sha256').update(lines).digest('hex').slice(0, 32);
  const path = await writeSegment(fresh.spool, id, Buffer.from(lines));
  const latestAt = new Date(receivedAt.getTime() + 3_600_000);
  await fresh.warehouse.load({ id, path, firstLine: 1, receivedAt, latestAt, retainText: false }, ingestKeys(under));
}
