import { setTimeout as pause } from 'node:timers/promises';
import type { BatchSpool } from '#spool/batch-spool';
import type { SealedSegment } from '#spool/sealed-segment';
import type { IngestKeys } from '#warehouse/provide';
import type { Segment, Warehouse } from '#warehouse/warehouse';
import { PARTS } from './part-lease.js';

/** Segments under way or waiting beyond the one a loader is at; more would only hold memory. */
const AHEAD = 3;

/** Milliseconds between two attempts at a segment: first, and at most. */
const RETRY = { first: 250, most: 10_000 };

/** Milliseconds a segment stays open while much arrives. */
const BUSY_ROTATION = 500;

/** While little arrives, loading takes a third of the time at most: a small segment costs nearly as much as a large one. */
const CALM_ROTATION = { linesBelow: 5_000, timesLoadSeconds: 3, most: 5_000 };

/** What loading needs. */
export interface LoaderNeeds {
  readonly spool: Pick<BatchSpool, 'next' | 'remove' | 'rotateAfter'>;
  readonly warehouse: Pick<Warehouse, 'load'>;
  readonly keys: IngestKeys;
  readonly retainText: boolean;
  /** Seconds a record may lie ahead of the clock. */
  readonly futureSeconds: number;
  /** Does work that must not meet a load by hand of the same part. */
  exclusively<T>(part: number, work: () => Promise<T>): Promise<T>;
  log(line: string): void;
  /** Told of each part of a segment that was stored. */
  loaded?(facts: { readonly seconds: number }): void;
  /** Told of each attempt that failed. */
  failed?(): void;
}

/**
 * Feeds sealed segments to the warehouse and removes each once all its parts are stored.
 *
 * A segment is tried until it is stored, and those behind it wait: the warehouse knows a replay by its token only
 * while few other segments came between. It may be stored any number of times, and is never dropped.
 */
export class SegmentLoader {
  readonly #end = new AbortController();
  /** What each part's loader is at; a segment waits behind the one before it. */
  readonly #chains: Promise<boolean>[] = Array.from({ length: PARTS }, () => Promise.resolve(true));
  readonly #underWay = new Set<Promise<void>>();
  readonly #expected = new Map<string, { stored: Promise<void>; resolve: () => void }>();
  #running: Promise<void> | undefined;

  constructor(private readonly needs: LoaderNeeds) {}

  start(): void {
    this.#running ??= this.#run();
  }

  /**
   * Tells when a segment is stored; to be called as soon as something of it is synced, which is before it is sealed.
   *
   * @returns a promise that a warehouse that is down keeps waiting
   */
  expect(segment: string): Promise<void> {
    const known = this.#expected.get(segment);
    if (known !== undefined) return known.stored;
    let resolve = () => {};
    const stored = new Promise<void>((done) => {
      resolve = done;
    });
    this.#expected.set(segment, { stored, resolve });
    return stored;
  }

  /** Lets the loads under way end and begins no other; what is left is loaded by the next process. To be called before the spool is closed. */
  async close(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#underWay);
  }

  async #run(): Promise<void> {
    for (;;) {
      const segment = await this.needs.spool.next();
      if (segment === undefined || this.#end.signal.aborted) return;
      const storing: Promise<void> = this.#store(segment).finally(() => this.#underWay.delete(storing));
      this.#underWay.add(storing);
      // Until a part's loader has nothing to do the next segment had better grow: planning costs as much as thousands of lines.
      await Promise.race(this.#chains);
      if (this.#underWay.size >= AHEAD) await Promise.race(this.#underWay);
    }
  }

  async #store(segment: SealedSegment): Promise<void> {
    const parts = this.#chains.map((before, index) => before.then(() => this.#storePart(segment, index)));
    for (const [index, part] of parts.entries()) this.#chains[index] = part;
    const stored = await Promise.all(parts);
    if (!stored.every(Boolean)) return;
    // One that stays behind is stored again after a restart, which changes nothing.
    await this.needs.spool.remove(segment).catch((error: Error) => this.needs.log(error.message));
    this.#expected.get(segment.id)?.resolve();
    this.#expected.delete(segment.id);
  }

  /** @returns whether it is stored; false when there was no time left */
  async #storePart(segment: SealedSegment, index: number): Promise<boolean> {
    const { warehouse, spool, keys, exclusively, log, loaded, failed } = this.needs;
    for (let wait = RETRY.first; !this.#end.signal.aborted; wait = Math.min(wait * 2, RETRY.most)) {
      const began = performance.now();
      try {
        await exclusively(index, () => warehouse.load(this.#described(segment), keys, { index, of: PARTS }));
        const seconds = (performance.now() - began) / 1_000;
        spool.rotateAfter(rotationAfter(segment, seconds));
        loaded?.({ seconds });
        return true;
      } catch (error) {
        failed?.();
        log(`segment ${segment.id} part ${index} is not stored, trying again: ${(error as Error).message}`);
      }
      await pause(wait, undefined, { signal: this.#end.signal }).catch(() => undefined);
    }
    return false;
  }

  #described({ id, path, receivedAt, batches }: SealedSegment): Segment {
    const { futureSeconds, retainText } = this.needs;
    const latestAt = new Date(receivedAt.getTime() + futureSeconds * 1_000);
    return { id, path, firstLine: 1, receivedAt, latestAt, retainText, batches };
  }
}

/** Milliseconds after which the next segment is closed. */
function rotationAfter({ lines }: SealedSegment, loadSeconds: number): number {
  const { linesBelow, timesLoadSeconds, most } = CALM_ROTATION;
  if (lines >= linesBelow) return BUSY_ROTATION;
  return Math.min(most, Math.max(BUSY_ROTATION, 1_000 * timesLoadSeconds * loadSeconds));
}
