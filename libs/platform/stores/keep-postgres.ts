import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CasebookError } from '#casebook/casebook-error';
import { type KeeperOrders, KeeperReport } from './keeper-report.js';

/** The keeper runs as a program of its own, from what the build made of it. */
const KEEPER = fileURLToPath(
  import.meta.url.endsWith('.ts')
    ? new URL('../../../dist/libs/platform/stores/postgres-keeper.js', import.meta.url)
    : new URL('./postgres-keeper.js', import.meta.url),
);

/** Milliseconds between the death of a keeper and the next. */
const PAUSE = 250;

/** A PostgreSQL that runs as long as this process, or any that has joined, lives. */
export interface KeptPostgres {
  /** Same for the whole run, restarts included. */
  readonly url: string;
  readonly user: string;
  readonly port: number;
  /** Process id of PostgreSQL as last reported. */
  readonly pid: () => number;
  /** Process id of the keeper. */
  readonly keeperPid: () => number;
  /**
   * Lets go: PostgreSQL ends, unless a process that has joined still lives. This process must have left before.
   *
   * @returns  process ids it goes on for; empty when it has ended
   */
  release(): Promise<number[]>;
}

/**
 * Has PostgreSQL started and kept by a program that outlives this process just long enough to stop it.
 *
 * A PostgreSQL that dies is restarted on the same port, and so is a keeper; meanwhile the casebook's calls
 * fail with retryable errors.
 *
 * @param orders  folders of the cluster and of joined processes
 * @param log     told in one sentence whenever something died or was restarted
 * @throws {CasebookError} when PostgreSQL cannot be set up, with the reason
 */
export async function keepPostgres(orders: KeeperOrders, log: (sentence: string) => void): Promise<KeptPostgres> {
  let current = await startKeeper(orders, log);
  const { url, user, port } = current;
  let released = false;
  const watch = async (): Promise<void> => {
    while (!released) {
      await current.ended;
      while (!released && current.over()) {
        log('The keeper of PostgreSQL ended and is started again.');
        await setTimeout(PAUSE, undefined, { ref: false });
        current = await startKeeper({ ...orders, port, insist: true }, log).catch((error: Error) => {
          log(error.message);
          return current;
        });
      }
    }
  };
  void watch();
  return {
    url,
    user,
    port,
    pid: () => current.pid(),
    keeperPid: () => current.child.pid ?? 0,
    release() {
      released = true;
      return current.release();
    },
  };
}

interface Keeper {
  readonly child: ChildProcess;
  readonly url: string;
  readonly user: string;
  readonly port: number;
  readonly pid: () => number;
  readonly ended: Promise<void>;
  readonly over: () => boolean;
  release(): Promise<number[]>;
}

type Ready = Extract<KeeperReport, { state: 'ready' }>;

async function startKeeper(orders: KeeperOrders, log: (sentence: string) => void): Promise<Keeper> {
  const child = spawn(process.execPath, [KEEPER, JSON.stringify(orders)], {
    // Not our own standard error: whoever reads it to its end would wait for a keeper that goes on without us.
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C at the terminal is for us to answer, in our own order.
    detached: true,
  });
  // A keeper that died cannot be told anything; its end is what `ended` reports.
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'close').then(() => undefined);
  let ready: Ready | undefined;
  let complaint = `The keeper of PostgreSQL did not start (${KEEPER}): run npm run build.`;
  createInterface({ input: child.stderr }).on('line', log);
  const reports = createInterface({ input: child.stdout });
  let announce = () => {};
  const announced = new Promise<void>((resolve) => {
    announce = resolve;
  });
  const kept = new Promise<number[]>((resolve) => {
    reports.on('line', (line) => {
      const report = KeeperReport.parse(JSON.parse(line));
      if (report.state === 'kept') resolve(report.by);
      if (report.state === 'failed') complaint = report.message;
      if (report.state === 'failed' && ready !== undefined) log(report.message);
      if (report.state !== 'ready') return;
      if (ready !== undefined) log(`PostgreSQL answers again at 127.0.0.1:${report.port} (process ${report.pid}).`);
      ready = report;
      announce();
    });
  });
  await Promise.race([announced, ended]);
  const first: Ready | undefined = ready;
  if (first === undefined) throw new CasebookError(complaint, { retryable: false });
  const { url, user, port } = first;
  return {
    ...{ child, url, user, port, ended },
    pid: () => ready?.pid ?? 0,
    over: () => child.exitCode !== null || child.signalCode !== null,
    async release() {
      child.stdin.end();
      const by = await Promise.race([ended.then(() => []), kept]);
      // The keeper goes on without us, and we may end without it.
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
      return by;
    },
  };
}
