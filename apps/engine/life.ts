import { setTimeout as pause } from 'node:timers/promises';
import { liveJoined } from '#platform/stores/joined';

/** Milliseconds between two looks at who still uses the engine. */
const LOOK_EVERY = 500;

/**
 * Resolves when nobody needs the engine any more: its parent's pipe has closed and no joined process lives, or it is told to stop.
 *
 * The pipe closes however the parent dies, `kill -9` included; a signal handler in the parent would not run then.
 *
 * @param joined  folder of joined processes, if there may be any
 */
export async function endOfUse(joined: string | undefined): Promise<void> {
  const parent = process.ppid;
  const told = new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve);
  });
  // The terminal's Ctrl-C reaches parent and child; the parent decides.
  process.on('SIGINT', () => undefined);
  const left = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve).once('error', resolve).resume();
  });
  const unused = left.then(async () => {
    while (joined !== undefined && (await liveJoined(joined, parent)).length > 0) await pause(LOOK_EVERY);
  });
  await Promise.race([told, unused]);
}
