import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spamCampaign } from '#detect/spam-campaign/spam-campaign';
import { ingestKeys } from '#platform/ingest-keys';
import { writeSegment } from '#spool/segment-file';
import { pseudonym } from '#usage/pseudonym';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';

const key = Buffer.alloc(32, 1);
const keys = ingestKeys({ pseudonymKey: key, identityKey: key, quarantineKey: key });
const week = { from: new Date('2026-03-02T00:00:00Z'), until: new Date('2026-03-09T00:00:00Z') };

let fresh: FreshWarehouse;
beforeAll(async () => {
  fresh = await freshWarehouse();
  const id = '01'.repeat(16);
  const path = await writeSegment(fresh.spool, id, await readFile(new URL('./usage.ndjson', import.meta.url)));
  const segment = { id, path, firstLine: 1, receivedAt: new Date(), latestAt: week.until, retainText: false };
  await fresh.warehouse.load(segment, keys);
});
afterAll(() => fresh.close());

describe('four accounts that sell joint drops with one template', () => {
  it('are found together, and nobody else with them', async () => {
    const [found, ...others] = spamCampaign.judge(await fresh.warehouse.ask(spamCampaign, week));
    expect(others).toEqual([]);
    const promoters = [1, 2, 3, 4].map((n) => pseudonym(key, 'account', `promoter-${n}`)).sort();
    expect(found?.members?.map(({ account }) => account)).toEqual(promoters);
    expect(found).toMatchObject({ point: 'act', numbers: { accounts: 4, devotion: 1 } });
  });

  it('are evidenced by every record, by the shop they promote and by a name that stays', async () => {
    const rows = await fresh.warehouse.ask(spamCampaign, week);
    const [found] = spamCampaign.judge(rows);
    expect(found?.evidence).toHaveLength(found?.numbers.records ?? 0);
    expect(found?.numbers.shared_addresses).toBeGreaterThanOrEqual(2);
    const [sooner] = spamCampaign.judge(
      await fresh.warehouse.ask(spamCampaign, { ...week, until: new Date('2026-03-04T00:00:00Z') }),
    );
    expect(sooner?.subject).toEqual(found?.subject);
    expect(sooner?.records?.length).toBeLessThan(found?.records?.length ?? 0);
  });

  it('are not there before they begin, as the window is half open', async () => {
    const until = new Date('2026-03-02T00:00:00Z');
    expect(await fresh.warehouse.ask(spamCampaign, { from: new Date('2026-02-23T00:00:00Z'), until })).toEqual([]);
  });
});
