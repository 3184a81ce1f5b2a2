import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Question } from '#usage/question';
import { CasebookError, type CasebookPlace, casebookError, placeOf } from './casebook-error.js';
import { holdLease } from './lease.js';
import { migrate } from './migrate.js';
import {
  type CasebookDatabase,
  type CasebookSession,
  type CasebookTransaction,
  openSession,
  openTransaction,
} from './session.js';

/** How to reach the casebook. */
export interface CasebookOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** Connections kept at most; PostgreSQL allows 100 by default to all processes together. */
  readonly connections?: number;
  /** Seconds an unreachable PostgreSQL is given to come up before `connect` gives in. */
  readonly patienceSeconds?: number;
}

export type Isolation = 'read committed' | 'repeatable read' | 'serializable';

const BEGIN: Record<Isolation, string> = {
  'read committed': 'BEGIN ISOLATION LEVEL READ COMMITTED',
  'repeatable read': 'BEGIN ISOLATION LEVEL REPEATABLE READ',
  serializable: 'BEGIN ISOLATION LEVEL SERIALIZABLE',
};

/** Attempts of a transaction that conflicts with others; beyond it the load is too high to go on quietly. */
const MOST_ATTEMPTS = 12;

/** Serialization failure and deadlock: nothing was written, and the same transaction may pass next time. */
const CONFLICT = new Set(['40001', '40P01']);

/** Milliseconds to wait for a connection; longer means that PostgreSQL hangs. */
const CONNECT_WITHIN = 8_000;

/** Milliseconds a transaction may stay idle before PostgreSQL ends it, so that a hung process frees its locks. */
const SESSION = "SET TIME ZONE 'UTC'; SET idle_in_transaction_session_timeout = 60000";

/**
 * The only door to PostgreSQL: incidents, people, keys, ledger, leases.
 *
 * It survives a PostgreSQL that dies underneath: what was under way fails with a retryable CasebookError,
 * and the next call opens a new connection.
 */
export class Casebook implements CasebookSession {
  readonly db: CasebookDatabase;
  readonly #session: CasebookSession;

  private constructor(
    readonly place: CasebookPlace,
    private readonly config: pg.ClientConfig,
    private readonly pool: pg.Pool,
  ) {
    this.#session = openSession(pool, place);
    this.db = this.#session.db;
  }

  /**
   * Connects, waiting a while for a PostgreSQL that is still starting.
   *
   * @returns  a casebook whose schema may still be behind; see `migrate`
   * @throws {CasebookError} within about `patienceSeconds` (default 8) when it cannot be reached, at once when it refuses us
   */
  static async connect({ url, connections = 10, patienceSeconds = 8 }: CasebookOptions): Promise<Casebook> {
    const place = placeOf(url);
    const config = {
      connectionString: url,
      application_name: 'usewatch',
      connectionTimeoutMillis: CONNECT_WITHIN,
      keepAlive: true,
    };
    await reach(config, place, patienceSeconds * 1_000);
    const pool = new pg.Pool({
      ...config,
      max: connections,
      onConnect: async (client) => void (await client.query(SESSION)),
    });
    // A connection that dies while nobody uses it concerns nobody: the pool drops it and opens another.
    pool.on('error', () => undefined);
    // One that dies in use between two statements makes the next statement fail.
    pool.on('connect', (client) => void client.on('error', () => undefined));
    return new Casebook(place, config, pool);
  }

  sql<Row>(question: Question<Row>, values: readonly unknown[] = []): Promise<Row[]> {
    return this.#session.sql(question, values);
  }

  /**
   * Does `work` as a whole or not at all, again from the start when it conflicts with another transaction.
   *
   * @param isolation  what it may see of others; under `serializable` the outcome is that of some order one after another
   * @param work       reads and writes through `tx` alone, and has no effect elsewhere, since it may run several times
   * @returns          what the committed attempt of `work` returned
   * @throws {CasebookError} retryable after 12 conflicts, or when the connection is lost (then it may have been committed)
   */
  async transaction<T>(isolation: Isolation, work: (tx: CasebookTransaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(isolation, work);
      } catch (error) {
        if (!(error instanceof CasebookError && CONFLICT.has(error.code)) || attempt === MOST_ATTEMPTS) throw error;
        await setTimeout(randomInt(5 * 2 ** Math.min(attempt, 6)));
      }
    }
  }

  /**
   * Does `work` while nobody else works under the same name; waits for whoever does.
   *
   * @param name  what is leased, such as `detect`; see `holdLease`
   * @param work  gets a signal that fires when the lease is lost
   * @throws {CasebookError} when PostgreSQL does not answer or the lease was lost
   */
  async lease<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return (await holdLease(this.config, this.place, name, true, work)) as T;
  }

  /**
   * Does `work` unless somebody else works under the same name.
   *
   * @returns  what `work` returned, wrapped; undefined when somebody else works
   * @throws {CasebookError} when PostgreSQL does not answer or the lease was lost
   */
  tryLease<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<{ result: T } | undefined> {
    return holdLease(this.config, this.place, name, false, async (signal) => ({ result: await work(signal) }));
  }

  /**
   * Brings the schema up to this version.
   *
   * @param only  names of the migrations to apply; all of them when absent
   * @returns  names of the migrations applied now
   * @throws {CasebookError} when a file has changed since, or the database is newer, or a migration fails
   */
  async migrate(directory?: URL, only?: readonly string[]): Promise<string[]> {
    const client = new pg.Client(this.config);
    // Reported by the statement that fails.
    client.on('error', () => undefined);
    try {
      await client.connect().catch((cause) => {
        throw casebookError(cause, this.place);
      });
      return await migrate(client, this.place, directory, only);
    } finally {
      // Already gone when PostgreSQL is.
      await client.end().catch(() => undefined);
    }
  }

  /** Waits for what is under way, then closes every connection. */
  close(): Promise<void> {
    return this.pool.end();
  }

  async #attempt<T>(isolation: Isolation, work: (tx: CasebookTransaction) => Promise<T>): Promise<T> {
    const translate = (cause: unknown): never => {
      throw casebookError(cause, this.place);
    };
    const client = await this.pool.connect().catch(translate);
    let broken: Error | undefined;
    try {
      await client.query(BEGIN[isolation]).catch(translate);
      const result = await work(openTransaction(client, this.place));
      const { command } = await client.query('COMMIT').catch(translate);
      if (command !== 'COMMIT')
        throw new TypeError('transaction requires work that lets the error of a statement through');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((lost: Error) => {
        broken = lost;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

async function reach(config: pg.ClientConfig, place: CasebookPlace, patience: number): Promise<void> {
  const until = performance.now() + patience;
  for (;;) {
    const left = Math.max(until - performance.now(), 250);
    const client = new pg.Client({ ...config, connectionTimeoutMillis: left });
    // Reported by `connect` itself.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return;
    } catch (cause) {
      const error = casebookError(cause, place);
      if (!error.retryable || performance.now() + 250 >= until) throw error;
      await setTimeout(250);
    } finally {
      // A connection that never came up has nothing to end.
      await client.end().catch(() => undefined);
    }
  }
}
