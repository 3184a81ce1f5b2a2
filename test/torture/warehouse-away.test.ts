import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Random } from '#demo/random';
import type { Question } from '#usage/question';
import { Warehouse } from '#warehouse/warehouse';
import { deliver, usageLine } from '../support/deliver.js';
import { FAULTS, type Fault, type FaultyProxy, faultyProxy } from '../support/faulty-proxy.js';
import { type FreshDoors, freshDoors } from '../support/fresh-doors.js';
import { DAYS } from '../support/fresh-warehouse.js';
import { PATIENCE, REPEAT, SEED, times } from './counted.js';

const facts: Question<{ source: string; records: number; ids: number }> = {
  sql: new URL('../support/usage-facts.sql', import.meta.url),
  row: z.object({ source: z.string(), records: z.number(), ids: z.number() }),
};

const random = new Random(SEED);
let proxy: FaultyProxy;
let doors: FreshDoors;
let faultOf: (nth: number) => Fault = () => 'none';

beforeAll(async () => {
  doors = await freshDoors(async ({ owner, reader, database }) => {
    proxy = await faultyProxy(owner.url, (nth) => faultOf(nth));
    const { username, password } = owner;
    return Warehouse.connect({
      url: proxy.url,
      username,
      password,
      reader,
      database,
      days: DAYS,
      takesSegmentsByName: process.env.CLICKHOUSE_URL === undefined,
    });
  });
});
beforeEach(() => {
  faultOf = () => 'none';
});
afterAll(async () => {
  faultOf = () => 'none';
  await doors.close();
  await proxy.close();
});

async function recordsOf(source: string) {
  return (await doors.warehouse.ask(facts)).find((row) => row.source === source);
}

async function emptied(): Promise<void> {
  while (doors.ingest.spool.facts().segments > 0) await pause(50);
}

describe('a warehouse', () => {
  it.each(FAULTS)(
    'that fails one call with «%s» delays a batch and neither loses nor doubles it',
    async (fault) => {
      const secret = await doors.key(`one ${fault}`);
      // The calls of a batch: look for keys, load, each for two parts; more than there are does no harm.
      const calls = times(4, 12);
      for (let nth = 0; nth < calls; nth += 1) {
        const start = proxy.count();
        faultOf = (count) => (count === start + nth ? fault : 'none');
        const lines = Array.from({ length: 5 }, (_, n) => usageLine(`one ${fault}`, { id: `${nth}/${n}` }));
        expect((await deliver(doors.url, lines.join('\n'), { secret })).status).toBe(202);
        doors.ingest.spool.seal();
        await emptied();
      }
      expect(await recordsOf(`one ${fault}`), REPEAT).toMatchObject({ records: calls * 5, ids: calls * 5 });
    },
    PATIENCE,
  );

  it(
    'that comes and goes never stops the doors, and has everything once in the end',
    async () => {
      const source = 'comes and goes';
      const secret = await doors.key(source);
      let sent = 0;
      for (let schedule = 0; schedule < times(3, 200); schedule += 1) {
        const fault = FAULTS[random.below(FAULTS.length)] as Fault;
        const badUntil = performance.now() + random.below(times(700, 3_000));
        faultOf = () => (performance.now() < badUntil ? fault : 'none');
        for (let body = 0; body < 4; body += 1) {
          const lines = Array.from({ length: 1 + random.below(30) }, () => usageLine(source, { id: `${sent++}` }));
          expect((await deliver(doors.url, lines.join('\n'), { secret })).status, REPEAT).toBe(202);
          await pause(random.below(150));
        }
      }
      faultOf = () => 'none';
      await emptied();
      expect(await recordsOf(source), REPEAT).toMatchObject({ records: sent, ids: sent });
    },
    PATIENCE,
  );
});
