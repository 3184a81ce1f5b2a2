import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Warehouse } from '#warehouse/warehouse';
import { deliver, usageLine } from '../support/deliver.js';
import { faultyDisk } from '../support/faulty-disk.js';
import { type FaultyProxy, faultyProxy } from '../support/faulty-proxy.js';
import { type FreshDoors, freshDoors } from '../support/fresh-doors.js';
import { DAYS } from '../support/fresh-warehouse.js';
import { PATIENCE, times } from './counted.js';

/** Bytes the spool holds at most here: some ten of our bodies. */
const SPOOLED_BYTES = 20_000;

const facts = {
  sql: new URL('../support/usage-facts.sql', import.meta.url),
  row: z.object({ source: z.string(), records: z.number(), ids: z.number() }),
};

let proxy: FaultyProxy;
let doors: FreshDoors;
let isAway = false;
beforeAll(async () => {
  const via = async ({ owner, reader, database }: FreshDoors['fresh']) => {
    proxy = await faultyProxy(owner.url, () => (isAway ? 'refuse' : 'none'));
    const { username, password } = owner;
    const takesSegmentsByName = process.env.CLICKHOUSE_URL === undefined;
    return Warehouse.connect({ url: proxy.url, username, password, reader, database, days: DAYS, takesSegmentsByName });
  };
  doors = await freshDoors(via, { spooledBytes: SPOOLED_BYTES });
});
afterAll(async () => {
  isAway = false;
  await doors.close();
  await proxy.close();
});

/** What a door answers to the head of a request whose body never comes. */
function answerToHead(secret: string, path: string): Promise<{ status: number; retryAfter: string | undefined }> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/x-ndjson',
      'content-length': SPOOLED_BYTES / 10,
    };
    const asked = request(`${doors.url}${path}`, { method: 'POST', headers, timeout: 5_000 }, (answer) => {
      resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] });
      asked.destroy();
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer to the head within 5 s'))).on('error', reject);
    asked.flushHeaders();
  });
}

describe('a full spool', () => {
  it(
    'asks senders to come again before it reads their bodies, loses nothing it took, and takes again once there is room',
    async () => {
      const source = 'full';
      const secret = await doors.key(source);
      let taken = 0;
      for (let round = 0; round < times(2, 10); round += 1) {
        isAway = true;
        const line = (n: number) => usageLine(source, { id: `${round}/${n}`, model: 'm'.repeat(200) });
        const body = (nth: number) => Array.from({ length: 6 }, (_, n) => line(nth * 6 + n)).join('\n');
        let nth = 0;
        for (; nth < 100; nth += 1) {
          const { status, headers } = await deliver(doors.url, body(nth), { secret });
          if (status !== 202) {
            expect([status, headers.get('retry-after')]).toEqual([429, '5']);
            break;
          }
          taken += 6;
        }
        expect(nth).toBeGreaterThan(2);
        expect(nth).toBeLessThan(100);
        for (const path of ['/v1/usage', '/v1/traces', '/v1/events'])
          expect(await answerToHead(secret, path), path).toEqual({ status: 429, retryAfter: '5' });
        isAway = false;
        let answered: { status: number };
        do {
          await pause(100);
          answered = await deliver(doors.url, body(nth), { secret, wait: true });
        } while (answered.status === 429);
        expect(answered).toMatchObject({ status: 200, body: { stored: 6, duplicate: 0 } });
        taken += 6;
        while (doors.ingest.spool.facts().segments > 0) await pause(50);
        const [found] = (await doors.warehouse.ask(facts)).filter((row) => row.source === source);
        expect(found).toMatchObject({ records: taken, ids: taken });
      }
    },
    PATIENCE,
  );
});

describe('a spool whose disk fails to sync', () => {
  it(
    'answers 503 and acknowledges nothing, is not ready, and takes again without a restart',
    async () => {
      const source = 'broken disk';
      const secret = await doors.key(source);
      let isBroken = false;
      const faulty = await faultyDisk(doors.fresh.spool, () => isBroken);
      try {
        for (let round = 0; round < times(1, 10); round += 1) {
          isBroken = true;
          const body = usageLine(source, { id: `${round}` });
          const refused = await deliver(doors.url, body, { secret });
          expect([refused.status, refused.body.error.code]).toEqual([503, 'spool_broken']);
          expect(refused.headers.get('retry-after')).toBe('5');
          await expect(doors.ingest.probe()).rejects.toThrow(/takes nothing \(broken\): .*EIO/);
          expect(await answerToHead(secret, '/v1/usage')).toEqual({ status: 503, retryAfter: '5' });
          isBroken = false;
          await vi.waitFor(() => doors.ingest.probe(), { timeout: 5_000 });
          expect(await deliver(doors.url, body, { secret, wait: true })).toMatchObject({
            status: 200,
            body: { stored: 1, duplicate: 0 },
          });
        }
      } finally {
        faulty.mend();
      }
    },
    PATIENCE,
  );
});
