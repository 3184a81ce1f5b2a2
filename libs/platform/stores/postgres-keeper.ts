import { join as path } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { claimPatiently } from './claim.js';
import { join, liveJoined } from './joined.js';
import { KeeperOrders, type KeeperReport } from './keeper-report.js';
import { type PostgresProcess, startPostgres } from './postgres-process.js';

/*
 * A program of its own, so that PostgreSQL never outlives those who use it: it starts PostgreSQL, restarts it
 * on the same port when it dies, and stops it when the parent's pipe (our standard input) has closed and no
 * process that has joined is left. The parent may have been killed; the pipe closes all the same.
 */

/** Milliseconds between two looks at who has joined. */
const LOOK_EVERY = 500;

/** Milliseconds before the first restart; doubled with each that fails. */
const FIRST_PAUSE = 100;

/** Milliseconds; waiting longer would only delay recovery. */
const LONGEST_PAUSE = 5_000;

/** Milliseconds of answering after which a death counts as the first again. */
const SETTLED_AFTER = 60_000;

/** Milliseconds a predecessor is given to stop PostgreSQL after its own parent was killed. */
const PREDECESSOR_PATIENCE = 45_000;

const orders = KeeperOrders.parse(JSON.parse(process.argv[2] ?? '{}'));
let unneeded = false;
const noLongerNeeded = untilUnneeded().then(() => {
  unneeded = true;
});
// Nobody may be listening any more; that is what standard input tells us.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.exitCode = await keep();
// Standard input and PostgreSQL's handles must not keep a finished keeper alive.
process.exit();

async function keep(): Promise<number> {
  const leave = join(path(orders.directory, 'keepers'));
  const release = await claimPatiently(path(orders.directory, 'keeper'), PREDECESSOR_PATIENCE);
  if (release === undefined) {
    leave();
    report({
      state: 'failed',
      message: `The casebook in ${orders.directory} is in use by another keeper of PostgreSQL.`,
    });
    return 1;
  }
  try {
    return await keepRunning();
  } finally {
    await release();
    leave();
  }
}

async function keepRunning(): Promise<number> {
  let port = orders.port;
  let everReady = false;
  let pause = FIRST_PAUSE;
  while (!unneeded) {
    const postgres = await start(port, everReady || orders.insist === true);
    if (postgres === undefined && !everReady) return 1;
    if (postgres !== undefined) {
      everReady = true;
      port = postgres.port;
      const { url, user, pid } = postgres;
      report({ state: 'ready', url, user, port, pid });
      const since = performance.now();
      await Promise.race([postgres.ended, noLongerNeeded]);
      if (unneeded) {
        await postgres.stop();
        return 0;
      }
      report({ state: 'failed', message: `PostgreSQL (process ${pid}) ended by itself and is started again.` });
      if (performance.now() - since > SETTLED_AFTER) pause = FIRST_PAUSE;
    }
    await Promise.race([setTimeout(pause), noLongerNeeded]);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
  return 0;
}

async function start(port: number | undefined, insist: boolean): Promise<PostgresProcess | undefined> {
  try {
    return await startPostgres({ directory: orders.directory, port, insist });
  } catch (error) {
    report({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

async function untilUnneeded(): Promise<void> {
  const ordered = new Promise<'ordered'>((resolve) => {
    process.once('SIGTERM', () => resolve('ordered'));
    process.once('SIGINT', () => resolve('ordered'));
  });
  const letGo = new Promise<'let go'>((resolve) => {
    process.stdin.once('close', () => resolve('let go'));
    process.stdin.once('end', () => resolve('let go'));
    process.stdin.once('error', () => resolve('let go'));
    process.stdin.resume();
  });
  if ((await Promise.race([ordered, letGo])) === 'ordered') return;
  for (let said = false; ; said = true) {
    const by = await liveJoined(orders.joined, process.pid);
    if (by.length === 0) return;
    if (!said) report({ state: 'kept', by });
    if ((await Promise.race([ordered, setTimeout(LOOK_EVERY)])) === 'ordered') return;
  }
}

function report(line: KeeperReport): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
