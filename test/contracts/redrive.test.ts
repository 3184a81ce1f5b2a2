import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countLines } from '#casebook/books';
import { unsettledRedrives } from '#casebook/redrives';
import type { RefusedFilter } from '#ingest/quarantine/refused';
import { ingestKeys } from '#platform/ingest-keys';
import { type RedriveTarget, redrive } from '../../apps/ingest/redrive.js';
import { type FreshCasebook, freshCasebook } from '../support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { loadUsage } from '../support/load-usage.js';

const key = Buffer.alloc(32, 1);
const everything: RefusedFilter = { from: 0, until: 4_294_967_295, reasons: [], sources: [] };

let fresh: FreshWarehouse;
let book: FreshCasebook;
let owner: ClickHouseClient;
beforeAll(async () => {
  [fresh, book] = await Promise.all([freshWarehouse(), freshCasebook()]);
  const { url, username, password } = fresh.owner;
  owner = createClient({ url, username, password, database: fresh.database });
});
afterAll(async () => {
  await owner.close();
  await Promise.all([fresh.close(), book.close()]);
});

let hour = 0;
let received = new Date(0);
beforeEach(() => {
  hour += 1;
  received = new Date(Date.UTC(2026, 8, 10, hour));
});

const line = (id: string, fields: object) =>
  JSON.stringify({ source: 'gateway', id, at: '2026-09-10T00:00:00Z', account: 'acme', ...fields });

/** A mapping that was mended: the original names a tint, which is kept as a label now. */
const mended = (text: string) => Buffer.from(text.replace(/^!unmapped \S+ \S+ /, '').replace('"tint"', '"x_tint"'));

const target = (over: Partial<RedriveTarget> = {}): RedriveTarget => ({
  warehouse: fresh.warehouse,
  casebook: book.casebook,
  keys: ingestKeys({ pseudonymKey: key, identityKey: key, quarantineKey: key }),
  quarantineKey: key,
  spool: fresh.spool,
  now: () => new Date(received.getTime() + 60_000),
  futureSeconds: 3_600,
  retainText: false,
  readapt: mended,
  exclusively: (work) => work(),
  ...over,
});

async function run(over: Partial<RedriveTarget> = {}, filter = everything, signal = new AbortController().signal) {
  const { lines, books } = await redrive(target(over), filter, () => undefined, signal);
  const { received: _, ...counts } = countLines(books);
  return { lines, ...counts };
}

async function count(query: string): Promise<number> {
  const answer = await owner.query({ query: `SELECT toUInt32(count()) AS n ${query}`, format: 'JSONEachRow' });
  const [row] = await answer.json<{ n: number }>();
  return row?.n ?? -1;
}
const sealed = () => count(`FROM ${fresh.database}_private.quarantined_line`);
const empty = () => owner.command({ query: `TRUNCATE TABLE ${fresh.database}_private.quarantined_line` });

describe('a redrive', () => {
  it('loads what a mended mapping makes of the originals, and refuses the rest once more', async () => {
    const original = (id: string) => `!unmapped otlp account ${line(id, { tint: 'red' })}`;
    await loadUsage(fresh, [original('a1'), original('a2'), line('a3', { colour: 1 })].join('\n'), received);
    expect(await sealed()).toBe(3);
    expect(await run()).toEqual({ lines: 3, stored: 2, duplicate: 0, quarantined: 1, dropped: 0 });
    expect(await count(`FROM usage WHERE id IN ('a1', 'a2')`)).toBe(2);
    expect(await sealed()).toBe(1);
    expect(await count(`FROM settled_line WHERE settled = 'redriven'`)).toBe(3);
    expect(await count('FROM quarantine')).toBe(4);
    await empty();
  });

  it('takes only what the filter names', async () => {
    await loadUsage(fresh, [line('b1', { status: -1 }), '{"half'].join('\n'), received);
    expect(await run({}, { ...everything, reasons: ['not_json'] })).toMatchObject({ lines: 1, quarantined: 1 });
    expect(await run({}, { ...everything, reasons: ['missing'] })).toMatchObject({ lines: 0 });
    expect(await run({}, { ...everything, until: received.getTime() / 1_000 })).toMatchObject({ lines: 0 });
    await empty();
  });

  it.each(['before it is loaded', 'while it is loaded', 'after it is stored'])(
    'killed %s goes on, and no line is loaded twice',
    async (when) => {
      const ids = ['c1', 'c2', 'c3'].map((id) => `${when} ${id}`);
      await loadUsage(fresh, ids.map((id) => `!unmapped otlp account ${line(id, {})}`).join('\n'), received);
      const cut = new Error('killed');
      const { warehouse } = fresh;
      const dying = Object.create(warehouse) as typeof warehouse;
      dying.ask = (...asked: Parameters<typeof warehouse.ask>) => warehouse.ask(...asked) as never;
      Object.defineProperty(dying, 'databases', { value: warehouse.databases });
      dying.change = async () => undefined;
      dying.load = async (...given: Parameters<typeof warehouse.load>) => {
        if (when === 'before it is loaded') throw cut;
        await warehouse.load(...given);
        if (when === 'while it is loaded') throw cut;
      };
      dying.write = async () => {
        throw cut;
      };
      await expect(run({ warehouse: dying })).rejects.toThrow('killed');
      expect(await unsettledRedrives(book.casebook)).toHaveLength(1);
      expect(await run()).toEqual({ lines: 3, stored: 3, duplicate: 0, quarantined: 0, dropped: 0 });
      expect(await run()).toMatchObject({ lines: 0 });
      expect(await count(`FROM usage WHERE startsWith(id, '${when}')`)).toBe(3);
      expect([await sealed(), await unsettledRedrives(book.casebook)]).toEqual([0, []]);
    },
  );

  it('of more lines than one segment holds ends with exact books', async () => {
    const refused = Array.from({ length: 6_000 }, (_, n) => `!unmapped otlp account ${line(`d${n}`, {})}`);
    await loadUsage(fresh, refused.join('\n'), received);
    expect(await run()).toEqual({ lines: 6_000, stored: 6_000, duplicate: 0, quarantined: 0, dropped: 0 });
    expect([await sealed(), await count(`FROM usage WHERE startsWith(id, 'd')`)]).toEqual([0, 6_000]);
  });

  it('with another key opens nothing and settles nothing', async () => {
    await loadUsage(fresh, line('e1', { status: -1 }), received);
    await expect(run({ quarantineKey: Buffer.alloc(32, 9) })).rejects.toThrow(/authenticate/);
    expect(await sealed()).toBe(1);
  });
});
