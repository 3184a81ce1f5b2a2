import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BatchSpool } from './batch-spool.js';

const place = await mkdtemp(join(tmpdir(), 'usewatch-full-'));
const disk = join(place, 'disk');
await mkdir(disk);

function mayMount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const isMounted = mayMount();
afterAll(async () => {
  if (isMounted) execFileSync('umount', [disk]);
  await rm(place, { recursive: true });
});

const open = (directory: string) =>
  BatchSpool.open({
    directory,
    bounds: { rotateAfterMilliseconds: 60_000, freeBytes: 0 },
    now: () => new Date(),
    log: () => undefined,
  });

let count = 0;
const batch = (bytes: number) => {
  count += 1;
  const id = `${count}`.padStart(32, '0');
  return { id, source: 'gateway', digest: 'ab', body: [Buffer.alloc(bytes, `${count}`)] };
};

/** Takes and removes everything; ids in order. */
async function drained(spool: BatchSpool): Promise<string[]> {
  const ids: string[] = [];
  while (spool.facts().segments > 0) {
    spool.seal();
    const segment = await spool.next();
    if (segment === undefined) break;
    expect((await readFile(segment.path)).length).toBe(segment.bytes);
    ids.push(...segment.batches.map(({ id }) => id));
    await spool.remove(segment);
  }
  return ids;
}

describe.runIf(isMounted)('a full disk of 2 MiB (needs the right to mount)', () => {
  it('refuses what it cannot hold, keeps what it acknowledged and takes more once there is room, ten times over', async () => {
    const spool = await open(join(disk, 'spool'));
    for (let round = 0; round < 10; round += 1) {
      const sent = Array.from({ length: 12 }, () => batch(100_000 + round * 17_000));
      const kept: string[] = [];
      for (const pair of [0, 2, 4, 6, 8, 10]) {
        const group = sent.slice(pair, pair + 2);
        const settled = await Promise.allSettled(group.map((one) => spool.append(one)));
        for (const [index, outcome] of settled.entries()) {
          if (outcome.status === 'fulfilled') kept.push(group[index]?.id ?? '');
          else expect(outcome.reason).toMatchObject({ name: 'SpoolError', reason: 'disk', retryable: true });
        }
      }
      expect(kept.length).toBeGreaterThan(0);
      if (round > 5) expect(kept.length).toBeLessThan(12);
      expect(await drained(spool)).toEqual(kept);
      expect(spool.facts()).toMatchObject({ bytes: 0, queuedBytes: 0, damaged: 0 });
    }
    await spool.close();
  });

  it('that turns read-only refuses, and takes batches again when it may be written, without a restart', async () => {
    const spool = await open(join(disk, 'read-only'));
    for (let round = 0; round < 10; round += 1) {
      const before = batch(10);
      await spool.append(before);
      spool.seal();
      const segment = await spool.next();
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      await expect(spool.append(batch(10))).rejects.toMatchObject({ reason: 'broken', retryable: true });
      if (segment !== undefined) await expect(spool.remove(segment)).rejects.toMatchObject({ reason: 'broken' });
      execFileSync('mount', ['-o', 'remount,rw', disk]);
      const after = batch(10);
      await spool.append(after);
      if (segment !== undefined) await spool.remove(segment);
      expect(await drained(spool)).toEqual([after.id]);
    }
    await spool.close();
  });
});

/** Appends three batches under a limit that the third breaks in the middle of its write, then one more, and says what happened. */
const LIMITED = `
  import { BatchSpool } from '#spool/batch-spool';
  const spool = await BatchSpool.open({ directory: process.argv[1], bounds: { rotateAfterMilliseconds: 60_000 }, now: () => new Date(), log: () => undefined });
  for (const digit of '1234') {
    const bytes = digit === '4' ? 1_000 : 200_000;
    const appended = spool.append({ id: digit.repeat(32), source: 'gateway', digest: 'ab', body: [Buffer.alloc(bytes, digit)] });
    console.log(await appended.then(() => 'kept', (error) => error.reason + ' ' + error.cause.code));
  }
  process.kill(process.pid, 'SIGKILL');
`;

describe('a file that may not grow (a limit of 512 KiB)', () => {
  it('is cut back to its last whole batch, and the next batch goes to another', async () => {
    const directory = join(place, 'limited');
    const said = spawnSync(
      'bash',
      ['-c', 'ulimit -f 512; exec "$0" --input-type=module --eval "$1" "$2"', process.execPath, LIMITED, directory],
      { encoding: 'utf8' },
    );
    expect(said.stdout).toBe('kept\nkept\ndisk EFBIG\nkept\n');
    const spool = await open(directory);
    expect(await drained(spool)).toEqual(['1', '2', '4'].map((digit) => digit.repeat(32)));
    await spool.close();
  });
});
