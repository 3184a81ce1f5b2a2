import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { BatchSpool } from './batch-spool.js';
import type { SealedSegment } from './sealed-segment.js';
import type { SpoolBounds } from './spool-bounds.js';

const place = await mkdtemp(join(tmpdir(), 'usewatch-spool-'));
afterAll(() => rm(place, { recursive: true }));

let folders = 0;
let directory = '';
beforeEach(() => {
  folders += 1;
  directory = join(place, `${folders}`);
});

const NOON = new Date('2026-03-01T12:00:00Z');
const patient = { rotateAfterMilliseconds: 60_000, freeBytes: 0 };
const open = (bounds: Partial<SpoolBounds> = {}, now = NOON) =>
  BatchSpool.open({ directory, bounds: { ...patient, ...bounds }, now: () => now, log: () => undefined });

let batches = 0;
function batch(text: string, source = 'gateway') {
  batches += 1;
  const id = batches.toString(16).padStart(32, '0');
  return { id, source, digest: 'ab', body: [Buffer.from(text)] };
}

async function take(spool: BatchSpool): Promise<SealedSegment> {
  const segment = await spool.next();
  if (segment === undefined) throw new Error('the spool is closed');
  return segment;
}

async function taken(spool: BatchSpool): Promise<string> {
  spool.seal();
  return readFile((await take(spool)).path, 'utf8');
}

describe('a batch', () => {
  it('is acknowledged with its segment and the lines it has, blank ones too', async () => {
    const spool = await open();
    const { segment, lines } = await spool.append(batch('{}\n\n{}'));
    expect(segment).toMatch(/^[0-9a-f]{32}$/);
    expect(lines).toBe(3);
    await spool.close();
  });

  it('knows its first line, and gets the newline it lacks', async () => {
    const spool = await open();
    await Promise.all([
      spool.append(batch('a\nb', 'one')),
      spool.append(batch('c\n', 'two')),
      spool.append(batch('d')),
    ]);
    spool.seal();
    const segment = await take(spool);
    expect(await readFile(segment.path, 'utf8')).toBe('a\nb\nc\nd\n');
    expect(segment.batches.map(({ source, firstLine, lines, bytes }) => [source, firstLine, lines, bytes])).toEqual([
      ['one', 1, 2, 4],
      ['two', 3, 1, 2],
      ['gateway', 4, 1, 2],
    ]);
    expect([segment.lines, segment.bytes, segment.receivedAt]).toEqual([4, 8, NOON]);
    await spool.close();
  });

  it('is written from chunks of any number and size', async () => {
    const spool = await open();
    const body = Array.from({ length: 3_000 }, (_, index) => Buffer.from(index % 7 === 0 ? '' : `${index}\n`));
    await spool.append({ ...batch(''), body });
    expect(await taken(spool)).toBe(Buffer.concat(body).toString());
    await spool.close();
  });

  it('shares its sync with all that arrived while the disk was busy', async () => {
    const spool = await open();
    await Promise.all(Array.from({ length: 500 }, () => spool.append(batch('x'.repeat(1_700)))));
    expect(spool.facts().syncs).toBeLessThan(10);
    await spool.close();
  });

  it('that no segment could hold is refused as a broken promise', async () => {
    const spool = await open({ segmentBytes: 10, segmentLines: 2 });
    await expect(spool.append(batch('0123456789'))).rejects.toThrow('append requires at most 10 bytes');
    await expect(spool.append(batch('a\nb\nc'))).rejects.toThrow('append requires at most 2 lines');
    await expect(spool.append(batch(''))).rejects.toThrow('append requires at least one line');
    await expect(spool.append({ ...batch('a'), id: '../a' })).rejects.toThrow('append requires a batch id');
    await spool.close();
  });
});

describe('a segment', () => {
  it.each([
    ['bytes', { segmentBytes: 10 }],
    ['lines', { segmentLines: 2 }],
    ['batches', { segmentBatches: 2 }],
  ])('is closed at its bound of %s, and no batch spans two', async (_, bounds) => {
    const spool = await open(bounds);
    await Promise.all(['aaaa', 'bbbb', 'cccc'].map((text) => spool.append(batch(text))));
    expect(await readFile((await take(spool)).path, 'utf8')).toBe('aaaa\nbbbb\n');
    expect(await taken(spool)).toBe('cccc\n');
    await spool.close();
  });

  it('is closed by age, which may be changed while it is open', async () => {
    const spool = await open();
    await spool.append(batch('a'));
    const segment = take(spool);
    spool.rotateAfter(20);
    expect((await segment).lines).toBe(1);
    await spool.close();
  });

  it('stays open until a loader asks for one, and takes what arrives meanwhile', async () => {
    const spool = await open({ rotateAfterMilliseconds: 5 });
    for (const text of ['a', 'b', 'c', 'd']) {
      await spool.append(batch(text));
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect(await readFile((await take(spool)).path, 'utf8')).toBe('a\nb\nc\nd\n');
    const next = take(spool);
    await spool.append(batch('e'));
    expect((await next).lines).toBe(1);
    await spool.close();
  });

  it('with nothing in it is never handed out', async () => {
    const spool = await open();
    spool.seal();
    const segment = spool.next();
    await spool.close();
    expect(await segment).toBeUndefined();
    expect(await readdir(directory)).toEqual([]);
  });

  it('has a name the engine takes, and files nobody else may read', async () => {
    const spool = await open();
    await spool.append(batch('a'));
    spool.seal();
    expect(basename((await take(spool)).path)).toMatch(/^[0-9a-z][0-9a-z._-]{0,120}$/);
    for (const file of await readdir(directory)) expect((await stat(join(directory, file))).mode & 0o777).toBe(0o600);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    await spool.close();
  });
});

describe('another process', () => {
  it('gets what was not removed, the very same, before anything new', async () => {
    const first = await open();
    await first.append(batch('a\nb', 'one'));
    first.seal();
    const stored = await take(first);
    await first.append(batch('c'));
    await first.close();
    const second = await open({}, new Date('2027-01-01T00:00:00Z'));
    await second.append(batch('d'));
    second.seal();
    expect(await take(second)).toEqual(stored);
    await second.remove(stored);
    expect(await readFile((await take(second)).path, 'utf8')).toBe('c\n');
    expect(await readFile((await take(second)).path, 'utf8')).toBe('d\n');
    expect(second.facts().replay).toEqual({ segments: 2, replayed: 2 });
    await second.close();
  });

  it('leaves files alone that are not batches', async () => {
    await mkdir(directory);
    const foreign = [`${'a'.repeat(32)}.ndjson`, '.body-12', 'batches.ndjson'];
    for (const file of foreign) await writeFile(join(directory, file), 'x');
    const spool = await open();
    await spool.close();
    expect((await readdir(directory)).sort()).toEqual(foreign.sort());
  });

  it('removes the traces of a death in making or removing a segment', async () => {
    await mkdir(directory);
    const stem = `batches-000000000007-00-${'a'.repeat(32)}`;
    await writeFile(join(directory, `${stem}.ndjson`), '');
    await writeFile(join(directory, `batches-000000000008-00-${'b'.repeat(32)}.journal`), 'stored');
    await writeFile(join(directory, `.${stem}.ndjson`), 'half');
    const spool = await open();
    expect(await readdir(directory)).toEqual([]);
    await spool.close();
  });

  it('leaves a segment of a newer release where it is', async () => {
    await mkdir(directory);
    const id = 'a'.repeat(32);
    const { crc32 } = await import('node:zlib');
    const line = JSON.stringify({ version: 2, segment: id });
    await writeFile(join(directory, `batches-000000000001-00-${id}.ndjson`), 'a\n');
    await writeFile(
      join(directory, `batches-000000000001-00-${id}.journal`),
      `${line} ${crc32(line).toString(16).padStart(8, '0')}\n`,
    );
    const spool = await open();
    await spool.append(batch('new'));
    expect(await taken(spool)).toBe('new\n');
    expect(await readdir(directory)).toHaveLength(4);
    await spool.close();
  });
});

describe('room', () => {
  it('ends where the bound of spooled bytes is met, and comes back with each removal', async () => {
    const spool = await open({ spooledBytes: 10 });
    await spool.append(batch('123456789'));
    expect(spool.room()).toBe('full');
    await expect(spool.append(batch('a'))).rejects.toMatchObject({ reason: 'full', retryable: true });
    spool.seal();
    await spool.remove(await take(spool));
    expect(spool.room()).toBe('free');
    await spool.append(batch('a'));
    await spool.close();
  });

  it('counts what a dead process left', async () => {
    const first = await open();
    await first.append(batch('123456789'));
    await first.close();
    const second = await open({ spooledBytes: 10 });
    expect(second.room()).toBe('full');
    await second.close();
  });

  it('ends where more bytes than the bound wait in memory', async () => {
    const spool = await open({ queuedBytes: 10 });
    const first = spool.append(batch('123456789'));
    expect(spool.room()).toBe('full');
    await expect(spool.append(batch('a'))).rejects.toMatchObject({ reason: 'full' });
    await first;
    expect(spool.facts().queuedBytes).toBe(0);
    await spool.close();
  });

  it('ends where the disk is nearly full', async () => {
    const spool = await open({ freeBytes: Number.MAX_SAFE_INTEGER });
    expect(spool.room()).toBe('disk');
    await spool.close();
  });
});

describe('closing', () => {
  it('syncs what was taken and refuses what comes later', async () => {
    const spool = await open();
    const early = spool.append(batch('early'));
    const closed = spool.close();
    await expect(spool.append(batch('late'))).rejects.toMatchObject({ reason: 'closed' });
    await Promise.all([early, closed]);
    const next = await open();
    expect(await readFile((await take(next)).path, 'utf8')).toBe('early\n');
    await next.close();
  });
});

describe('a folder that cannot be written', () => {
  it('refuses a batch, keeps what it has, and takes batches again once it can', async () => {
    const spool = await open();
    await spool.append(batch('before'));
    spool.seal();
    await take(spool);
    await rename(directory, `${directory}-away`);
    await writeFile(directory, '');
    await expect(spool.append(batch('lost'))).rejects.toMatchObject({ reason: 'broken', retryable: true });
    await rm(directory);
    await rename(`${directory}-away`, directory);
    await spool.append(batch('after'));
    expect(await taken(spool)).toBe('after\n');
    expect(spool.facts()).toMatchObject({ refused: 1, queuedBytes: 0 });
    await spool.close();
  });

  it('that is no folder at all is refused when it is opened', async () => {
    await writeFile(directory, '');
    await expect(open()).rejects.toMatchObject({ name: 'SpoolError', reason: 'broken' });
  });
});

describe('any history', () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }) },
    { weight: 3, arbitrary: fc.constantFrom('take', 'remove', 'reopen', 'seal' as const) },
  );

  it('of appends, seals, removals and restarts keeps every batch, whole and in order, until it is removed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (history) => {
        folders += 1;
        directory = join(place, `${folders}`);
        const bounds = { segmentBytes: 200, segmentLines: 8, segmentBatches: 4 };
        let spool = await open(bounds);
        let held: SealedSegment[] = [];
        /** Batches not removed, in order, and those of them not taken since the last start. */
        let kept: { id: string; text: string }[] = [];
        let waiting: typeof kept = [];
        const segmentOf = new Map<string, string>();
        const takeOne = async () => {
          spool.seal();
          const segment = await take(spool);
          const expected = waiting.splice(0, segment.batches.length);
          expect(segment.batches.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
          expect(await readFile(segment.path, 'utf8')).toBe(expected.map(({ text }) => text).join(''));
          for (const { id } of expected) expect(segment.id).toBe(segmentOf.get(id));
          held.push(segment);
        };
        for (const what of history) {
          if (typeof what === 'object') {
            const arrived = what.map((size) => ({ size, ...batch(`${'x'.repeat(size - 1)}\n`) }));
            const places = await Promise.all(arrived.map((one) => spool.append(one)));
            for (const [index, { id, size }] of arrived.entries()) {
              const one = { id, text: `${'x'.repeat(size - 1)}\n` };
              kept.push(one);
              waiting.push(one);
              segmentOf.set(id, places[index]?.segment ?? '');
            }
          } else if (what === 'seal') spool.seal();
          else if (what === 'take' && waiting.length > 0) await takeOne();
          else if (what === 'remove' && held.length > 0) {
            const [first] = held.splice(0, 1);
            if (first === undefined) continue;
            await spool.remove(first);
            const gone = new Set(first.batches.map(({ id }) => id));
            kept = kept.filter(({ id }) => !gone.has(id));
          } else if (what === 'reopen') {
            await spool.close();
            spool = await open(bounds);
            waiting = [...kept];
            held = [];
          }
        }
        while (waiting.length > 0) await takeOne();
        const { batches: count, bytes } = spool.facts();
        expect([count, bytes]).toEqual([kept.length, kept.reduce((sum, { text }) => sum + text.length, 0)]);
        await spool.close();
      }),
      { numRuns: 60 },
    );
  });
});
