import { createHash, randomBytes } from 'node:crypto';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { segmentBooks } from '#ingest/segment-books';
import { ingestKeys } from '#platform/ingest-keys';
import { writeSegment } from '#spool/segment-file';
import { pseudonym } from '#usage/pseudonym';
import { faultsOf, usageRecord } from '#usage/usage-record';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';

const secret = randomBytes(32);
const keys = ingestKeys({ pseudonymKey: secret, identityKey: secret, quarantineKey: secret });
const receivedAt = new Date('2026-09-10T12:00:00Z');
const latestAt = new Date('2026-09-10T13:00:00Z');

let fresh: FreshWarehouse;
let owner: ClickHouseClient;
beforeAll(async () => {
  fresh = await freshWarehouse();
  const { url, username, password } = fresh.owner;
  owner = createClient({ url, username, password, database: fresh.database, log: { level: ClickHouseLogLevel.OFF } });
});
afterAll(async () => {
  await owner.close();
  await fresh.close();
});

async function load(name: string, lines: readonly string[]): Promise<string> {
  const id = createHash('sha256').update(name).digest('hex').slice(0, 32);
  const path = await writeSegment(fresh.spool, id, Buffer.from(lines.join('\n')));
  await fresh.warehouse.load({ id, path, firstLine: 1, receivedAt, latestAt, retainText: false }, keys);
  return id;
}

async function rows<Row>(query: string): Promise<Row[]> {
  return (await owner.query({ query, format: 'JSONEachRow' })).json<Row>();
}

const knock = (n: number, fields: object = {}) => ({
  ...{ source: 'gateway', id: `k${n}`, at: '2026-09-10T11:30:00Z', status: 401, error: 'invalid_api_key' },
  ...{ key: `sk-${n}`, ip: '192.0.2.7', ...fields },
});

describe('a call that was turned away and names no account', () => {
  it('is counted by network and hour, with an estimate of the keys tried, and dropped', async () => {
    const segment = await load(
      'knocks',
      Array.from({ length: 500 }, (_, n) =>
        JSON.stringify(knock(n, { key: `sk-${n % 100}`, ip: `192.0.2.${n % 250}` })),
      ),
    );
    expect(await fresh.warehouse.ask(segmentBooks, { segment })).toEqual([
      { outcome: 'dropped', reason: 'unknown_caller', field: 'account', lines: 500 },
    ]);
    const [row] = await rows<{ requests: number; keys: number }>(
      `SELECT toString(hour) AS hour, source, network, error, status, toUInt32(sum(requests)) AS requests,
              toUInt32(uniqCombinedMerge(12)(keys)) AS keys
       FROM unknown_caller_hourly GROUP BY ALL`,
    );
    expect(row).toMatchObject({
      ...{ hour: '2026-09-10 11:00:00', source: 'gateway', error: 'invalid_api_key', status: 401, requests: 500 },
      network: pseudonym(secret, 'network', '192.0.2.0/24'),
    });
    expect(Math.abs((row?.keys ?? 0) - 100)).toBeLessThan(5);
  });

  it.each([
    ['absent', {}],
    ['null', { account: null }],
    ['empty', { account: '' }],
  ])('is refused with the same word by schema and engine: %s', async (name, account) => {
    const record = knock(0, { id: name, ...account });
    const judged = usageRecord(latestAt).safeParse(record);
    expect(judged.success || faultsOf(record, judged.error)).toMatchObject([
      { reason: 'unknown_caller', field: 'account' },
    ]);
    const segment = await load(name, [JSON.stringify(record)]);
    expect(await fresh.warehouse.ask(segmentBooks, { segment })).toMatchObject([
      { reason: 'unknown_caller', lines: 1 },
    ]);
  });

  it('is an ordinary record once it names an account, and an ordinary fault under another status', async () => {
    const segment = await load('ordinary', [
      JSON.stringify(knock(1, { id: 'named', account: 'acme' })),
      JSON.stringify(knock(2, { id: 'other', status: 403 })),
    ]);
    expect(await fresh.warehouse.ask(segmentBooks, { segment })).toEqual([
      { outcome: 'quarantined', reason: 'missing', field: 'account', lines: 1 },
      { outcome: 'stored', reason: '', field: '', lines: 1 },
    ]);
  });

  it('leaves a handful of rows in the whole warehouse, were it 91,000 of them with a key each', async () => {
    const count = async () =>
      rows<{ name: string; n: number }>(
        `SELECT concat(database, '.', table) AS name, toUInt32(sum(rows)) AS n FROM system.parts
         WHERE active AND startsWith(database, '${fresh.database}') GROUP BY name ORDER BY name`,
      );
    const before = new Map((await count()).map(({ name, n }) => [name, n]));
    await load(
      'attack',
      Array.from({ length: 91_000 }, (_, n) =>
        JSON.stringify(knock(n, { user_agent: `curl/${n}`, model: 'm'.repeat(n % 300) })),
      ),
    );
    const grown = (await count()).map(({ name, n }) => [name, n - (before.get(name) ?? 0)] as const);
    expect(grown.filter(([, n]) => n > 5)).toEqual([]);
    expect(grown.reduce((sum, [, n]) => sum + n, 0)).toBeLessThanOrEqual(10);
  });

  it('is counted under * when networks or errors are too many to keep apart', async () => {
    await load(
      'many networks',
      Array.from({ length: 2_000 }, (_, n) =>
        JSON.stringify(knock(n, { at: '2026-09-09T03:00:00Z', ip: `10.${n % 250}.${n % 8}.1`, error: `e${n % 7}` })),
      ),
    );
    const found = await rows<{ network: string; n: number }>(
      `SELECT network, error, toUInt32(sum(requests)) AS n FROM unknown_caller_hourly WHERE hour = '2026-09-09 03:00:00' GROUP BY ALL`,
    );
    expect(found).toHaveLength(101);
    expect(found.reduce((sum, { n }) => sum + n, 0)).toBe(2_000);
  });
});
