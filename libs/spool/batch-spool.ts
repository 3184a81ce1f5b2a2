import { mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { BatchWriter, type Spooled } from './batch-writer.js';
import { FreeDisk } from './free-disk.js';
import { leaveGently } from './leave-gently.js';
import { type LeftSegments, leftSegments } from './left-segments.js';
import { recoverSegment } from './recover-segment.js';
import { SealedQueue } from './sealed-queue.js';
import type { SealedSegment } from './sealed-segment.js';
import { SPOOL_BOUNDS, type SpoolBounds } from './spool-bounds.js';
import { diskError, SpoolError } from './spool-error.js';
import type { Room, SpoolFacts } from './spool-facts.js';
import { type ArrivedBatch, weighed } from './weighed-batch.js';

/** How a spool is opened. */
export interface SpoolOptions {
  /** Its folder. */
  readonly directory: string;
  /** Those that differ from SPOOL_BOUNDS. */
  readonly bounds?: Partial<SpoolBounds>;
  readonly now: () => Date;
  /** Takes a line for the operator; lines never hold anything from a body. */
  readonly log: (line: string) => void;
}

/** Milliseconds until a disk that refused is tried again without anybody asking. */
const TRY_AGAIN_MILLISECONDS = 1_000;

/**
 * The write-ahead log of the ingest doors: what it acknowledged survives any crash, in whole batches, until the warehouse
 * has it. One process at a time may have a folder open.
 */
export class BatchSpool {
  readonly #sealed = new SealedQueue();
  readonly #ending = new AbortController();
  readonly #writer: BatchWriter;
  /** Removed segments whose bytes are not given back yet. */
  readonly #leaving = new Set<Promise<void>>();
  #replaying = Promise.resolve();
  #replayed = 0;
  #damaged: number;
  #removedBytes = 0;
  #leftBytes: number;

  private constructor(
    private readonly options: SpoolOptions & { readonly bounds: SpoolBounds },
    private readonly disk: FreeDisk,
    private readonly left: LeftSegments,
  ) {
    this.#damaged = left.damaged;
    this.#leftBytes = left.segments.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#writer = new BatchWriter({
      ...options,
      nextSequence: left.nextSequence,
      offer: (segment) => this.#sealed.offer(segment, false),
      isAwaited: () => this.#sealed.isAwaited,
      tryAgain: (attempt) => void this.#until(attempt),
    });
  }

  /**
   * Opens a folder, made when missing, and begins to replay what a dead process left in it. Appends are taken at once;
   * `next` hands out the old segments first.
   *
   * @throws {SpoolError} when the folder cannot be read
   */
  static async open(options: SpoolOptions): Promise<BatchSpool> {
    const { directory, log } = options;
    const bounds = { ...SPOOL_BOUNDS, ...options.bounds };
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const disk = new FreeDisk(directory, bounds.freeBytes);
      const [left] = await Promise.all([leftSegments(directory, log), disk.look()]);
      const spool = new BatchSpool({ ...options, bounds }, disk, left);
      spool.#replaying = spool.#replay();
      return spool;
    } catch (cause) {
      throw diskError('cannot open the spool', directory, cause);
    }
  }

  /**
   * Takes a batch; resolves once it survives a loss of power.
   *
   * @throws {SpoolError} when it was not taken, {RangeError} for a batch that no segment could hold
   */
  async append(batch: ArrivedBatch): Promise<Spooled> {
    const { bounds } = this.options;
    if (this.#ending.signal.aborted) {
      throw new SpoolError('the spool is closed; try again once the service is back', 'closed', true);
    }
    const taken = weighed(batch, bounds);
    const queued = this.#writer.queuedBytes + taken.bytes;
    if (queued > bounds.queuedBytes || this.#bytes + queued > bounds.spooledBytes) {
      throw new SpoolError('the spool is full; try again once the warehouse has stored what waits', 'full', true);
    }
    return this.#writer.append(taken);
  }

  /**
   * The next sealed segment, in order; waits for one. Without `remove` the next process hands it out again.
   *
   * @returns undefined once closed
   */
  next(): Promise<SealedSegment | undefined> {
    const segment = this.#sealed.take();
    this.#writer.wake();
    return segment;
  }

  /**
   * Closes the open segment, since somebody waits for its books. While no loader asks for one it stays open: closing it
   * would bring nobody's books forward, and many small segments cost the engine more than a large one.
   */
  seal(): void {
    this.#writer.seal();
  }

  /** Changes how long a segment stays open, the open one too; longer when batches trickle and each segment costs a merge. */
  rotateAfter(milliseconds: number): void {
    this.#writer.rotateAfter(milliseconds);
  }

  /**
   * Removes a segment whose lines are stored.
   *
   * @throws {SpoolError} when the disk refuses; the same call may succeed later
   */
  async remove(segment: SealedSegment): Promise<void> {
    try {
      const { bytes } = await leaveGently({ data: segment.path, journal: segment.path.replace(/ndjson$/, 'journal') });
      const leaving: Promise<void> = bytes.finally(() => this.#leaving.delete(leaving));
      this.#leaving.add(leaving);
    } catch (cause) {
      throw diskError('cannot remove', segment.path, cause);
    }
    if (this.#sealed.forget(segment.id)) this.#removedBytes += segment.bytes;
  }

  /**
   * Whether a body may be read at all; asked before it is.
   *
   * @param bytes  that it brings at least
   */
  room(bytes = 1): Room {
    const { bounds } = this.options;
    const { queuedBytes } = this.#writer;
    const queued = queuedBytes + bytes;
    if (queued > bounds.queuedBytes || this.#bytes + queued > bounds.spooledBytes) return 'full';
    if (this.disk.isShort) return 'disk';
    const { trouble } = this.#writer;
    if (trouble === undefined) return 'free';
    return trouble.reason === 'disk' ? 'disk' : 'broken';
  }

  /** What waits, for metrics and readiness; batches and lines of segments not replayed yet are not known. */
  facts(): SpoolFacts {
    const { syncs, syncSeconds, refused } = this.#writer.counts;
    const there = [...this.#sealed.unstored, ...this.#writer.unsealed];
    const segments = this.left.segments.length;
    const oldest = Math.min(...there.map(({ receivedAt }) => receivedAt.getTime()));
    return {
      bytes: this.#bytes,
      batches: there.reduce((sum, { batches }) => sum + batches.length, 0),
      lines: there.reduce((sum, { lines }) => sum + lines, 0),
      segments: there.length + segments - this.#replayed,
      queuedBytes: this.#writer.queuedBytes,
      oldestReceivedAt: there.length === 0 ? undefined : new Date(oldest),
      syncs,
      syncSeconds,
      refused,
      trouble: this.#writer.trouble?.message,
      damaged: this.#damaged,
      replay: { segments, replayed: this.#replayed },
    };
  }

  /** Syncs what was taken, closes the open segment and hands out nothing more; what is not removed is for the next process. */
  async close(): Promise<void> {
    this.#ending.abort();
    this.#sealed.close();
    await this.#writer.end();
    await Promise.all([this.#replaying, ...this.#leaving]);
  }

  get #bytes(): number {
    return this.#leftBytes + this.#writer.counts.writtenBytes - this.#removedBytes;
  }

  async #replay(): Promise<void> {
    const { directory, log } = this.options;
    for (const left of this.left.segments) {
      if (this.#ending.signal.aborted) return;
      const replay = async () => {
        const { segment, damaged } = await recoverSegment(directory, left, log);
        this.#replayed += 1;
        this.#damaged += damaged;
        this.#leftBytes += (segment?.bytes ?? 0) - left.bytes;
        if (segment !== undefined) this.#sealed.offer(segment, true);
      };
      await replay().catch((cause) => {
        const error = diskError('cannot replay from the spool', directory, cause);
        log(`spool: ${error.message}`);
        if (error.retryable) void this.#until(replay);
      });
    }
    this.#sealed.endReplay();
    this.#writer.wake();
  }

  /** Tries again until it succeeds or the spool is closed; the next process finds what is left then. */
  async #until(attempt: () => Promise<void>): Promise<void> {
    const { signal } = this.#ending;
    for (let isDone = false; !isDone; ) {
      await pause(TRY_AGAIN_MILLISECONDS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      isDone = await attempt().then(
        () => true,
        () => false,
      );
    }
  }
}
