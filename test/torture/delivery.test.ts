import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Random } from '#demo/random';
import type { Question } from '#usage/question';
import { deliver, usageLine } from '../support/deliver.js';
import { type FreshDoors, freshDoors } from '../support/fresh-doors.js';
import { PATIENCE, REPEAT, SEED, times } from './counted.js';

const usageOf: Question<{ id: string; model: string }> = {
  sql: new URL('../support/usage-of.sql', import.meta.url),
  row: z.object({ id: z.string(), model: z.string() }),
};
const usageFacts: Question<{ source: string; records: number; ids: number }> = {
  sql: new URL('../support/usage-facts.sql', import.meta.url),
  row: z.object({ source: z.string(), records: z.number(), ids: z.number() }),
};

let doors: FreshDoors;
beforeAll(async () => {
  doors = await freshDoors();
});
afterAll(() => doors.close());

const random = new Random(SEED);

/** Some lines, delivered and waited for. */
async function stored(secret: string, lines: readonly string[]) {
  const { status, body } = await deliver(doors.url, lines.join('\n'), { secret, wait: true });
  expect(status, `${REPEAT} ${JSON.stringify(body)}`).toBe(200);
  return body as { stored: number; duplicate: number; conflicts: number; quarantined: number; dropped: number };
}

const recordsOf = (source: string) => doors.warehouse.ask(usageOf, { source });

function shuffled<T>(items: readonly T[]): T[] {
  const order = [...items];
  for (let n = order.length - 1; n > 0; n -= 1) {
    const other = random.below(n + 1);
    [order[n], order[other]] = [order[other] as T, order[n] as T];
  }
  return order;
}

describe('deliveries', () => {
  it(
    'leave one record of each id however they are repeated, reordered, split and merged',
    async () => {
      const source = 'histories';
      const secret = await doors.key(source);
      const histories = times(120, 10_000);
      const ids = Array.from({ length: histories * 20 }, (_, n) => `h${Math.floor(n / 20)}-${n % 20}`);
      const sent = ids.flatMap((id) => Array<string>(1 + random.below(3)).fill(id));
      const lines = shuffled(sent).map((id) => usageLine(source, { id, at: '2026-09-01T00:00:00Z' }));
      const bodies: string[][] = [];
      for (let at = 0; at < lines.length; ) {
        const size = 1 + random.below(2 * Math.ceil(lines.length / 24));
        bodies.push(lines.slice(at, at + Math.min(size, 40_000)));
        at += Math.min(size, 40_000);
      }
      const books = await Promise.all(bodies.map((body) => stored(secret, body)));
      const sum = (of: (book: (typeof books)[number]) => number) => books.reduce((total, book) => total + of(book), 0);
      expect(
        sum((book) => book.stored),
        REPEAT,
      ).toBe(ids.length);
      expect(
        sum((book) => book.duplicate),
        REPEAT,
      ).toBe(lines.length - ids.length);
      expect(
        sum((book) => book.conflicts + book.quarantined + book.dropped),
        REPEAT,
      ).toBe(0);
      expect(
        (await recordsOf(source)).map(({ id }) => id),
        REPEAT,
      ).toEqual(ids.toSorted());
    },
    PATIENCE,
  );

  it(
    'let the first body of an id stand and count every other one as a conflict',
    async () => {
      const source = 'conflicts';
      const secret = await doors.key(source);
      const count = times(200, 1_000);
      const ids = Array.from({ length: count }, (_, n) => `c${n}`.padEnd(6, '_'));
      const first = ids.map((id) => usageLine(source, { id, model: 'first' }));
      const other = (n: number) => ids.map((id) => usageLine(source, { id, model: `other ${n}` }));
      // Every second id meets its rival in the same body, the others in later ones.
      const together = first.flatMap((line, n) => (n % 2 === 0 ? [line, other(1)[n] as string] : [line]));
      expect(await stored(secret, together)).toMatchObject({ stored: count, conflicts: Math.ceil(count / 2) });
      expect(await stored(secret, shuffled(other(2)))).toMatchObject({ stored: 0, duplicate: count, conflicts: count });
      expect(new Set((await recordsOf(source)).map(({ model }) => model))).toEqual(new Set(['first']));
    },
    PATIENCE,
  );

  it(
    'of one id from two sources are two records',
    async () => {
      const count = times(200, 1_000);
      const ids = Array.from({ length: count }, (_, n) => `same ${n}`);
      const [east, west] = [await doors.key('east'), await doors.key('west')];
      const lines = (source: string) => ids.map((id) => usageLine(source, { id }));
      const books = await Promise.all([stored(east, lines('east')), stored(west, lines('west'))]);
      expect(books.map((book) => [book.stored, book.duplicate])).toEqual([
        [count, 0],
        [count, 0],
      ]);
    },
    PATIENCE,
  );

  it('cannot speak for a source their key is not bound to', async () => {
    const secret = await doors.key('mine');
    const book = await stored(secret, [usageLine('mine', { id: 'a' }), usageLine('theirs', { id: 'b' })]);
    expect(book).toMatchObject({ stored: 1, quarantined: 1 });
    expect(book).toHaveProperty('faults', [
      { line: 2, outcome: 'quarantined', reason: 'foreign_source', field: 'source' },
    ]);
  });

  it(
    'store 999 records beside a bad one wherever it stands, and name its line',
    async () => {
      const source = 'one-bad';
      const secret = await doors.key(source);
      const places = times(6, 1_000);
      for (let turn = 0; turn < places; turn += 1) {
        const bad = Math.floor((turn * 1_000) / places);
        const lines = Array.from({ length: 1_000 }, (_, n) => usageLine(source, { id: `${turn}/${n}` }));
        lines[bad] = usageLine(source, { id: `${turn}/bad`, input_tokens: -1 });
        const book = await stored(secret, lines);
        expect(book).toMatchObject({ stored: 999, quarantined: 1, duplicate: 0, dropped: 0 });
        expect(book).toHaveProperty('faults', [
          { line: bad + 1, outcome: 'quarantined', reason: 'out_of_range', field: 'input_tokens' },
        ]);
      }
    },
    PATIENCE,
  );

  it(
    'are known again under their idempotency key, and refused when another body comes under it',
    async () => {
      const source = 'retries';
      const secret = await doors.key(source);
      const keys = ["a'; DROP TABLE usage; --", 'back\\slash', 'tab\there', '"quoted"', '*'.repeat(8_000), 'ключ'];
      const headerSafe = keys.map((key) => Buffer.from(key).toString('latin1'));
      for (const [n, key] of headerSafe.entries()) {
        const body = usageLine(source, { id: `r${n}` });
        const headers = { 'idempotency-key': key };
        const first = await deliver(doors.url, body, { secret, headers });
        expect(first.status, key).toBe(202);
        const again = await deliver(doors.url, body, { secret, headers, wait: true });
        expect(again.body).toMatchObject({ batch: first.body.batch, stored: 1, duplicate: 0 });
        expect(again.headers.get('idempotent-replayed')).toBe('true');
        const other = await deliver(doors.url, usageLine(source, { id: `other${n}` }), { secret, headers });
        expect([other.status, other.body.error.code]).toEqual([422, 'idempotency_key_reused']);
      }
      expect(await recordsOf(source)).toHaveLength(keys.length);
    },
    PATIENCE,
  );

  it(
    'bear any idempotency key that HTTP carries, and change no table by it',
    async () => {
      const source = 'odd keys';
      const secret = await doors.key(source);
      const pieces = [
        "'",
        "\\'",
        '; DROP TABLE usage; --',
        '\\',
        '"',
        '`',
        '\t',
        '%00',
        '$x',
        '{x:String}',
        'ключ',
        '*'.repeat(900),
      ];
      const count = times(20, 5_000);
      for (let n = 0; n < count; n += 1) {
        const key = `${n} ${Array.from({ length: 1 + random.below(6) }, () => pieces[random.below(pieces.length)]).join('')}`;
        const headers = { 'idempotency-key': Buffer.from(`${key}.`).toString('latin1') };
        const first = await deliver(doors.url, usageLine(source, { id: `k${n}` }), { secret, headers });
        expect(first.status, `${REPEAT} ${key}`).toBe(202);
        const other = await deliver(doors.url, usageLine(source, { id: `other ${n}` }), { secret, headers });
        expect(other.status, `${REPEAT} ${key}`).toBe(422);
      }
      await stored(secret, [usageLine(source, { id: 'last' })]);
      while (doors.ingest.spool.facts().segments > 0) await pause(50);
      expect(await recordsOf(source), REPEAT).toHaveLength(count + 1);
      const header = await deliver(doors.url, usageLine(source, { id: 'huge' }), {
        ...{ secret, headers: { 'idempotency-key': '*'.repeat(1 << 20) } },
      }).catch(() => ({ status: 431 }));
      expect(header.status).toBe(431);
    },
    PATIENCE,
  );

  it(
    'that break off leave nothing, and a retry leaves everything',
    async () => {
      const source = 'cut-off';
      const secret = await doors.key(source);
      const rounds = times(1, 20);
      for (let round = 0; round < rounds; round += 1) {
        const lines = Array.from({ length: 40 }, (_, n) =>
          usageLine(source, { id: `${round}/${n}`, model: 'm'.repeat(99) }),
        );
        const body = Buffer.from(lines.join('\n'));
        await Promise.all(
          Array.from({ length: 50 }, (_, n) => sendAndLeave(secret, body, Math.floor((body.length * n) / 50))),
        );
        expect(await stored(secret, lines), REPEAT).toMatchObject({ stored: 40, duplicate: 0 });
      }
    },
    PATIENCE,
  );

  it(
    'of 500 senders at once are all accounted for, and memory stays bounded',
    async () => {
      const source = 'crowd';
      const secret = await doors.key(source);
      const until = performance.now() + times(4_000, 600_000);
      let [sent, accepted] = [0, 0];
      const before = process.memoryUsage().rss;
      const sender = async (n: number) => {
        for (let turn = 0; performance.now() < until || turn === 0; turn += 1) {
          const lines = Array.from({ length: 1 + random.below(times(60, 1_000)) }, (_, m) =>
            usageLine(source, { id: `${n}/${turn}/${m}` }),
          );
          sent += lines.length;
          for (let status = 0; status !== 202; ) {
            status = (await deliver(doors.url, lines.join('\n'), { secret })).status;
            if (status === 429) await pause(500);
            else expect(status, REPEAT).toBe(202);
          }
          accepted += lines.length;
        }
      };
      await Promise.all(Array.from({ length: 500 }, (_, n) => sender(n)));
      // What waits in the spool may be minutes of work, longer than a door keeps anybody waiting.
      while (doors.ingest.spool.facts().segments > 0) await pause(50);
      expect(accepted).toBe(sent);
      const found = (await doors.warehouse.ask(usageFacts)).find((row) => row.source === source);
      expect(found, REPEAT).toMatchObject({ records: sent, ids: sent });
      expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(600);
    },
    PATIENCE,
  );
});

/** Sends some bytes of a body and hangs up. */
function sendAndLeave(secret: string, body: Buffer, bytes: number): Promise<void> {
  const { hostname, port } = new URL(doors.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      const head = `POST /v1/usage HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${secret}\r\nContent-Type: application/x-ndjson\r\nContent-Length: ${body.length}\r\n\r\n`;
      socket.write(head);
      socket.write(body.subarray(0, bytes), () => socket.destroy());
    });
    socket.once('close', () => resolve()).once('error', reject);
  });
}
