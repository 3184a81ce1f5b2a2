import { rename, rm, stat, truncate } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SegmentPaths } from './segment-name.js';

/** Bytes a file gives back at once, and milliseconds in between. ext4 that gives back 256 MiB holds up a sync beside it for 40 to 50 ms, in these steps for 7. */
const STEP = 16 << 20;
const REST = 20;

/**
 * Removes a segment's files without holding up who syncs beside it: the data leaves under a name that the next start
 * removes, then the journal, and only then, bit by bit, the bytes.
 *
 * @returns once the segment is gone, with a promise of its bytes
 * @throws the system's error; the segment may be there still
 */
export async function leaveGently({ data, journal }: SegmentPaths): Promise<{ readonly bytes: Promise<void> }> {
  const leaving = join(dirname(data), `.${basename(data)}`);
  try {
    await rename(data, leaving);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
  await rm(journal, { force: true });
  return { bytes: giveBack(leaving) };
}

/** What cannot be given back stays for the next start. */
async function giveBack(file: string): Promise<void> {
  try {
    for (let { size } = await stat(file); size > STEP; ) {
      size -= STEP;
      await truncate(file, size);
      await pause(REST);
    }
    await rm(file, { force: true });
  } catch {
    await rm(file, { force: true }).catch(() => undefined);
  }
}
