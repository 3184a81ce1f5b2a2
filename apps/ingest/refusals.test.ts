import { createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Metrics } from '#platform/metrics/metrics';
import { Warehouse } from '#warehouse/warehouse';
import { type FreshWarehouse, freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { Refusals } from './refusals.js';
import { Throttle } from './throttle.js';

const at = new Date('2026-10-01T10:59:59Z');
let fresh: FreshWarehouse;
beforeAll(async () => {
  fresh = await freshWarehouse();
});
afterAll(() => fresh.close());

async function counted(hour: string) {
  const client = createClient({ ...fresh.owner, database: fresh.database });
  const answer = await client.query({
    query: `SELECT toUInt32(uniqExact(network)) AS networks, toUInt32(sumIf(attempts, network = '')) AS nameless,
                   toUInt32(sum(attempts)) AS total FROM door_refusal WHERE hour = {hour:String}`,
    query_params: { hour },
    format: 'JSONEachRow',
  });
  const [row] = await answer.json();
  await client.close();
  return row;
}

describe('refusals', () => {
  it('tell 1,000 networks of an hour apart, and count the rest under none', async () => {
    const refusals = new Refusals(fresh.warehouse, new Metrics());
    for (let n = 0; n < 5_000; n++) refusals.count(`network ${n}`, 'unknown', at);
    expect(refusals.waiting).toBe(1_001);
    await refusals.flush();
    expect(await counted('2026-10-01 10:00:00')).toEqual({ networks: 1_001, nameless: 4_000, total: 5_000 });
  });

  it('are added once, however often a batch is sent', async () => {
    const next = new Date(at.getTime() + 1_000);
    let unheard = true;
    const refusals = new Refusals(
      {
        async write(...batch) {
          await fresh.warehouse.write(...batch);
          if (unheard) throw new Error('the answer was lost');
        },
      },
      new Metrics(),
    );
    refusals.count('a', 'revoked', next);
    await expect(refusals.flush()).rejects.toThrow('the answer was lost');
    refusals.count('a', 'revoked', next);
    unheard = false;
    await refusals.flush();
    expect(await counted('2026-10-01 11:00:00')).toEqual({ networks: 1, nameless: 0, total: 2 });
    expect(refusals.waiting).toBe(0);
  });

  it('stay bounded in memory while the warehouse is down for days', async () => {
    const days = { usage: 1, fingerprint: 1, words: 1, text: 1, quarantine: 1 };
    const nobody = { url: 'http://127.0.0.1:9', username: 'nobody', password: '', database: 'usewatch', days };
    const refusals = new Refusals(Warehouse.connect(nobody), new Metrics());
    for (let hour = 0; hour < 72; hour++) {
      const then = new Date(at.getTime() + hour * 3_600_000);
      for (let n = 0; n < 2_000; n++) refusals.count(`network ${n}`, 'unknown', then);
      if (hour % 24 === 0) await expect(refusals.flush()).rejects.toThrow();
    }
    expect(refusals.waiting).toBeLessThan(20_200);
  });
});

describe('the throttle', () => {
  it('remembers 10,000 networks, however many call', () => {
    const throttle = new Throttle();
    for (let n = 0; n < 30_000; n++) throttle.count(`network ${n}`, 0);
    expect(throttle.size).toBe(10_000);
  });
});
