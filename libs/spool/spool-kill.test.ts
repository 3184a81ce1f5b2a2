import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { Random } from '#demo/random';
import { REPEAT, SEED, times } from '../../test/torture/counted.js';
import { BatchSpool } from './batch-spool.js';

/** Deaths. */
const ROUNDS = times(6, 50);

const random = new Random(SEED);

const place = await mkdtemp(join(tmpdir(), 'usewatch-kill-'));
afterAll(() => rm(place, { recursive: true }));

/** Says `+id` of each batch once it is acknowledged, `-id` of each before its segment is removed. */
const PROCESS = `
  import { randomBytes } from 'node:crypto';
  import { writeSync } from 'node:fs';
  import { BatchSpool } from '#spool/batch-spool';
  const bounds = { segmentBytes: 1 << 20, segmentBatches: 60, rotateAfterMilliseconds: 20 };
  const spool = await BatchSpool.open({ directory: process.argv[1], bounds, now: () => new Date(), log: (line) => console.error(line) });
  const send = async () => {
    for (;;) {
      const id = randomBytes(16).toString('hex');
      const body = [Buffer.from((id + '\\n').repeat(1 + parseInt(id.slice(0, 3), 16)))];
      await spool.append({ id, source: 'gateway', digest: id, body });
      writeSync(1, '+' + id + '\\n');
    }
  };
  for (let sender = 0; sender < 8; sender += 1) void send();
  for (let turn = 0; ; turn += 1) {
    const segment = await spool.next();
    if (turn % 2 === 0) continue;
    for (const { id } of segment.batches) writeSync(1, '-' + id + '\\n');
    await spool.remove(segment);
  }
`;

const born = (directory: string): ChildProcess =>
  spawn(process.execPath, ['--input-type=module', '--eval', PROCESS, directory], { stdio: ['ignore', 'pipe', 'pipe'] });

it(
  `after ${ROUNDS} kills at any moment every acknowledged batch is there, bit for bit, and none twice`,
  async () => {
    const directory = join(place, 'spool');
    const acknowledged = new Set<string>();
    const removed = new Set<string>();
    const complaints: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = born(directory);
      const said = text(child.stdout as NodeJS.ReadableStream);
      const complained = text(child.stderr as NodeJS.ReadableStream);
      await once(child.stdout as NodeJS.ReadableStream, 'data');
      await pause(random.next() * 400);
      child.kill('SIGKILL');
      for (const line of (await said).split('\n')) {
        if (line.startsWith('+')) acknowledged.add(line.slice(1));
        if (line.startsWith('-')) removed.add(line.slice(1));
      }
      complaints.push(await complained);
    }
    const spool = await BatchSpool.open({ directory, now: () => new Date(), log: (line) => complaints.push(line) });
    const found = new Set<string>();
    while (spool.facts().segments > 0) {
      const segment = await spool.next();
      if (segment === undefined) break;
      const expected = segment.batches.map(({ id }) => `${id}\n`.repeat(1 + Number.parseInt(id.slice(0, 3), 16)));
      expect((await readFile(segment.path, 'utf8')) === expected.join('')).toBe(true);
      for (const { id } of segment.batches) {
        expect(found.has(id)).toBe(false);
        found.add(id);
      }
      await spool.remove(segment);
    }
    const lost = [...acknowledged].filter((id) => !found.has(id) && !removed.has(id));
    expect(acknowledged.size).toBeGreaterThan(ROUNDS * 8);
    expect(lost, REPEAT).toEqual([]);
    expect(spool.facts()).toMatchObject({ batches: 0, bytes: 0, damaged: 0 });
    await spool.close();
    expect(await readdir(directory)).toEqual([]);
    expect(complaints.join('')).not.toContain('DAMAGED');
  },
  60_000 + 5_000 * ROUNDS,
);
