import { setTimeout } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { ApiKeys } from '#casebook/api-keys';
import type { KeyRing } from '#casebook/key-ring';

/** Milliseconds after which the keys are read anew, while requests go on under those known. */
const RENEW_AFTER = 4_000;

/** Milliseconds after which requests wait for that; with the time it may take, a revoked key stops within 10 s. */
const WAIT_AFTER = 8_000;

/** Milliseconds a request waits for the casebook. */
const ANSWER_WITHIN = 1_500;

/** Milliseconds between two looks for a key nobody knows, or for a casebook that did not answer. */
const LOOK_AGAIN_AFTER = 1_000;

/** Milliseconds that keys are good for while the casebook is down. */
const GOOD_FOR = 3_600_000;

/** The keys as last read; `current` says whether the casebook may be relied on to have been asked just now. */
export interface KnownKeys {
  readonly ring: KeyRing;
  readonly current: boolean;
}

/**
 * Every key in memory, read from the casebook at most once a second however many requests come, and however many of
 * them hold a key nobody made.
 */
export class RingCache {
  readonly #log = new Logger('keys');
  #ring: KeyRing | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #failedAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<boolean> | undefined;

  /**
   * @param keys     of the casebook
   * @param elapsed  milliseconds on a clock that never jumps
   */
  constructor(
    private readonly keys: Pick<ApiKeys, 'ring'>,
    private readonly elapsed: () => number,
  ) {}

  /** The keys, no older than 10 s while the casebook answers; undefined when none are known for an hour. */
  async known(): Promise<KnownKeys | undefined> {
    const age = this.elapsed() - this.#readAt;
    if (age >= WAIT_AFTER) await this.#read();
    else if (age >= RENEW_AFTER) void this.#read();
    return this.#known();
  }

  /** The keys as they stand now, for a key that was not among those known; read a second ago they are now enough. */
  async lookAgain(): Promise<KnownKeys | undefined> {
    const now = this.elapsed() - this.#readAt < LOOK_AGAIN_AFTER || (await this.#read());
    const known = this.#known();
    return known && { ...known, current: now };
  }

  #known(): KnownKeys | undefined {
    const age = this.elapsed() - this.#readAt;
    return this.#ring === undefined || age >= GOOD_FOR ? undefined : { ring: this.#ring, current: age < WAIT_AFTER };
  }

  /** @returns whether the casebook answered in time; whoever asks meanwhile shares the answer */
  #read(): Promise<boolean> {
    const startedAt = this.elapsed();
    if (this.#reading !== undefined) return this.#reading;
    if (startedAt - this.#failedAt < LOOK_AGAIN_AFTER) return Promise.resolve(false);
    const read = this.keys.ring().then(
      (ring) => {
        this.#ring = ring;
        this.#readAt = startedAt;
        this.#failedAt = Number.NEGATIVE_INFINITY;
        return true;
      },
      (error: Error) => {
        if (this.#failedAt === Number.NEGATIVE_INFINITY)
          this.#log.warn(`keys cannot be read, those known go on for an hour: ${error.message}`);
        this.#failedAt = this.elapsed();
        return false;
      },
    );
    const late = setTimeout(ANSWER_WITHIN, false, { ref: false });
    this.#reading = Promise.race([read, late]);
    void read.finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }
}
