import { randomBytes } from 'node:crypto';
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Metrics } from '#platform/metrics/metrics';
import type { Warehouse } from '#warehouse/warehouse';

/** Why somebody was not let in. */
export type RefusalReason = 'missing' | 'malformed' | 'unknown' | 'revoked' | 'expired' | 'wrong_scope';

/** Networks told apart within an hour; whoever calls from more of them is counted under none. */
const MOST_NETWORKS = 1_000;

/** Buckets that wait for a warehouse that is down; beyond them networks are no longer told apart. */
const MOST_WAITING = 20_000;

/** Milliseconds; a killed process forgets the refusals of this long at most. */
const FLUSH_EVERY = 10_000;

const HOUR = 3_600_000;

/** Attempts of one hour, network and reason. */
interface Bucket {
  /** Start of the hour, Unix seconds. */
  readonly hour: number;
  readonly network: string;
  readonly reason: RefusalReason;
  attempts: number;
}

/**
 * Counts who was refused at the doors by hour, network and reason, and never keeps one row each.
 *
 * Counts enter the warehouse as increments, each batch of them under a token, so that a batch is added once however
 * often it is sent.
 */
export class Refusals implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #log = new Logger('refusals');
  readonly #counted;
  readonly #networks = new Map<number, Set<string>>();
  #waiting = new Map<string, Bucket>();
  #batch: { readonly token: string; readonly rows: readonly Bucket[] } | undefined;
  #flushing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly warehouse: Pick<Warehouse, 'write'>,
    metrics: Metrics,
  ) {
    this.#counted = metrics.counter({
      name: 'door_refusals_total',
      help: 'Requests refused at the ingest doors for their key.',
      labels: ['reason'],
    });
  }

  /** Buckets in memory; bounded whatever comes. */
  get waiting(): number {
    return this.#waiting.size + (this.#batch?.rows.length ?? 0);
  }

  /**
   * Counts one refused attempt.
   *
   * @param network  pseudonym of the caller's network; empty: not known
   * @param at       instant of the attempt
   */
  count(network: string, reason: RefusalReason, at: Date): void {
    this.#counted.inc({ reason });
    const start = at.getTime() - (at.getTime() % HOUR);
    const told = this.#toldApart(start, network) ? network : '';
    const name = `${start} ${told} ${reason}`;
    const bucket = this.#waiting.get(name);
    if (bucket === undefined) this.#waiting.set(name, { hour: start / 1_000, network: told, reason, attempts: 1 });
    else bucket.attempts += 1;
  }

  /** Adds what was counted to the warehouse; while that is down, the same batch is sent again under the same token. */
  flush(): Promise<void> {
    this.#flushing ??= this.#flush().finally(() => {
      this.#flushing = undefined;
    });
    return this.#flushing;
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      this.flush().catch((error: Error) => this.#log.warn(`refusals wait to be counted: ${error.message}`));
    }, FLUSH_EVERY).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush().catch((error: Error) =>
      this.#log.warn(`${this.waiting} counts of refusals are lost: ${error.message}`),
    );
  }

  async #flush(): Promise<void> {
    // What a failed attempt left behind, then what was counted since; more rounds would make a part for every few attempts.
    await this.#send();
    if (this.#waiting.size > 0) {
      this.#batch = this.#takeBatch();
      await this.#send();
    }
  }

  async #send(): Promise<void> {
    if (this.#batch === undefined) return;
    await this.warehouse.write('door_refusal', this.#batch.rows, this.#batch.token);
    this.#batch = undefined;
  }

  #takeBatch() {
    const rows = [...this.#waiting.values()];
    this.#waiting = new Map();
    return { token: randomBytes(32).toString('hex'), rows };
  }

  #toldApart(hour: number, network: string): boolean {
    let known = this.#networks.get(hour);
    if (known === undefined) {
      known = new Set();
      this.#networks.set(hour, known);
      // The hour before may still get an attempt that came with the stroke of the clock.
      for (const other of this.#networks.keys()) if (this.#networks.size > 2) this.#networks.delete(other);
    }
    if (known.has(network)) return true;
    if (known.size >= MOST_NETWORKS || this.waiting >= MOST_WAITING) return false;
    known.add(network);
    return true;
  }
}
