import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spamCampaign } from '#detect/spam-campaign/spam-campaign';
import { ingestKeys } from '#platform/ingest-keys';
import { writeSegment } from '#spool/segment-file';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';

const key = Buffer.alloc(32, 1);
const keys = ingestKeys({ pseudonymKey: key, identityKey: key, quarantineKey: key });
const week = { from: new Date('2026-03-02T00:00:00Z'), until: new Date('2026-03-09T00:00:00Z') };

let fresh: FreshWarehouse;
beforeAll(async () => {
  fresh = await freshWarehouse();
  const id = '02'.repeat(16);
  const path = await writeSegment(fresh.spool, id, await readFile(new URL('./usage.ndjson', import.meta.url)));
  const segment = { id, path, firstLine: 1, receivedAt: new Date(), latestAt: week.until, retainText: false };
  await fresh.warehouse.load(segment, keys);
});
afterAll(() => fresh.close());

describe('newsletters, a class with one homework and people who quote one another', () => {
  it('share texts that the question sees', async () => {
    expect(await fresh.warehouse.ask(spamCampaign, week)).not.toEqual([]);
  });

  it('are no spam campaign', async () => {
    expect(spamCampaign.judge(await fresh.warehouse.ask(spamCampaign, week))).toEqual([]);
  });
});
