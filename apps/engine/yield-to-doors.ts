import { existsSync, readdirSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Niceness at which a core that both want is shared three to one. */
const YIELDING = 5;

/** One entry for each thread of this process; on Linux alone. */
const THREADS = '/proc/self/task';

/**
 * Lets doors and console go first where processors are short: a load loses nothing by waiting, an acknowledgement does.
 *
 * On Linux a niceness is a thread's own and passes to those it begins. Node has begun some before its first module runs,
 * and among them are the ones that queries run on: each is told.
 */
export function yieldToDoors(): void {
  setPriority(YIELDING);
  if (!existsSync(THREADS)) return;
  for (const thread of readdirSync(THREADS)) yieldUnlessGone(Number(thread));
}

/** A thread may end between being listed and being told. */
export function yieldUnlessGone(thread: number): void {
  try {
    setPriority(thread, YIELDING);
  } catch (cause) {
    if ((cause as { info?: { code?: string } }).info?.code !== 'ESRCH') throw cause;
  }
}
