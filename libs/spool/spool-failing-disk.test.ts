import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { Random } from '#demo/random';
import { faultyDisk } from '../../test/support/faulty-disk.js';
import { PATIENCE, REPEAT, SEED, times } from '../../test/torture/counted.js';
import { BatchSpool } from './batch-spool.js';

const place = await mkdtemp(join(tmpdir(), 'usewatch-failing-'));
const store = join(place, 'store');
const disk = join(place, 'disk');

/** A disk that can be cut short under a running file system: what lies beyond its end fails with the kernel's own EIO. */
const blocks = join(store, 'blocks');

function mayMount(): boolean {
  try {
    const run = (command: string, ...words: string[]) => execFileSync(command, words, { stdio: 'ignore' });
    run('mkdir', store, disk);
    run('mount', '-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', store);
    run('truncate', '-s', '32m', blocks);
    // Blocks of 4 KiB, so that what describes the files lies together at the beginning.
    run('mkfs.ext2', '-q', '-F', '-b', '4096', blocks);
    run('mount', '-o', 'loop', blocks, disk);
    return true;
  } catch {
    return false;
  }
}
const isMounted = mayMount();
const unmounted = (folder: string) => {
  try {
    execFileSync('umount', [folder], { stdio: 'ignore' });
  } catch {
    // It never was mounted.
  }
};
afterAll(async () => {
  unmounted(disk);
  unmounted(store);
  await rm(place, { recursive: true, force: true });
});

const random = new Random(SEED);
const open = (directory: string, log: (line: string) => void = () => undefined) =>
  BatchSpool.open({
    directory,
    bounds: { rotateAfterMilliseconds: 60_000, freeBytes: 0 },
    now: () => new Date(),
    log,
  });

let count = 0;
const batch = (bytes: number) => {
  count += 1;
  const id = `${count}`.padStart(32, '0');
  return { id, source: 'gateway', digest: 'ab', body: [Buffer.alloc(bytes, id)] };
};

/** Takes and removes everything there is; each batch must be the very bytes that were sent. */
async function drained(spool: BatchSpool): Promise<string[]> {
  const ids: string[] = [];
  // A segment of which nothing was acknowledged is never handed out.
  await vi.waitFor(() => expect(spool.facts().replay.replayed).toBe(spool.facts().replay.segments));
  while (spool.facts().segments > 0) {
    spool.seal();
    const segment = await spool.next();
    if (segment === undefined) break;
    const bytes = await readFile(segment.path);
    let at = 0;
    for (const { id, bytes: length } of segment.batches) {
      // The newline that a body lacks is added.
      const sent = Buffer.alloc(length - 1, id);
      expect(bytes.subarray(at, at + length - 1).equals(sent), id).toBe(true);
      at += length;
      ids.push(id);
    }
    await spool.remove(segment);
  }
  return ids;
}

const broken = { name: 'SpoolError', reason: 'broken', retryable: true };

describe('a disk whose syncs fail (EIO)', () => {
  it('acknowledges nothing of the group, says so, and is found sound again without a restart, however often', async () => {
    const directory = await mkdtemp(join(place, 'once-'));
    let isBroken = false;
    const faulty = await faultyDisk(directory, () => isBroken);
    try {
      const spool = await open(directory);
      const kept: string[] = [];
      for (let round = 0; round < times(2, 10); round += 1) {
        const before = batch(5_000);
        await spool.append(before);
        isBroken = true;
        const group = await Promise.allSettled([1, 2, 3].map(() => spool.append(batch(5_000))));
        for (const outcome of group) expect(outcome).toMatchObject({ status: 'rejected', reason: broken });
        expect(spool.room()).toBe('broken');
        expect(spool.facts().trouble).toMatch(/cannot write to the spool .*EIO.*check the disk/);
        isBroken = false;
        await vi.waitFor(() => expect(spool.room()).toBe('free'), { timeout: 5_000 });
        const after = batch(5_000);
        await spool.append(after);
        expect(spool.facts()).toMatchObject({ trouble: undefined, refused: 3 * (round + 1) });
        kept.push(before.id, after.id);
      }
      expect(await drained(spool)).toEqual(kept);
      await spool.close();
    } finally {
      faulty.mend();
    }
  });

  it('lets a sync that worked end the trouble at once', async () => {
    const directory = await mkdtemp(join(place, 'passing-'));
    let failing = 1;
    const faulty = await faultyDisk(directory, () => failing-- > 0);
    try {
      const spool = await open(directory);
      await expect(spool.append(batch(10))).rejects.toMatchObject(broken);
      await spool.append(batch(10));
      expect(spool.room()).toBe('free');
      await spool.close();
    } finally {
      faulty.mend();
    }
  });

  it(
    'loses nothing it acknowledged when the power fails too, since no file is trusted after a sync of it failed',
    async () => {
      let [failures, found] = [0, 0];
      for (let history = 0; history < times(20, 500); history += 1) {
        const directory = await mkdtemp(join(place, 'history-'));
        const left = await mkdtemp(join(place, 'left-'));
        const chance = 2 + random.below(8);
        const faulty = await faultyDisk(directory, () => random.below(chance) === 0);
        const acknowledged = new Set<string>();
        try {
          // A folder that cannot be synced is no fault of the disk's yet: it is opened before it fails.
          const spool = await open(directory);
          for (let group = 0; group < 12; group += 1) {
            const sent = Array.from({ length: 1 + random.below(4) }, () => batch(1 + random.below(9_000)));
            const settled = await Promise.allSettled(sent.map((one) => spool.append(one)));
            for (const [n, { status }] of settled.entries())
              if (status === 'fulfilled') acknowledged.add(sent[n]?.id ?? '');
            if (random.below(4) === 0) spool.seal();
            const segment = random.below(3) === 0 && spool.facts().segments > 1 ? await soon(spool.next()) : undefined;
            if (segment === undefined) continue;
            for (const { id } of segment.batches) acknowledged.delete(id);
            await spool.remove(segment);
          }
          faulty.leave(left, (limit) => random.below(limit));
          failures += faulty.failures();
          faulty.mend();
          await spool.close();
        } finally {
          faulty.mend();
        }
        const after = await open(left);
        const ids = new Set(await drained(after));
        await after.close();
        expect(
          [...acknowledged].filter((id) => !ids.has(id)),
          REPEAT,
        ).toEqual([]);
        found += acknowledged.size;
        await Promise.all([directory, left].map((folder) => rm(folder, { recursive: true })));
      }
      expect(failures).toBeGreaterThan(times(20, 500));
      expect(found).toBeGreaterThan(times(20, 500));
    },
    PATIENCE,
  );
});

/** What comes within a moment; undefined when nothing does. */
function soon<T>(coming: Promise<T>): Promise<T | undefined> {
  return Promise.race([coming, pause(20).then(() => undefined)]);
}

/** Cuts the disk short, or gives it back its length. */
function resize(size: '2m' | '32m'): void {
  const device = execFileSync('findmnt', ['-n', '-o', 'SOURCE', disk], { encoding: 'utf8' }).trim();
  execFileSync('truncate', ['-s', size, blocks]);
  execFileSync('losetup', ['--set-capacity', device]);
}

describe.runIf(isMounted)('a block device that is cut short (needs the right to mount)', () => {
  it('fails the sync for real; the spool keeps what it acknowledged and goes on once the device does', async () => {
    const directory = join(disk, 'spool');
    await mkdir(directory);
    // What follows lies beyond the cut, and is small enough to need no block that says where its blocks are.
    await writeFile(join(disk, 'before'), Buffer.alloc(4 << 20));
    const spool = await open(directory);
    const before = batch(20_000);
    await spool.append(before);
    resize('2m');
    await expect(spool.append(batch(20_000))).rejects.toMatchObject({ ...broken, cause: { code: 'EIO' } });
    expect(spool.room()).toBe('broken');
    resize('32m');
    await vi.waitFor(() => expect(spool.room()).toBe('free'), { timeout: 10_000 });
    const after = batch(500_000);
    await spool.append(after);
    expect(await drained(spool)).toEqual([before, after].map(({ id }) => id));
    await spool.close();
  });
});
