import { createHash, randomBytes } from 'node:crypto';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchBooks } from '#ingest/batch-books';
import { segmentBooks } from '#ingest/segment-books';
import { ingestKeys } from '#platform/ingest-keys';
import { writeSegment } from '#spool/segment-file';
import { type Batch, type Part, Warehouse } from '#warehouse/warehouse';
import { DAYS, type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';

const secret = randomBytes(32);
const keys = ingestKeys({ pseudonymKey: secret, identityKey: secret, quarantineKey: secret });
const receivedAt = new Date('2026-09-10T12:00:00Z');
const latestAt = new Date('2026-09-10T13:00:00Z');

let fresh: FreshWarehouse;
let owner: ClickHouseClient;
beforeAll(async () => {
  fresh = await freshWarehouse();
  owner = clientOf(fresh.database);
});
afterAll(async () => {
  await owner.close();
  await fresh.close();
});

function clientOf(database: string): ClickHouseClient {
  const { url, username, password } = fresh.owner;
  return createClient({ url, username, password, database, log: { level: ClickHouseLogLevel.OFF } });
}

const idOf = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 32);

/** A batch as it lies in a segment: its name, the source its key is bound to, and its lines. */
type Sent = readonly [name: string, source: string, lines: readonly string[]];

async function segmentOf(name: string, sent: readonly Sent[], at = receivedAt) {
  let firstLine = 1;
  const batches = sent.map(([batch, source, lines]): Batch => {
    const placed = { id: idOf(batch), source, firstLine };
    firstLine += lines.length;
    return placed;
  });
  const id = idOf(name);
  const body = sent.flatMap(([, , lines]) => lines.map((line) => `${line}\n`)).join('');
  const path = await writeSegment(fresh.spool, id, Buffer.from(body));
  return { id, path, firstLine: 1, receivedAt: at, latestAt, retainText: false, batches };
}

async function load(name: string, sent: readonly Sent[], part?: Part, at?: Date): Promise<string> {
  const segment = await segmentOf(name, sent, at);
  await fresh.warehouse.load(segment, keys, part);
  return segment.id;
}

const booksOf = (batch: string) => fresh.warehouse.ask(batchBooks, { batch: idOf(batch) });
const segmentBooksOf = (segment: string) => fresh.warehouse.ask(segmentBooks, { segment });

async function rows<Row>(query: string): Promise<Row[]> {
  return (await owner.query({ query, format: 'JSONEachRow' })).json<Row>();
}

const line = (fields: object) =>
  JSON.stringify({ source: 'gateway', at: '2026-09-10T11:00:00Z', account: 'acme', ...fields });

const many = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) =>
    n % 10 === 9 ? `{"no":"record ${n}"}` : line({ id: `${name} ${n % 40}`, prompt: `say ${n % 40} kind words to me` }),
  );

const HALVES = [
  { index: 0, of: 2 },
  { index: 1, of: 2 },
] as const;

describe('a batch', () => {
  it('has books of its own, with the first faults by their line in the batch', async () => {
    await load('two batches', [
      ['calm', 'gateway', [line({ id: 'b1' }), '', line({ id: 'b2' })]],
      [
        'mixed',
        'gateway',
        [
          line({ id: 'b3' }),
          line({ id: 'b1' }),
          line({ id: 'b1', model: 'm' }),
          '!oversize 9',
          '',
          line({ id: 'b4', asn: -1 }),
        ],
      ],
    ]);
    expect(await booksOf('calm')).toEqual([
      {
        received_at: receivedAt.getTime() / 1_000,
        stored: 2,
        duplicate: 0,
        conflicts: 0,
        quarantined: 0,
        dropped: 0,
        faults: [],
      },
    ]);
    expect(await booksOf('mixed')).toMatchObject([
      {
        ...{ stored: 1, duplicate: 2, conflicts: 1, quarantined: 1, dropped: 1 },
        faults: [
          { line: 3, outcome: 'duplicate', reason: 'conflict', field: '' },
          { line: 4, outcome: 'dropped', reason: 'line_too_long', field: '' },
          { line: 6, outcome: 'quarantined', reason: 'out_of_range', field: 'asn' },
        ],
      },
    ]);
    expect(await booksOf('never sent')).toEqual([]);
  });

  it('lists no more than its first 100 faults', async () => {
    await load('faulty', [['faulty', 'gateway', Array.from({ length: 250 }, () => 'no record')]]);
    const [books] = await booksOf('faulty');
    expect(books?.quarantined).toBe(250);
    expect(books?.faults.map((fault) => fault.line)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
  });

  it('may name no source but that of its key', async () => {
    const segment = await load('bound', [
      ['ours', 'gateway', [line({ id: 'f1' }), line({ id: 'f2', source: 'gateway2' })]],
      ['theirs', 'gateway2', [line({ id: 'f3', source: 'gateway2' }), line({ id: 'f4' })]],
    ]);
    const fault = { line: 2, outcome: 'quarantined', reason: 'foreign_source', field: 'source' };
    expect(await booksOf('ours')).toMatchObject([{ stored: 1, quarantined: 1, faults: [fault] }]);
    expect(await booksOf('theirs')).toMatchObject([{ stored: 1, quarantined: 1, faults: [fault] }]);
    // A refused line is counted under the source of its key.
    expect(
      await rows(
        `SELECT source, outcome, toUInt32(sum(lines)) AS n FROM book WHERE segment = '${segment}' GROUP BY ALL ORDER BY ALL`,
      ),
    ).toEqual([
      { source: 'gateway', outcome: 'quarantined', n: 1 },
      { source: 'gateway', outcome: 'stored', n: 1 },
      { source: 'gateway2', outcome: 'quarantined', n: 1 },
      { source: 'gateway2', outcome: 'stored', n: 1 },
    ]);
  });

  it('keeps its first books when it is sent again in another segment', async () => {
    const sent: Sent = ['again', 'gateway', [line({ id: 'g1' }), line({ id: 'g2' })]];
    await load('first time', [sent]);
    const before = await booksOf('again');
    await load('second time', [sent], undefined, new Date('2026-09-10T12:30:00Z'));
    expect(before).toMatchObject([{ stored: 2, duplicate: 0 }]);
    expect(await booksOf('again')).toEqual(before);
  });

  it('can be one line of five thousand, whether the segment is taken by name or streamed', async () => {
    const sent = Array.from(
      { length: 5_000 },
      (_, n): Sent => [`tiny ${n}`, `gateway ${n % 3}`, [line({ source: `gateway ${n % 3}`, id: `t${n}` })]],
    );
    await load('tiny', sent);
    expect(await booksOf('tiny 4999')).toMatchObject([{ stored: 1, quarantined: 0 }]);
    const database = `${fresh.database}_streamed`;
    const streamed = Warehouse.connect({ ...fresh.owner, database, days: DAYS });
    try {
      await streamed.migrate();
      await streamed.load(await segmentOf('tiny', sent), keys);
      const booked = (place: string) =>
        rows(`SELECT * FROM ${place}.batch_book WHERE segment = '${idOf('tiny')}' ORDER BY ALL`);
      expect(await booked(database)).toHaveLength(5_000);
      expect(await booked(database)).toEqual(await booked(fresh.database));
    } finally {
      await streamed.close();
    }
  });
});

describe('what an adapter could not map', () => {
  it('is quarantined under the field it lacks, and under no name that is no field', async () => {
    const segment = await load('unmapped', [
      ['foreign', 'gateway', ['!unmapped otlp account {"spans":[]}', '!unmapped otlp CANARY {}', '!unmapped otlp at']],
    ]);
    expect(await segmentBooksOf(segment)).toEqual([
      { outcome: 'quarantined', reason: 'unmapped', field: '', lines: 2 },
      { outcome: 'quarantined', reason: 'unmapped', field: 'account', lines: 1 },
    ]);
  });
});

describe('names a hostile log invents', () => {
  it('make at most 21 rows in the books, the frequent ones apart', async () => {
    const lines = Array.from({ length: 3_000 }, (_, n) => line({ id: `h${n}`, [n % 3 === 0 ? 'colour' : `f${n}`]: 1 }));
    const segment = await load('invented', [['invented', 'gateway', lines]]);
    const books = await segmentBooksOf(segment);
    expect(books).toHaveLength(21);
    expect(books.find(({ field }) => field === 'colour')?.lines).toBe(1_000);
    expect(books.find(({ field }) => field === '*')?.lines).toBe(2_000 - 19);
    expect(books.reduce((sum, { lines }) => sum + lines, 0)).toBe(3_000);
  });
});

describe('a segment in parts', () => {
  const contents = async (segment: string) => {
    const found: Record<string, unknown> = {};
    for (const table of ['usage', 'fingerprint', 'quarantine', 'record'])
      found[table] = await rows(`SELECT * EXCEPT segment FROM ${table} WHERE segment = '${segment}' ORDER BY ALL`);
    return { ...found, books: await segmentBooksOf(segment) };
  };

  it('gives the same rows and books as one load, both loaded at once', async () => {
    const sent: Sent[] = [
      ['p1', 'gateway', many('parts', 150)],
      ['p2', 'gateway', ['', ...many('parts', 200)]],
    ];
    const database = `${fresh.database}_whole`;
    const whole = Warehouse.connect({ ...fresh.owner, database, days: DAYS, takesSegmentsByName: true });
    try {
      await whole.migrate();
      const segment = await segmentOf('parts', sent);
      await Promise.all(HALVES.map((part) => fresh.warehouse.load(segment, keys, part)));
      await whole.load(segment, keys);
      const inParts = await contents(segment.id);
      const books = await booksOf('p2');
      await owner.close();
      owner = clientOf(database);
      for (const table of ['usage', 'fingerprint', 'quarantine', 'record'])
        expect(inParts[table as keyof typeof inParts], table).toEqual(
          await rows(`SELECT * EXCEPT segment FROM ${table} WHERE segment = '${segment.id}' ORDER BY ALL`),
        );
      expect(inParts.books).toEqual(await whole.ask(segmentBooks, { segment: segment.id }));
      expect(books).toEqual(await whole.ask(batchBooks, { batch: idOf('p2') }));
      expect(books).toMatchObject([{ stored: 0, quarantined: 20, duplicate: 180 }]);
    } finally {
      await owner.close();
      owner = clientOf(fresh.database);
      await whole.close();
    }
  });

  it('stores one record once, however its lines are written', async () => {
    const written = [
      '{"source":"gateway","id":"same","at":"2026-09-10T11:00:00Z","account":"a"}',
      '{ "\\u0069d" : "s\\u0061me", "account":"a", "at":"2026-09-10T11:00:00Z", "source":"g\\u0061teway" }',
      '{"x_n":{"id":"other","source":"else"},"at":"2026-09-10T11:00:00Z","account":"a","id":"same","source":"gateway"}',
      '{"at":"2026-09-10T11:00:00Z","account":"a","model":"\\"id\\":\\"x\\"","id":"same","source":"gateway"}',
    ];
    const segment = await segmentOf('escapes', [['escapes', 'gateway', written]]);
    for (const part of HALVES) await fresh.warehouse.load(segment, keys, part);
    expect(await booksOf('escapes')).toMatchObject([{ stored: 1, duplicate: 3, conflicts: 2 }]);
    expect(await rows(`SELECT line_number FROM usage WHERE segment = '${segment.id}'`)).toEqual([{ line_number: 1 }]);
  });

  it('is completed by a replay when a crash stored some tables of a part and not others', async () => {
    const segment = await segmentOf('part crash', [['crashed', 'gateway', many('crash', 120)]]);
    for (const part of HALVES) await fresh.warehouse.load(segment, keys, part);
    const before = { ...(await contents(segment.id)), batch: await booksOf('crashed') };
    for (const table of ['book', 'batch_book', 'fingerprint', 'record'])
      await owner.command({ query: `TRUNCATE TABLE ${table}` });
    for (const part of HALVES) await fresh.warehouse.load(segment, keys, part);
    expect({ ...(await contents(segment.id)), batch: await booksOf('crashed') }).toEqual(before);
  });

  it('stores an id once that two segments bring at the same time', async () => {
    const segments = await Promise.all(
      ['left', 'right'].map((name) => segmentOf(name, [[name, 'gateway', many('both', 80)]])),
    );
    await Promise.all(
      HALVES.map(async (part) => {
        for (const segment of segments) await fresh.warehouse.load(segment, keys, part);
      }),
    );
    const [counted] = await rows<{ rows: number; ids: number }>(
      `SELECT toUInt32(count()) AS rows, toUInt32(uniqExact(id)) AS ids FROM usage WHERE startsWith(id, 'both')`,
    );
    expect(counted).toEqual({ rows: 36, ids: 36 });
  });

  it('is refused for a part beyond their number', async () => {
    const segment = await segmentOf('beyond', [['beyond', 'gateway', [line({ id: 'z' })]]]);
    await expect(fresh.warehouse.load(segment, keys, { index: 2, of: 2 })).rejects.toThrow(/load requires a part/);
  });
});
