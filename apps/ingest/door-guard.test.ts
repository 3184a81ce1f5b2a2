import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiKeys } from '#casebook/api-keys';
import { apiKey } from '#casebook/tables';
import { StandingClock } from '#platform/clock';
import { Metrics } from '#platform/metrics/metrics';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { DoorGuard } from './door-guard.js';
import { Refusals } from './refusals.js';

const pepper = Buffer.alloc(32, 1);
const start = new Date('2026-10-01T10:50:00Z');
const writer = { name: 'gateway', scopes: ['usage:write'], source: 'gateway-eu', expiresAt: null };
const madeUp = () => `uw_${randomBytes(4).toString('hex')}_${randomBytes(32).toString('base64url')}`;
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

let store: FreshCasebook;
let fresh: FreshWarehouse;
beforeAll(async () => {
  [store, fresh] = await Promise.all([freshCasebook(), freshWarehouse()]);
});
afterAll(() => Promise.all([store.close(), fresh.close()]));

/** A guard whose time stands still, and which tells how often the casebook was asked. */
function guarded(casebook = store.casebook) {
  const keys = new ApiKeys(casebook, pepper);
  const refusals = new Refusals(fresh.warehouse, new Metrics());
  const clock = new StandingClock(start);
  const time = { asked: 0, elapsed: 0, clock };
  const guard = new DoorGuard({
    keys: {
      ring: () => {
        time.asked += 1;
        return keys.ring();
      },
      recordUse: (ids, at) => keys.recordUse(ids, at),
    },
    refusals,
    clock,
    pseudonymKey: Buffer.alloc(32, 2),
    elapsed: () => time.elapsed,
  });
  const status = async (secret: string, address = '203.0.113.1') => {
    const answer = await guard.admit(bearer(secret), address);
    return answer.admitted ? 200 : answer.problem.status;
  };
  return { keys, refusals, guard, time, status };
}

async function refusalRows() {
  const client = createClient({ ...fresh.owner, database: fresh.database });
  const query =
    'SELECT network, reason, toUInt32(count()) AS hours, toUInt32(sum(attempts)) AS attempts FROM door_refusal FINAL GROUP BY network, reason ORDER BY attempts';
  const answer = await client.query({ query, format: 'JSONEachRow' });
  const rows = await answer.json<{ network: string; reason: string; hours: number; attempts: number }>();
  await client.close();
  return rows;
}

describe('the guard of the ingest doors', () => {
  it('lets a key in that writes usage, and names its source', async () => {
    const { keys, guard } = guarded();
    const { secret, key } = await keys.create(writer, start);
    const admitted = { admitted: true, keyId: key.id, source: 'gateway-eu', name: 'gateway' };
    expect(await guard.admit(bearer(secret), '203.0.113.1')).toEqual(admitted);
    expect(await guard.admit({ 'x-api-key': secret }, '203.0.113.1')).toEqual(admitted);
    expect(await guard.admit({ authorization: 'Basic eDp5', 'x-api-key': secret }, '203.0.113.1')).toEqual(admitted);
  });

  it('refuses everything else, telling nobody why', async () => {
    const { keys, guard, time, status } = guarded();
    const expired = await keys.create({ ...writer, expiresAt: start }, start);
    const revoked = await keys.create(writer, start);
    await keys.revoke(revoked.key.id, start);
    for (const secret of [expired.secret, revoked.secret, madeUp(), 'hello', `${madeUp()}x`]) {
      expect(await guard.admit(bearer(secret), '203.0.113.1')).toMatchObject({
        admitted: false,
        problem: { status: 401, code: 'key_refused' },
      });
    }
    expect(await guard.admit({}, '203.0.113.1')).toMatchObject({ problem: { status: 401, code: 'key_missing' } });
    const reader = await keys.create({ name: 'desk', scopes: ['incidents:read'], expiresAt: null }, start);
    time.elapsed += 1_000;
    expect(await status(reader.secret)).toBe(403);
  });

  it('asks the casebook once for 20,000 requests, and records one use', async () => {
    const { keys, time, status } = guarded();
    const { secret, key } = await keys.create(writer, start);
    const statuses = new Set<number>();
    for (let n = 0; n < 20_000; n++) statuses.add(await status(secret));
    expect([...statuses]).toEqual([200]);
    expect(time.asked).toBe(1);
    await setTimeout(200);
    expect((await keys.list()).find(({ id }) => id === key.id)?.lastUsedAt).toEqual(start);
  });

  it('stops a revoked key within 10 seconds', async () => {
    const { keys, time, status } = guarded();
    const { secret, key } = await keys.create(writer, start);
    expect(await status(secret)).toBe(200);
    await keys.revoke(key.id, start);
    time.elapsed += 8_500;
    expect(await status(secret)).toBe(401);
  });

  it('knows a key a second after it was made', async () => {
    const { keys, time, status } = guarded();
    expect(await status(madeUp())).toBe(401);
    const { secret } = await keys.create(writer, start);
    time.elapsed += 1_000;
    expect(await status(secret)).toBe(200);
  });

  it('goes on for an hour with the keys it knows when the casebook is down, and knows no new ones', async () => {
    const down = await freshCasebook();
    const { keys, time, status } = guarded(down.casebook);
    const { secret } = await keys.create(writer, start);
    expect(await status(secret)).toBe(200);
    await down.close();
    time.elapsed += 3_599_000;
    expect([await status(secret), await status(madeUp()), await status('hello')]).toEqual([200, 503, 401]);
    time.elapsed += 1_000;
    expect(await status(secret)).toBe(503);
  });

  it('slows down a network after 100 refusals a minute, but nobody there whose key holds', async () => {
    const { keys, guard, time, status } = guarded();
    const { secret } = await keys.create(writer, start);
    for (let n = 0; n < 100; n++) expect(await status(madeUp(), `203.0.113.${n}`)).toBe(401);
    expect(await guard.admit(bearer(madeUp()), '203.0.113.200')).toMatchObject({
      problem: { status: 429 },
      retryAfterSeconds: 60,
    });
    expect(await status(secret, '203.0.113.200')).toBe(200);
    expect(await status(madeUp(), '203.0.114.1')).toBe(401);
    time.elapsed += 60_000;
    expect(await status(madeUp())).toBe(401);
  });
});

describe('91,000 different keys that nobody made, within 26 minutes from 3 networks', () => {
  it('leave a handful of rows in all', async () => {
    const { keys, refusals, time, status } = guarded();
    const { secret } = await keys.create(writer, start);
    const kept = async () => (await store.casebook.db.select().from(apiKey)).length;
    const before = await kept();
    const apart = (26 * 60_000) / 91_000;
    // One expectation of them all: 91,000 take more time than the guard.
    const refused = new Set<number>();
    for (let n = 0; n < 91_000; n++) {
      time.elapsed += apart;
      time.clock.moveTo(new Date(start.getTime() + time.elapsed));
      const address = `198.51.${100 + (n % 3)}.${n % 256}`;
      refused.add(await status(madeUp(), address));
      if (n % 1_000 === 0) expect(await status(secret, address)).toBe(200);
      if (n % 30_000 === 0) await refusals.flush();
    }
    expect([...refused].sort()).toEqual([401, 429]);
    expect(refusals.waiting).toBeLessThanOrEqual(6);
    await refusals.flush();
    const rows = await refusalRows();
    expect(rows.map(({ reason }) => reason)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(rows.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(91_000);
    expect(rows.reduce((sum, { hours }) => sum + hours, 0)).toBe(6);
    expect(await kept()).toBe(before);
    // Every 4 s by itself, and for the few unknown keys a minute that are looked up.
    expect(time.asked).toBeLessThan(26 * 60);
  });
});
