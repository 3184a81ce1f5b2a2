import { createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deliver, usageLine } from '../support/deliver.js';
import { type FreshDoors, freshDoors } from '../support/fresh-doors.js';
import { PATIENCE, times } from './counted.js';

/** Insertions a table remembers here, instead of ten thousand. */
const WINDOW = 2;

/** Records of a body. */
const RECORDS = 40;

const facts = {
  sql: new URL('../support/usage-facts.sql', import.meta.url),
  row: z.object({ source: z.string(), records: z.number(), ids: z.number() }),
};

let doors: FreshDoors;
beforeAll(async () => {
  doors = await freshDoors();
  await forgetSoon();
});
afterAll(() => doors.close());

/** Shortens the memory of every table that has one. */
async function forgetSoon(): Promise<void> {
  const { owner, database } = doors.fresh;
  const client = createClient({ url: owner.url, username: owner.username, password: owner.password });
  try {
    const answer = await client.query({
      query: `SELECT database || '.' || name AS place FROM system.tables
              WHERE database IN ({database:String}, {private:String})
                  AND position(engine_full, 'non_replicated_deduplication_window') > 0`,
      query_params: { database, private: `${database}_private` },
      format: 'JSONEachRow',
    });
    const tables = await answer.json<{ place: string }>();
    expect(tables.length).toBeGreaterThan(5);
    for (const { place } of tables)
      await client.command({
        query: `ALTER TABLE ${place} MODIFY SETTING non_replicated_deduplication_window = ${WINDOW}`,
      });
  } finally {
    await client.close();
  }
}

describe('a body that comes again after the warehouse forgot its insertion', () => {
  const rounds = times(1, 20);
  it.each(Array.from({ length: rounds }, (_, round) => 1 + ((round * 3) % (2 * WINDOW))))(
    'is known by the ids of its records, %i segments beyond the window',
    async (beyond) => {
      const source = `forgotten ${beyond} ${Date.now()}`;
      const secret = await doors.key(source);
      const body = (name: string) =>
        Array.from({ length: RECORDS }, (_, n) =>
          usageLine(source, { id: `${name}/${n}`, at: '2026-09-01T00:00:00Z' }),
        ).join('\n');
      const store = async (name: string) => (await deliver(doors.url, body(name), { secret, wait: true })).body;
      expect(await store('first')).toMatchObject({ stored: RECORDS, duplicate: 0 });
      // Each is waited for, so each is a segment of its own.
      for (let nth = 0; nth < WINDOW + beyond; nth += 1)
        expect(await store(`other ${nth}`)).toMatchObject({ stored: RECORDS, duplicate: 0 });
      expect(await store('first')).toMatchObject({ stored: 0, duplicate: RECORDS, conflicts: 0, quarantined: 0 });
      const all = (WINDOW + beyond + 1) * RECORDS;
      const [found] = (await doors.warehouse.ask(facts)).filter((row) => row.source === source);
      expect(found).toMatchObject({ records: all, ids: all });
    },
    PATIENCE,
  );
});
