import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Random } from '#demo/random';
import type { Question } from '#usage/question';
import { deliver, usageLine } from '../support/deliver.js';
import { type FreshDoors, freshDoors } from '../support/fresh-doors.js';
import { remember } from './corpus.js';
import { PATIENCE, REPEAT, SEED, times } from './counted.js';

const usageOf: Question<{ id: string; model: string }> = {
  sql: new URL('../support/usage-of.sql', import.meta.url),
  row: z.object({ id: z.string(), model: z.string() }),
};

const schemaNow: Question<{ schema: string }> = {
  sql: new URL('../support/schema-now.sql', import.meta.url),
  row: z.object({ schema: z.string() }),
};

let doors: FreshDoors;
let schema: string;
beforeAll(async () => {
  doors = await freshDoors();
  schema = await schemaOf();
});
afterAll(() => doors.close());

const schemaOf = async () => (await doors.warehouse.ask(schemaNow))[0]?.schema ?? '';

const random = new Random(SEED);
const pick = <T>(items: readonly T[]): T => items[random.below(items.length)] as T;

interface Books {
  readonly stored: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly dropped: number;
  readonly faults: readonly { line: number; reason: string; field: string }[];
}

/** Delivers lines and checks that each of them is accounted for. */
async function booksOf(secret: string, lines: readonly (string | Buffer)[]): Promise<Books> {
  const body = Buffer.concat(lines.map((line) => Buffer.concat([Buffer.from(line as string), Buffer.from('\n')])));
  try {
    const answer = await deliver(doors.url, body, { secret, wait: true });
    expect(answer.status, `${REPEAT} ${JSON.stringify(answer.body)}`).toBe(200);
    const books = answer.body as Books;
    const { stored, duplicate, quarantined, dropped } = books;
    expect(stored + duplicate + quarantined + dropped, REPEAT).toBe(lines.length);
    return books;
  } catch (error) {
    throw remember({ path: '/v1/usage', body }, error);
  }
}

/** Sends a body in chunks, so that nothing announces its length. */
async function statusOfChunks(secret: string, body: Buffer): Promise<number> {
  const stream = new ReadableStream({
    pull(controller) {
      for (let at = 0; at < body.length; at += 1 << 20) controller.enqueue(body.subarray(at, at + (1 << 20)));
      controller.close();
    },
  });
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/x-ndjson' };
  // Undici asks for it where a body is a stream; its types do not know it yet.
  const sent = { method: 'POST', headers, body: stream, duplex: 'half' } as RequestInit;
  return (await fetch(`${doors.url}/v1/usage`, sent)).status;
}

const MUTATIONS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  '\\',
  '0',
  '-',
  'e',
  'null',
  'true',
  '\u0000',
  '\ufeff',
  '💥',
  ' ',
];

/** A line with some of its characters replaced, removed, doubled or cut. */
function mutated(line: string): string {
  let text = line;
  for (let turn = random.below(4); turn >= 0; turn -= 1) {
    const at = random.below(text.length + 1);
    const length = random.below(4);
    text = pick([
      () => text.slice(0, at) + pick(MUTATIONS) + text.slice(at + length),
      () => text.slice(0, at) + text.slice(at + length),
      () => text.slice(0, at),
      () => text.slice(0, at) + text.slice(Math.max(0, at - length * 9)),
    ])();
  }
  return text.replaceAll('\n', ' ').trim() === '' ? '?' : text.replaceAll('\n', ' ');
}

describe('hostile bodies', () => {
  it(
    'of mutated records are accounted for line by line',
    async () => {
      const secret = await doors.key('mutants');
      const count = times(1_000, 100_000);
      for (let done = 0; done < count; done += 2_000) {
        const lines = Array.from({ length: 2_000 }, (_, n) =>
          mutated(
            usageLine('mutants', { id: `${done + n}`, x_a: { b: [1] }, moderation: { hate: 0.5 }, tools: ['a'] }),
          ),
        );
        await booksOf(secret, lines);
      }
    },
    PATIENCE,
  );

  it.each([100, 1_000, 5_000, 20_000, 100_000])('nested %i deep are refused, not crashed on', async (depth) => {
    const secret = await doors.key(`deep ${depth}`);
    const [open, close] = random.below(2) === 0 ? ['[', ']'] : ['{"a":', '}'];
    const nested = `${open.repeat(depth)}1${close.repeat(depth)}`;
    const line = `{"source":"deep ${depth}","id":"1","at":"2026-09-01T00:00:00Z","account":"a","x_deep":${nested}}`;
    for (let turn = 0; turn < times(1, 10); turn += 1) {
      const { stored, duplicate, quarantined } = await booksOf(secret, [line]);
      expect(stored + duplicate + quarantined).toBe(1);
      const asJson = await deliver(doors.url, nested, { secret, headers: { 'content-type': 'application/json' } });
      expect(asJson.status).toBeLessThan(500);
    }
  });

  it('packed into bombs are refused at little cost', async () => {
    const secret = await doors.key('bombs');
    const bomb = gzipSync(Buffer.alloc(200 << 20, 0x20), { level: 9 });
    const before = process.memoryUsage().rss;
    for (let turn = 0; turn < times(5, 50); turn += 1) {
      const { status, body } = await deliver(doors.url, bomb, { secret, headers: { 'content-encoding': 'gzip' } });
      expect([status, body.error.code]).toEqual([413, 'too_large']);
    }
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(64);
  });

  const sound = Buffer.from(usageLine('packed', { id: '1' }));
  const packed = gzipSync(sound);
  it.each([
    ['cut off', packed.subarray(0, packed.length - 5), 'gzip', 400],
    ['followed by something else', Buffer.concat([packed, Buffer.from('tail')]), 'gzip', 400],
    ['packed twice', gzipSync(packed), 'gzip', 400],
    ['not packed at all', sound, 'gzip', 400],
    ['called zstd but gzip', packed, 'zstd', 400],
    ['packed as something else', packed, 'br', 415],
    ['empty', Buffer.alloc(0), 'gzip', 400],
  ])('that are %s are refused with a word on what to do', async (_what, bytes, encoding, expected) => {
    const secret = await doors.key('packed');
    for (let turn = 0; turn < times(1, 22); turn += 1) {
      const { status, body } = await deliver(doors.url, bytes, { secret, headers: { 'content-encoding': encoding } });
      expect(status).toBe(expected);
      expect(body.error.next).not.toBe('');
    }
  });

  it('in several gzip members are read whole', async () => {
    const secret = await doors.key('members');
    const part = (id: string) => gzipSync(`${usageLine('members', { id })}\n`);
    const { body } = await deliver(doors.url, Buffer.concat([part('a'), part('b')]), {
      secret,
      wait: true,
      headers: { 'content-encoding': 'gzip' },
    });
    expect(body).toMatchObject({ stored: 2 });
  });

  it(
    'that are too large are refused, by their announced length alone where they announce it',
    async () => {
      const secret = await doors.key('large');
      const large = Buffer.alloc((16 << 20) + 1, 0x20);
      const json = { 'content-type': 'application/json' };
      const array = `[${'{},'.repeat(50_000)}{}]`;
      for (let turn = 0; turn < times(1, 50); turn += 1) {
        const { status, body } = await deliver(doors.url, large, { secret });
        expect([status, body.error.code]).toEqual([413, 'too_large']);
        expect(await statusOfChunks(secret, large)).toBe(413);
        const lines = await deliver(doors.url, '{}\n'.repeat(50_001), { secret });
        expect([lines.status, lines.body.error.code]).toEqual([413, 'too_many_lines']);
        const items = await deliver(doors.url, array, { secret, headers: json });
        expect([items.status, items.body.error.code]).toEqual([413, 'too_many_lines']);
      }
      const headers = { 'x-large': 'a'.repeat(20_000) };
      expect((await deliver(doors.url, '{}', { secret, headers })).status).toBe(431);
    },
    PATIENCE,
  );

  it(
    'with fields or lines that are too long lose nothing beside them',
    async () => {
      const secret = await doors.key('long');
      const { stored, quarantined, dropped } = await booksOf(secret, [
        usageLine('long', { id: 'good' }),
        usageLine('long', { id: 'x'.repeat(257) }),
        usageLine('long', { id: 'a', prompt: 'p'.repeat((1 << 20) + 1) }),
        usageLine('long', { id: 'b', x_a: 'p'.repeat(9 << 20) }),
        usageLine(
          'long',
          Object.fromEntries([['id', 'c'], ...Array.from({ length: 100_000 }, (_, n) => [`k${n}`, 1])]),
        ),
        usageLine('long', { id: 'good too' }),
      ]);
      expect([stored, quarantined, dropped]).toEqual([2, 3, 1]);
    },
    PATIENCE,
  );

  it(
    'of any letters are stored exactly or refused',
    async () => {
      const source = 'letters';
      const secret = await doors.key(source);
      const oddities = [
        '\u0000',
        '\u202e',
        '\u200b',
        '\ufeff',
        '\u{1f4a9}',
        'é',
        'e\u0301',
        '\u2028',
        '\u0007',
        'ſ',
        'ﬀ',
        '\ud7ff',
      ];
      const sent = new Map<string, string>();
      const lines: (string | Buffer)[] = Array.from({ length: times(500, 5_000) }, (_, n) => {
        const model = Array.from({ length: 1 + random.below(8) }, () => pick(oddities)).join('');
        sent.set(`${n}`, model);
        return usageLine(source, { id: `${n}`, model });
      });
      const refused = [
        Buffer.from('{"source":"letters","id":"lone","at":"2026-09-01T00:00:00Z","account":"a","model":"\\ud800"}'),
        Buffer.concat([Buffer.from('{"source":"letters","id":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
        Buffer.from(usageLine(source, { id: 'utf-16' }), 'utf16le'),
        Buffer.from(`\ufeff${usageLine(source, { id: 'marked' })}`),
      ];
      const { stored, quarantined } = await booksOf(secret, [...lines, ...refused]);
      expect([stored, quarantined], REPEAT).toEqual([lines.length, refused.length]);
      const rows = await doors.warehouse.ask(usageOf, { source });
      expect(new Map(rows.map(({ id, model }) => [id, model])), REPEAT).toEqual(sent);
    },
    PATIENCE,
  );

  it(
    'with names from an object’s inside are inert',
    async () => {
      const secret = await doors.key('proto');
      const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
      const lines = Array.from({ length: times(500, 5_000) }, (_, n) => {
        const name = pick(names);
        const inner = pick([`{"${name}":{"polluted":1}}`, `[{"${name}":1}]`, '1']);
        const at = pick([`"${name}":${inner}`, `"x_a":{"${name}":${inner}}`, `"moderation":{"${name}":0.5}`]);
        return `{"source":"proto","id":"${n}","at":"2026-09-01T00:00:00Z","account":"a",${at}}`;
      });
      await booksOf(secret, lines);
      const array = await deliver(doors.url, `[${lines.slice(0, 100).join(',')}]`, {
        secret,
        headers: { 'content-type': 'application/json' },
      });
      expect(array.status).toBe(202);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
    PATIENCE,
  );

  it(
    'with numbers beyond their bounds are refused and never wrapped',
    async () => {
      const secret = await doors.key('numbers');
      const numbers = [
        '9007199254740993',
        '18446744073709551616',
        '4294967296',
        '-1',
        '1e999',
        '1.5',
        '"NaN"',
        'NaN',
        `1${'0'.repeat(400)}`,
      ];
      const lines = Array.from(
        { length: times(300, 2_000) },
        (_, n) =>
          `{"source":"numbers","id":"${n}","at":"2026-09-01T00:00:00Z","account":"a","${pick(['input_tokens', 'duration_ms', 'max_tokens'])}":${pick(numbers)}}`,
      );
      const { stored, quarantined } = await booksOf(secret, lines);
      expect([stored, quarantined], REPEAT).toEqual([0, lines.length]);
      expect(
        await booksOf(secret, [
          '{"source":"numbers","id":"z","at":"2026-09-01T00:00:00Z","account":"a","input_tokens":-0}',
        ]),
      ).toMatchObject({ stored: 1 });
    },
    PATIENCE,
  );

  it('with impossible times are refused by name', async () => {
    const secret = await doors.key('times');
    const instants: [string, string][] = [
      ['1900-01-01T00:00:00Z', 'out_of_range'],
      ['1969-12-31T23:59:59Z', 'out_of_range'],
      ['2300-01-01T00:00:00Z', 'out_of_range'],
      ['9999-12-31T23:59:59Z', 'out_of_range'],
      ['2016-12-31T23:59:60Z', 'not_an_instant'],
      ['2026-02-30T00:00:00Z', 'not_an_instant'],
      ['2026-09-01T00:00:00', 'not_an_instant'],
      ['2026-09-01', 'not_an_instant'],
      [new Date(Date.now() + 23 * 3_600_000).toISOString(), 'future'],
    ];
    const lines = instants.map(([at], n) => usageLine('times', { id: `${n}`, at }));
    const { faults } = await booksOf(secret, lines);
    expect(faults.map(({ line, reason, field }) => [line, reason, field])).toEqual(
      instants.map(([, reason], n) => [n + 1, reason, 'at']),
    );
    const many = Array.from({ length: times(50, 500) }, () => pick(instants));
    const more = await booksOf(
      secret,
      many.map(([at], n) => usageLine('times', { id: `more ${n}`, at })),
    );
    expect(more.quarantined, REPEAT).toBe(many.length);
    expect(
      more.faults.map(({ reason }) => reason),
      REPEAT,
    ).toEqual(many.slice(0, 100).map(([, reason]) => reason));
    expect(
      await booksOf(secret, [usageLine('times', { id: 'far east', at: '2026-09-01T12:00:00+14:00' })]),
    ).toMatchObject({ stored: 1 });
  });

  it('with doubled, miscased or lookalike names are refused by name', async () => {
    const secret = await doors.key('names');
    const base = '"source":"names","at":"2026-09-01T00:00:00Z","account":"a"';
    const { faults, stored } = await booksOf(secret, [
      `{"id":"1",${base},"model":"a","model":"b"}`,
      `{"id":"2",${base},"Model":"a"}`,
      `{"id":"3",${base},"m\u043edel":"a"}`,
      `{"id":"4",${base},"mod\\u0065l":"a","model":"b"}`,
      `{"\\u0069d":"5",${base}}`,
    ]);
    expect(stored).toBe(1);
    expect(faults.map(({ reason }) => reason)).toEqual([
      'duplicate_field',
      'unknown_field',
      'unknown_field',
      'duplicate_field',
    ]);
    const changes: [string, (name: string) => string][] = [
      ['duplicate_field', (name) => `"${name}":"a","${name}":"b"`],
      ['duplicate_field', (name) => `"${name}":"a","\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}":"b"`],
      ['unknown_field', (name) => `"${name[0]?.toUpperCase()}${name.slice(1)}":"a"`],
      [
        'unknown_field',
        (name) =>
          `"${name.replace(/[aeo]/, (letter) => ({ a: '\u0430', e: '\u0435', o: '\u043e' })[letter] ?? '')}":"a"`,
      ],
      ['unknown_field', (name) => `"${name} ":"a"`],
    ];
    const made = Array.from({ length: times(50, 500) }, (_, n) => {
      const [reason, change] = pick(changes);
      const name = pick(['model', 'session', 'user_agent', 'plan', 'error', 'organization']);
      return { reason, line: `{"id":"made ${n}",${base},${change(name)}}` };
    });
    const books = await booksOf(
      secret,
      made.map(({ line }) => line),
    );
    expect(
      books.faults.map(({ reason }) => reason),
      REPEAT,
    ).toEqual(made.slice(0, 100).map(({ reason }) => reason));
    expect(books.quarantined, REPEAT).toBe(made.length);
  });

  it(
    'with SQL in every field change no table',
    async () => {
      const secret = await doors.key('sql');
      const payloads = [
        "'; DROP TABLE usage; --",
        "\\'; DROP TABLE usage; --",
        '`; DROP TABLE usage',
        '*/ DROP TABLE usage /*',
        '\n\nDROP TABLE usage',
        "') UNION ALL SELECT 1 --",
        '{x:String}',
        "$$'\\",
      ];
      const fields = [
        'account',
        'model',
        'key',
        'session',
        'user_agent',
        'prompt',
        'completion',
        'error',
        'x_label',
        'plan',
        'end_user',
      ];
      const lines = Array.from({ length: times(1_000, 20_000) }, (_, n) =>
        usageLine('sql', { id: `${n}`, [pick(fields)]: pick(payloads), [`x_${pick(payloads)}`.slice(0, 100)]: 1 }),
      );
      expect((await booksOf(secret, lines)).stored, REPEAT).toBe(lines.length);
      for (const payload of payloads) {
        const asked = await fetch(`${doors.url}/v1/batches/${encodeURIComponent(payload)}`, {
          headers: { authorization: `Bearer ${secret}` },
        });
        expect(asked.status).toBe(404);
      }
      expect(await schemaOf()).toBe(schema);
    },
    PATIENCE,
  );
});
