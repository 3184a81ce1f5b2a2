import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type DataDirectory, InstallationError } from './data-directory.js';
import { type EngineProcess, startEngine } from './engine-process.js';
import { isLive, join, liveJoined, startOf } from './joined.js';
import { type KeptPostgres, keepPostgres } from './keep-postgres.js';
import { alone, readStoresFile, type StoresFile, writeStoresFile } from './stores-file.js';

/** Which of the two stores are ours to run; a named server is not. */
export interface Wanted {
  readonly engine: boolean;
  readonly postgres: boolean;
  /** TCP port on 127.0.0.1 at which dashboards read our engine; absent: none is asked for. */
  readonly readerPort?: number;
}

/** Stores that run, started by this process or by one that lives beside it. */
export interface Stores {
  readonly engine: NonNullable<StoresFile['engine']> | undefined;
  readonly postgres: NonNullable<StoresFile['postgres']> | undefined;
  /** Leaves; what nobody else has joined ends. */
  close(): Promise<void>;
}

/** Milliseconds another process may take to start the stores. */
const START_WITHIN = 120_000;

/** Milliseconds between two looks at stores that another process started. */
const LOOK_EVERY = 2_000;

/** Milliseconds a store may take to answer. */
const ANSWER_WITHIN = 2_000;

/** Milliseconds the process that keeps a dead store may take to bring it back before we start one ourselves. */
const RETURN_WITHIN = 30_000;

/** Milliseconds a process that ends waits for others to finish starting: they may take longer than we have. */
const END_WITHIN = 3_000;

/**
 * Joins the stores that live on a data directory and starts those that do not.
 *
 * @param directory  the installation's folders
 * @param wanted     which stores are ours to run
 * @param keep       whether to start them again should the process that started them be gone: a service does, a command does not
 * @param log        gets one line about everything worth telling an operator
 * @throws {InstallationError} when a store cannot be started
 */
export async function openStores(
  directory: DataDirectory,
  wanted: Wanted,
  keep: boolean,
  log: (line: string) => void,
): Promise<Stores> {
  const leave = join(directory.joined);
  const own = new Children(directory, wanted, log);
  let stores: StoresFile;
  try {
    stores = await own.ensure();
  } catch (error) {
    await own.stop(leave);
    throw error;
  }
  let looking = false;
  const looks = setInterval(() => {
    if (!keep || looking) return;
    looking = true;
    own
      .look()
      .catch((error: Error) => log(`stores cannot be started again, trying on: ${error.message}`))
      .finally(() => {
        looking = false;
      });
  }, LOOK_EVERY);
  looks.unref();
  return {
    engine: stores.engine,
    postgres: stores.postgres,
    async close() {
      clearInterval(looks);
      await own.stop(leave);
    },
  };
}

/** The stores this process has started. */
class Children {
  #engine: EngineProcess | undefined;
  #postgres: KeptPostgres | undefined;

  constructor(
    private readonly directory: DataDirectory,
    private readonly wanted: Wanted,
    private readonly log: (line: string) => void,
  ) {}

  /** Starts what does not answer, on the port it had, so that others find it where it was. */
  ensure(): Promise<StoresFile> {
    const { run, path } = this.directory;
    return alone(run, START_WITHIN, async (isAlone) => {
      if (!isAlone) {
        throw new InstallationError(
          `another process has been starting the stores on ${path} for ${START_WITHIN / 1_000} s; see what it prints, or end it and try again`,
        );
      }
      const before = await readStoresFile(run);
      // Both are waited for: one that starts while we give up would be left behind.
      const [engine, postgres] = await Promise.allSettled([this.#engineOf(before), this.#postgresOf(before)]);
      if (engine.status === 'rejected') throw engine.reason;
      if (postgres.status === 'rejected') throw postgres.reason;
      const now: StoresFile = {
        ...(engine.value === undefined ? {} : { engine: engine.value }),
        ...(postgres.value === undefined ? {} : { postgres: postgres.value }),
        ...(before.service === undefined ? {} : { service: before.service }),
      };
      await writeStoresFile(run, now);
      return now;
    });
  }

  /** Starts what others have left dead, and writes down what has been restarted. */
  async look(): Promise<void> {
    const { engine, postgres } = await readStoresFile(this.directory.run);
    const [engineIsFine, postgresIsFine] = await Promise.all([
      !this.wanted.engine || (this.#engine === undefined ? knowsUs(engine) : engine?.pid === this.#engine.pid),
      !this.wanted.postgres ||
        (this.#postgres === undefined ? serves(postgres?.url) : postgres?.pid === this.#postgres.pid()),
    ]);
    if (!engineIsFine || !postgresIsFine) await this.ensure();
  }

  /** Leaves; nobody joins meanwhile, so that whoever comes next finds the stores either alive or gone. */
  stop(leave: () => void): Promise<void> {
    return alone(this.directory.run, END_WITHIN, async () => {
      leave();
      await Promise.all([this.#engine?.stop(), this.#postgres?.release()]);
    });
  }

  async #engineOf({ engine }: StoresFile): Promise<StoresFile['engine']> {
    if (!this.wanted.engine) return undefined;
    if (this.#engine === undefined) {
      if (await comesBack(engine, () => knowsUs(engine))) return this.#withReaders(engine);
      const started = await this.#startUnlessLeft(engine);
      if (started === undefined) return this.#withReaders(engine);
      this.#engine = started;
    }
    const { url, user, password, reader, readerPort, pid } = this.#engine;
    const ofReaders = readerPort === undefined ? {} : { readerPort };
    return { url, user, password, reader, ...ofReaders, pid, keeper: process.pid, keeperSince: startOf(process.pid) };
  }

  /** @throws {InstallationError} when an engine that another process started does not listen where readers are to ask */
  #withReaders(engine: StoresFile['engine']): StoresFile['engine'] {
    const { readerPort } = this.wanted;
    if (readerPort === undefined || engine?.readerPort === readerPort) return engine;
    throw new InstallationError(
      `process ${engine?.keeper} runs the engine on ${this.directory.path} without port ${readerPort} for readers; let it end, then start again`,
    );
  }

  /**
   * An engine whose parent died while it started finds us joined and stays: it is taken over as soon as it answers.
   *
   * @returns undefined when the engine of before answers
   */
  async #startUnlessLeft(before: StoresFile['engine']): Promise<EngineProcess | undefined> {
    const { engine: directory, spool, run, joined } = this.directory;
    const until = performance.now() + RETURN_WITHIN;
    const { readerPort } = this.wanted;
    const ofReaders = readerPort === undefined ? {} : { readerPort };
    let wanted = port(before?.url);
    for (;;) {
      try {
        return await startEngine({
          directory,
          spool,
          run,
          leavesWithin: 1_000,
          ...wanted,
          ...ofReaders,
          log: this.log,
        });
      } catch (error) {
        if (await knowsUs(before)) return undefined;
        const { message } = error as Error;
        // A port that somebody has taken since is nobody's loss, unless others look for the engine there.
        if (/EADDRINUSE/.test(message) && (await liveJoined(joined, process.pid)).length === 0) wanted = {};
        else if (!/ has it open, /.test(message) || performance.now() > until) throw error;
      }
    }
  }

  async #postgresOf({ postgres }: StoresFile): Promise<StoresFile['postgres']> {
    if (!this.wanted.postgres) return undefined;
    if (this.#postgres === undefined) {
      if (await comesBack(postgres, () => serves(postgres?.url))) return postgres;
      const { postgres: directory, joined } = this.directory;
      this.#postgres = await keepPostgres({ directory, joined, ...port(postgres?.url) }, this.log);
    }
    const { url, user, pid, keeperPid } = this.#postgres;
    return { url, user, pid: pid(), keeper: keeperPid(), keeperSince: startOf(keeperPid()) };
  }
}

function port(url: string | undefined): { port?: number } {
  return url === undefined ? {} : { port: Number(new URL(url).port) };
}

/** A store that somebody starts again when it dies. */
type Kept = Pick<NonNullable<StoresFile['engine']>, 'keeper' | 'keeperSince'>;

/** Whether a store answers, now or as soon as the process that keeps it has started it again. */
async function comesBack(store: Kept | undefined, answers: () => Promise<boolean>): Promise<boolean> {
  const until = performance.now() + RETURN_WITHIN;
  while (!(await answers())) {
    const isKept = store !== undefined && store.keeper !== process.pid && isLive(store.keeper, store.keeperSince);
    if (!isKept || performance.now() > until) return false;
    await pause(200);
  }
  return true;
}

/** Whether our engine answers at its address: after a crash of everything anybody may listen there, another installation's engine too. */
async function knowsUs(engine: StoresFile['engine']): Promise<boolean> {
  if (engine === undefined) return false;
  const { url, user, password } = engine;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  try {
    const answer = await fetch(`${url}/health`, {
      headers: { authorization },
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    return ((await answer.json()) as { user?: unknown }).user === user;
  } catch {
    // Nobody, or somebody who speaks otherwise.
    return false;
  }
}

/** Whether PostgreSQL takes us in: one that shuts down still listens. */
async function serves(url: string | undefined): Promise<boolean> {
  if (url === undefined) return false;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_WITHIN });
  // Said by the call that fails.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    // A connection that never came up has nothing to end.
    await client.end().catch(() => undefined);
  }
}
