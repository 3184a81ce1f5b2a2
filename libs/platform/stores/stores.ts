import { connect } from 'node:net';
import { join as path } from 'node:path';
import { claimPatiently } from './claim.js';
import { type DataDirectory, InstallationError } from './data-directory.js';
import { type EngineProcess, startEngine } from './engine-process.js';
import { join } from './joined.js';
import { type KeptPostgres, keepPostgres } from './keep-postgres.js';
import { readStoresFile, type StoresFile, writeStoresFile } from './stores-file.js';

/** Which of the two stores are ours to run; a named server is not. */
export interface Wanted {
  readonly engine: boolean;
  readonly postgres: boolean;
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

/** Milliseconds a port may take to answer. */
const ANSWER_WITHIN = 2_000;

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
    leave();
    await own.stop();
    throw error;
  }
  let looking = false;
  const looks = setInterval(() => {
    if (!keep || looking) return;
    looking = true;
    own
      .ensure()
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
      leave();
      await own.stop();
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
  async ensure(): Promise<StoresFile> {
    const { run, joined } = this.directory;
    const known = await readStoresFile(run);
    if (await this.#allAnswer(known)) return known;
    const release = await claimPatiently(path(run, 'starting.lock'), joined, START_WITHIN);
    if (release === undefined) {
      throw new InstallationError(
        `another process has been starting the stores on ${this.directory.path} for ${START_WITHIN / 1_000} s; see what it prints, or end it and try again`,
      );
    }
    try {
      const before = await readStoresFile(run);
      const [engine, postgres] = await Promise.all([this.#engineOf(before), this.#postgresOf(before)]);
      const now: StoresFile = {
        ...(engine === undefined ? {} : { engine }),
        ...(postgres === undefined ? {} : { postgres }),
        ...(before.service === undefined ? {} : { service: before.service }),
      };
      await writeStoresFile(run, now);
      return now;
    } finally {
      await release();
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.#engine?.stop(), this.#postgres?.release()]);
  }

  async #allAnswer({ engine, postgres }: StoresFile): Promise<boolean> {
    // A child of ours is restarted by its own keeper.
    const fine = async (wanted: boolean, ours: unknown, url: string | undefined) =>
      !wanted || ours !== undefined || (await answers(url));
    return (
      (await fine(this.wanted.engine, this.#engine, engine?.url)) &&
      (await fine(this.wanted.postgres, this.#postgres, postgres?.url))
    );
  }

  async #engineOf({ engine }: StoresFile): Promise<StoresFile['engine']> {
    if (!this.wanted.engine) return undefined;
    if (this.#engine === undefined) {
      if (await answers(engine?.url)) return engine;
      const { engine: directory, spool, run } = this.directory;
      this.#engine = await startEngine({ directory, spool, run, ...port(engine?.url), log: this.log });
    }
    const { url, user, password, reader, pid } = this.#engine;
    return { url, user, password, reader, pid };
  }

  async #postgresOf({ postgres }: StoresFile): Promise<StoresFile['postgres']> {
    if (!this.wanted.postgres) return undefined;
    if (this.#postgres === undefined) {
      if (await answers(postgres?.url)) return postgres;
      const { postgres: directory, joined } = this.directory;
      this.#postgres = await keepPostgres({ directory, joined, ...port(postgres?.url) }, this.log);
    }
    const { url, user, pid } = this.#postgres;
    return { url, user, pid: pid() };
  }
}

function port(url: string | undefined): { port?: number } {
  return url === undefined ? {} : { port: Number(new URL(url).port) };
}

/** Whether anything listens at the address. */
function answers(url: string | undefined): Promise<boolean> {
  if (url === undefined) return Promise.resolve(false);
  const { hostname, port: number } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(number), timeout: ANSWER_WITHIN });
    const say = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .once('connect', () => say(true))
      .once('error', () => say(false))
      .once('timeout', () => say(false));
  });
}
