import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoWorld } from '#demo/world';
import { catalogue } from '#detect/catalogue';
import { ingestKeys } from '#platform/ingest-keys';
import { writeSegment } from '#spool/segment-file';
import { HOUR } from '#usage/window';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';

const until = new Date('2026-10-01T00:00:00Z');

/** Calls of about a week. */
const LINES = 45_000;

const PARTS = 9;

let fresh: FreshWarehouse;
beforeAll(async () => {
  fresh = await freshWarehouse();
  // Under this key texts tie in the order that decides who is compared with whom.
  const key = Buffer.alloc(32, 1);
  const lines: string[] = [];
  for (const record of demoWorld({ seed: 1, until }).records()) {
    lines.push(record);
    if (lines.length === LINES) break;
  }
  const keys = ingestKeys({ pseudonymKey: key, identityKey: key, quarantineKey: key });
  // Many parts, read by several threads, come in another order each time.
  for (let part = 0; part < PARTS; part += 1) {
    const id = part.toString(16).padStart(32, '0');
    const body = lines.filter((_, at) => at % PARTS === part).join('\n');
    const path = await writeSegment(fresh.spool, id, Buffer.from(body));
    await fresh.warehouse.load({ id, path, firstLine: 1, receivedAt: until, latestAt: until, retainText: false }, keys);
  }
});
afterAll(() => fresh.close());

describe.each(catalogue)('$name', (detector) => {
  it('says the very same however often it is asked', async () => {
    const from = new Date(until.getTime() - 30 * 24 * HOUR);
    const window = { from, until: new Date(from.getTime() + 7 * 24 * HOUR) };
    const judge = async () => detector.judge(await fresh.warehouse.ask(detector, window));
    const first = await judge();
    for (let again = 0; again < 2; again += 1) expect(await judge()).toEqual(first);
  });
});
