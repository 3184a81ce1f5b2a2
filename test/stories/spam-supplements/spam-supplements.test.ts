import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spamCampaign } from '#detect/spam-campaign/spam-campaign';
import { ingestKeys } from '#platform/ingest-keys';
import { writeSegment } from '#spool/segment-file';
import { pseudonym } from '#usage/pseudonym';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { loadUsage } from '../../support/load-usage.js';

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

  it('are found by the shop they promote, even where no three words in a row stay the same', async () => {
    await loadUsage(
      fresh,
      reworded('2026-06-01', () => 'joint-drops'),
      new Date('2026-06-02T00:00:00Z'),
    );
    await loadUsage(
      fresh,
      reworded('2026-07-01', (account) => `shop-of-${account}`),
      new Date('2026-07-02T00:00:00Z'),
    );
    const found = async (month: string) => {
      const [from, until] = [new Date(`2026-${month}-01T00:00:00Z`), new Date(`2026-${month}-08T00:00:00Z`)];
      return spamCampaign.judge(await fresh.warehouse.ask(spamCampaign, { from, until }));
    };
    expect(await found('06')).toMatchObject([{ numbers: { accounts: 4, shared_addresses: 1 } }]);
    expect(await found('07')).toEqual([]);
  });

  it('are not there before they begin, as the window is half open', async () => {
    const until = new Date('2026-03-02T00:00:00Z');
    expect(await fresh.warehouse.ask(spamCampaign, { from: new Date('2026-02-23T00:00:00Z'), until })).toEqual([]);
  });
});

/** One advertisement of four accounts, every third word of it another one each time, and the shop that an account names. */
function reworded(day: string, shopOf: (account: string) => string): string {
  const said = 'wake up _ without any _ in your _ when it _ rains all _ night long _'.split(' _');
  return ['ann', 'bob', 'cyd', 'dan']
    .map((account, n) => {
      const words = said.map((two, place) => `${two} ${account}${'abcdefg'[place]}`).join(' ');
      return JSON.stringify({
        source: 'story',
        id: `${day}-${account}`,
        at: `${day}T0${n}:00:00Z`,
        account,
        operation: 'chat',
        model: 'aurel-3',
        status: 200,
        completion: `${words} https://${shopOf(account)}.example/${account}`,
      });
    })
    .join('\n');
}
