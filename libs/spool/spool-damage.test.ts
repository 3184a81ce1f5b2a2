import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { times } from '../../test/torture/counted.js';
import { BatchSpool } from './batch-spool.js';

/** Every how many-th position is tried; 1 tries all of them. */
const STRIDE = times(61, 1);

// 30 ms a position on a busy machine.
vi.setConfig({ testTimeout: 60_000 + 600_000 / STRIDE });

/** Memory where there is some: what is tried here are bytes, not the patience of a disk. */
const place = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'usewatch-damage-'));
afterAll(() => rm(place, { recursive: true }));

const open = (directory: string, lines: string[] = []) =>
  BatchSpool.open({
    directory,
    bounds: { rotateAfterMilliseconds: 60_000 },
    now: () => new Date('2026-03-01T12:00:00Z'),
    log: (line) => lines.push(line),
  });

const id = (number: number) => `${number}`.padStart(32, '0');
const texts = ['a', 'b', 'c'].map((letter) => `${`${letter}`.repeat(4_095)}\n`);

interface Files {
  readonly data: Buffer;
  readonly journal: Buffer;
  readonly names: { readonly data: string; readonly journal: string };
}

/** Three batches of 4 kB as they lie on disk, with or without the closing line. */
async function written(isSealed: boolean): Promise<Files> {
  const directory = await mkdtemp(join(place, 'whole-'));
  const spool = await open(directory);
  for (const [index, text] of texts.entries()) {
    await spool.append({ id: id(index), source: 'gateway', digest: 'ab', body: [Buffer.from(text)] });
  }
  if (isSealed) await spool.close();
  const files = await readdir(directory);
  const name = (ending: string) => files.find((file) => file.endsWith(ending)) ?? '';
  const names = { data: name('.ndjson'), journal: name('.journal') };
  const found = {
    names,
    data: await readFile(join(directory, names.data)),
    journal: await readFile(join(directory, names.journal)),
  };
  await spool.close();
  return found;
}

interface Outcome {
  /** Batches handed out, each proven to be the very bytes of its journal entry. */
  readonly batches: readonly string[];
  readonly segment: string | undefined;
  readonly damaged: number;
  readonly log: readonly string[];
}

/** Replays a damaged segment twice, which must give the same both times. */
async function replayed({ names, data, journal }: Files): Promise<Outcome> {
  const directory = await mkdtemp(join(place, 'damaged-'));
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, names.data), data);
  await writeFile(join(directory, names.journal), journal);
  const log: string[] = [];
  const outcomes: Outcome[] = [];
  for (let turn = 0; turn < 2; turn += 1) {
    const spool = await open(directory, log);
    while (spool.facts().replay.replayed < spool.facts().replay.segments) await new Promise(setImmediate);
    const segment = spool.facts().segments === 0 ? undefined : await spool.next();
    const bytes = segment === undefined ? Buffer.alloc(0) : await readFile(segment.path);
    let at = 0;
    let line = 1;
    for (const batch of segment?.batches ?? []) {
      expect(bytes.subarray(at, at + batch.bytes).toString()).toBe(texts[Number(batch.id)]);
      expect(batch.firstLine).toBe(line);
      at += batch.bytes;
      line += batch.lines;
    }
    expect(bytes.length).toBe(at);
    outcomes.push({
      batches: segment?.batches.map((batch) => batch.id) ?? [],
      segment: segment?.id,
      damaged: spool.facts().damaged,
      log,
    });
    await spool.close();
  }
  expect(outcomes[1]).toEqual(outcomes[0]);
  await rm(directory, { recursive: true });
  return outcomes[0] as Outcome;
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8));
  return copy;
}

/** Positions of the last batch, its journal line included, from `start` on. */
function* positions(start: number, end: number): Generator<number> {
  for (let at = start; at < end; at += STRIDE) yield at;
  yield end - 1;
}

const dataStart = 2 * 4_096;
const [first, second, third] = [id(0), id(1), id(2)];

describe.each([
  ['open', false],
  ['sealed', true],
])('a segment whose process died while it was %s', (_, isSealed) => {
  it('loses only the last batch to a bit flipped in its bytes, which are set aside', async () => {
    const files = await written(isSealed);
    for (const at of positions(dataStart, files.data.length)) {
      const outcome = await replayed({ ...files, data: flipped(files.data, at) });
      expect([at, outcome.batches, outcome.damaged]).toEqual([at, [first, second], 1]);
    }
  });

  it('loses only the last batch to bytes that are missing', async () => {
    const files = await written(isSealed);
    for (const at of positions(dataStart, files.data.length)) {
      const outcome = await replayed({ ...files, data: files.data.subarray(0, at) });
      expect([at, outcome.batches, outcome.damaged]).toEqual([at, [first, second], 1]);
    }
  });

  it('loses at most the last batch to a bit flipped in its journal line, and none to one in the newline', async () => {
    const files = await written(isSealed);
    const start = files.journal.indexOf('\n', files.journal.indexOf('\n') + 1) + 1;
    const end = files.journal.indexOf('\n', start);
    for (const at of positions(start, end)) {
      const outcome = await replayed({ ...files, journal: flipped(files.journal, at) });
      expect([at, outcome.batches, outcome.damaged]).toEqual([at, [first, second], 1]);
    }
    const outcome = await replayed({ ...files, journal: flipped(files.journal, end) });
    expect(outcome.batches.slice(0, 2)).toEqual([first, second]);
  });

  it('keeps earlier batches wherever its journal ends, and cuts bytes that no line speaks of', async () => {
    const files = await written(isSealed);
    const start = files.journal.indexOf('\n', files.journal.indexOf('\n') + 1) + 1;
    const end = files.journal.indexOf('\n', start);
    for (const at of positions(start, end)) {
      const outcome = await replayed({ ...files, journal: files.journal.subarray(0, at) });
      expect([at, outcome.batches, outcome.damaged]).toEqual([at, [first, second], at === start ? 0 : 1]);
    }
    const outcome = await replayed({ ...files, journal: files.journal.subarray(0, end) });
    expect(outcome.batches).toEqual([first, second, third]);
  });
});

describe('a write that was never acknowledged', () => {
  it('is cut wherever its process died in it, and what came before keeps its id', async () => {
    const files = await written(false);
    const { segment } = await replayed(files);
    const journal = files.journal.subarray(0, files.journal.indexOf('\n', files.journal.indexOf('\n') + 1) + 1);
    for (const at of positions(dataStart, files.data.length)) {
      const outcome = await replayed({ ...files, data: files.data.subarray(0, at), journal });
      expect([at, outcome.batches, outcome.damaged]).toEqual([at, [first, second], 0]);
      expect(outcome.segment).toBe(segment);
    }
  });
});

describe('damage in the middle', () => {
  it('costs one batch; the others move up under an id of their own', async () => {
    const files = await written(false);
    const whole = await replayed(files);
    const outcome = await replayed({ ...files, data: flipped(files.data, 5_000) });
    expect([outcome.batches, outcome.damaged]).toEqual([[first, third], 1]);
    expect(outcome.segment).not.toBe(whole.segment);
  });

  it('costs one batch when it is in the journal', async () => {
    const files = await written(false);
    const outcome = await replayed({ ...files, journal: flipped(files.journal, files.journal.indexOf('\n') + 40) });
    expect([outcome.batches, outcome.damaged]).toEqual([[first, third], 1]);
  });

  it('is set aside with its journal line and told to the operator, without a byte of it', async () => {
    const files = await written(false);
    const directory = await mkdtemp(join(place, 'aside-'));
    const damaged = flipped(files.data, 5_000);
    await writeFile(join(directory, files.names.data), damaged);
    await writeFile(join(directory, files.names.journal), files.journal);
    const log: string[] = [];
    const spool = await open(directory, log);
    await spool.next();
    await spool.close();
    const stem = join(directory, 'damaged', `${files.names.data.replace('.ndjson', '')}-4096`);
    expect(await readFile(`${stem}.ndjson`)).toEqual(damaged.subarray(4_096, 8_192));
    expect(await readFile(`${stem}.journal`, 'utf8')).toContain(second);
    expect(log.join()).toContain('4096 acknowledged bytes cannot be believed');
    expect(log.join()).not.toContain('bbbb');
  });

  it.each([
    ['after', true],
    ['before', false],
  ])('gives the same when its mending was killed %s the new journal had its name', async (_, isCommitted) => {
    const whole = await written(false);
    const directory = await mkdtemp(join(place, 'generations-'));
    const lay = async () => {
      await writeFile(join(directory, whole.names.data), flipped(whole.data, 5_000));
      await writeFile(join(directory, whole.names.journal), whole.journal);
    };
    await lay();
    const mended = await open(directory);
    const segment = await mended.next();
    await mended.close();
    await lay();
    const journal = (segment?.path ?? '').replace('.ndjson', '.journal');
    if (!isCommitted) await rename(journal, join(directory, `.${basename(journal)}`));
    const spool = await open(directory);
    expect(spool.facts().replay.segments).toBe(1);
    expect(await spool.next()).toEqual(segment);
    expect((await readdir(directory)).sort()).toEqual(
      ['damaged', ...[journal, segment?.path ?? ''].map((path) => basename(path))].sort(),
    );
    await spool.close();
  });
});
