import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Question } from '#usage/question';
import { describeDoors } from '../../apps/ingest/describe-doors.js';
import { DOORS } from '../../apps/ingest/door.js';
import { withPart } from '../../apps/ingest/part-lease.js';
import { deliver, usageLine } from '../support/deliver.js';
import { exportedTelemetry } from '../support/exported-telemetry.js';
import { type FreshDoors, freshDoors } from '../support/fresh-doors.js';

const usageOf: Question<{ id: string; model: string }> = {
  sql: new URL('../support/usage-of.sql', import.meta.url),
  row: z.object({ id: z.string(), model: z.string() }),
};

const golden = (path: string) => readFile(new URL(`../../libs/ingest/formats/${path}`, import.meta.url), 'utf8');
const { traces, logs } = exportedTelemetry();

let doors: FreshDoors;
beforeAll(async () => {
  doors = await freshDoors();
});
afterAll(() => doors.close());

const idsOf = async (source: string) => (await doors.warehouse.ask(usageOf, { source })).map(({ id }) => id);

/** Keeps the loaders from one part of all segments, from when it answers until it is released. */
function heldPart(part: number): Promise<{ release(): Promise<void> }> {
  return new Promise((taken, failed) => {
    const lease = withPart(
      doors.casebook,
      part,
      () =>
        new Promise<void>((give) => {
          taken({
            release() {
              give();
              return lease;
            },
          });
        }),
    );
    lease.catch(failed);
  });
}

/** What OpenTelemetry's own exporter reads in a reply. */
function replyAsRead(signal: 'traces' | 'logs', encoding: 'protobuf' | 'json', reply: Uint8Array): unknown {
  const script = fileURLToPath(new URL('../support/read-export-reply.mjs', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [script, signal, encoding], { input: reply, encoding: 'utf8' }));
}

describe('the door for usage records', () => {
  const lines = (source: string) => ['a', 'b'].map((id) => usageLine(source, { id, model: 'm' }));
  // A zstd frame of one raw block: magic, single segment with its size in 4 bytes, block of that size, last.
  const zstd = (body: Buffer) => {
    const head = Buffer.alloc(12);
    head.writeUInt32LE(0xfd2fb528);
    head.writeUInt8(0xa0, 4);
    head.writeUInt32LE(body.length, 5);
    head.writeUIntLE((body.length << 3) | 1, 9, 3);
    return Buffer.concat([head, body]);
  };

  it.each([
    ['NDJSON', 'application/x-ndjson', '', (text: string[]) => Buffer.from(text.join('\n'))],
    ['a JSON array', 'application/json', '', (text: string[]) => Buffer.from(`[${text.join(',')}]`)],
    ['NDJSON in gzip', 'application/x-ndjson', 'gzip', (text: string[]) => gzipSync(text.join('\n'))],
    ['NDJSON in zstd', 'application/x-ndjson', 'zstd', (text: string[]) => zstd(Buffer.from(text.join('\n')))],
  ])('takes %s', async (source, type, encoding, packed) => {
    const secret = await doors.key(source);
    const headers = { 'content-type': type, ...(encoding === '' ? {} : { 'content-encoding': encoding }) };
    const { status, body } = await deliver(doors.url, packed(lines(source)), { secret, headers, wait: true });
    expect([status, body]).toEqual([200, expect.objectContaining({ state: 'stored', stored: 2, faults: [] })]);
    expect(await idsOf(source)).toEqual(['a', 'b']);
  });

  it('tells no books while a loader still has its part to store', async () => {
    const secret = await doors.key('two parts');
    const many = Array.from({ length: 40 }, (_, n) => usageLine('two parts', { id: `${n}` }));
    const holding = await heldPart(1);
    const { body } = await deliver(doors.url, many.join('\n'), { secret });
    doors.ingest.spool.seal();
    const ask = () =>
      fetch(`${doors.url}/v1/batches/${body.batch}`, { headers: { authorization: `Bearer ${secret}` } });
    try {
      while ((await idsOf('two parts')).length === 0) await pause(50);
      expect((await idsOf('two parts')).length).toBeLessThan(40);
      expect(await (await ask()).json()).toEqual({ batch: body.batch, state: 'spooled' });
    } finally {
      await holding.release();
    }
    await vi.waitFor(
      async () => expect(await (await ask()).json()).toMatchObject({ state: 'stored', stored: 40 }),
      20_000,
    );
  });
});

describe('the doors for OpenTelemetry', () => {
  it.each([
    ['traces', 'protobuf', traces.protobuf, 5, { rejectedSpans: 1 }],
    ['traces', 'json', traces.json, 5, { rejectedSpans: 1 }],
    ['logs', 'protobuf', logs.protobuf, 2, { rejectedLogRecords: 1 }],
    ['logs', 'json', logs.json, 2, { rejectedLogRecords: 1 }],
  ] as const)(
    'take %s in %s and say in its own words what was rejected',
    async (signal, encoding, body, stored, told) => {
      const source = `${signal} ${encoding}`;
      const headers = {
        authorization: `Bearer ${await doors.key(source)}`,
        'content-type': `application/${encoding === 'json' ? 'json' : 'x-protobuf'}`,
      };
      const answer = await fetch(`${doors.url}/v1/${signal}?wait=stored`, {
        method: 'POST',
        headers,
        body: new Uint8Array(body),
      });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, headers['content-type']]);
      const read = replyAsRead(signal, encoding, new Uint8Array(await answer.arrayBuffer())) as {
        partialSuccess: Record<string, unknown>;
      };
      const { errorMessage, ...counts } = read.partialSuccess;
      expect(Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)]))).toEqual(told);
      expect(errorMessage).toMatch(/usewatch quarantine redrive/);
      expect(await idsOf(source)).toHaveLength(stored);
    },
  );
});

describe('the doors for LiteLLM and CloudEvents', () => {
  it.each([
    ['/v1/litellm', 'litellm/golden/payloads.json', 3],
    ['/v1/litellm/spend', 'litellm/golden/spend-logs.json', 3],
  ])('%s stores what a proxy sends', async (path, file, stored) => {
    const secret = await doors.key(path);
    const headers = { 'content-type': 'application/json' };
    const { status, body } = await deliver(doors.url, await golden(file), { secret, path, headers, wait: true });
    expect([status, body.stored]).toEqual([200, stored]);
    expect(await idsOf(path)).toHaveLength(stored);
  });

  it('take one event in all three modes as the same record', async () => {
    const source = '/gateways/eu-1';
    const secret = await doors.key(source);
    const modes = JSON.parse(await golden('cloudevents/golden/modes.json'));
    const books = [];
    for (const mode of ['binary', 'structured', 'batch']) {
      const { headers, body } = modes[mode];
      books.push((await deliver(doors.url, body, { secret, path: '/v1/events', headers, wait: true })).body);
    }
    expect(books.map(({ stored, duplicate, conflicts }) => [stored, duplicate, conflicts])).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 2, 0],
    ]);
    expect(await idsOf(source)).toEqual(['call-1']);
  });
});

describe('a batch', () => {
  const find = (secret: string, id: string) =>
    fetch(`${doors.url}/v1/batches/${id}`, { headers: { authorization: `Bearer ${secret}` } });

  it('is told to the key that brought it, and to nobody else', async () => {
    const [mine, theirs] = [await doors.key('mine'), await doors.key('theirs')];
    const lines = [usageLine('mine', { id: '1' }), '{'];
    const { status, headers, body } = await deliver(doors.url, lines.join('\n'), { secret: mine });
    expect([status, headers.get('location')]).toEqual([202, `/v1/batches/${body.batch}`]);
    await deliver(doors.url, usageLine('mine', { id: '2' }), { secret: mine, wait: true });
    const found = await find(mine, body.batch);
    expect([found.status, await found.json()]).toMatchObject([
      200,
      { batch: body.batch, state: 'stored', stored: 1, quarantined: 1, faults: [{ line: 2, reason: 'not_json' }] },
    ]);
    for (const id of [body.batch, '0'.repeat(32)]) expect((await find(theirs, id)).status).toBe(404);
    for (const id of ['none', body.batch.slice(1), `${body.batch}0`, '%00', "'--"])
      expect((await find(mine, id)).status, id).toBe(404);
  });

  it('is waited for only in the one way there is', async () => {
    const secret = await doors.key('waiting');
    const { status, body } = await deliver(doors.url, usageLine('waiting', { id: '1' }), {
      secret,
      path: '/v1/usage?wait=soon',
    });
    expect([status, body.error.code]).toEqual([400, 'invalid_request']);
    expect(await idsOf('waiting')).toEqual([]);
  });
});

describe('the API’s description', () => {
  it('names every door, what it takes and where to ask for a batch', () => {
    const { paths } = describeDoors({ openapi: '3.1.0', info: { title: 't', version: '1' }, paths: {} });
    expect(Object.keys(paths)).toEqual([...DOORS.map(({ path }) => path), '/v1/batches/{id}']);
    for (const { path, mediaTypes } of DOORS)
      expect(paths[path]).toMatchObject({
        post: { requestBody: { content: Object.fromEntries(mediaTypes.map((type) => [type, {}])) } },
      });
  });
});
