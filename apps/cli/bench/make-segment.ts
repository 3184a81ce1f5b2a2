import { digestOf, writeSegment } from '#spool/segment-file';
import type { Segment } from '#warehouse/warehouse';

/**
 * Writes some lines as a segment that belongs to no batch.
 *
 * @param spool       its folder
 * @param receivedAt  also the latest start of a call that is believed
 */
export async function makeSegment(spool: string, body: Uint8Array, receivedAt: Date): Promise<Segment> {
  const id = digestOf(body).slice(0, 32);
  const path = await writeSegment(spool, id, body);
  return { id, path, firstLine: 1, receivedAt, latestAt: receivedAt, retainText: false };
}
