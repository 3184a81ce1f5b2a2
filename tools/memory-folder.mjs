// Lets tests write to memory where the machine has enough of it: their stores sync every insert, which takes a disk a sixth of the run.
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const MEMORY = '/dev/shm';

/** Free bytes from which it is used; a run holds less than half of that at once. */
const ENOUGH = 8 * 2 ** 30;

/** Folders are named by the process of their run, so that one that was killed leaves nothing for good. */
const OURS = /^usewatch-tests-(\d+)$/;

export default function provideMemoryFolder() {
  if (process.env.TMPDIR !== undefined || !existsSync(MEMORY)) return;
  for (const name of readdirSync(MEMORY)) {
    const pid = OURS.exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) rmSync(join(MEMORY, name), { recursive: true, force: true });
  }
  const { bavail, bsize } = statfsSync(MEMORY);
  if (bavail * bsize < ENOUGH) return;
  const folder = join(MEMORY, `usewatch-tests-${process.pid}`);
  mkdirSync(folder);
  // PostgreSQL's own user must walk the path.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
