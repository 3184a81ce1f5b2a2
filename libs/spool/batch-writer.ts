import { randomBytes } from 'node:crypto';
import { DiskTrouble } from './disk-trouble.js';
import { OpenSegment } from './open-segment.js';
import type { SealedSegment } from './sealed-segment.js';
import { fits, type SpoolBounds } from './spool-bounds.js';
import { diskError, type SpoolError } from './spool-error.js';
import type { WeighedBatch } from './weighed-batch.js';

/** Where a batch lies once it is acknowledged. */
export interface Spooled {
  /** Id of its segment. */
  readonly segment: string;
  /** Lines it has, blank ones too. */
  readonly lines: number;
}

interface WriterOptions {
  readonly directory: string;
  readonly bounds: SpoolBounds;
  readonly now: () => Date;
  readonly log: (line: string) => void;
  /** Greater than any sequence in the folder. */
  readonly nextSequence: number;
  /** Takes a sealed segment. */
  readonly offer: (segment: SealedSegment) => void;
  /** Whether a loader waits for a segment. */
  readonly isAwaited: () => boolean;
  /** Tries again and again what the disk refused. */
  readonly tryAgain: (attempt: () => Promise<void>) => void;
}

/** A weighed batch whose sender waits. */
interface Waiting {
  readonly batch: WeighedBatch;
  resolve(where: Spooled): void;
  reject(error: SpoolError): void;
}

/**
 * The one loop that writes segments. Everything that queued while the last group was synced is the next group, so a busy
 * disk makes larger groups and not longer queues.
 */
export class BatchWriter {
  /** Bytes in memory that wait for their sync. */
  queuedBytes = 0;
  readonly counts = { writtenBytes: 0, syncs: 0, syncSeconds: 0, refused: 0 };
  readonly #trouble: DiskTrouble;
  readonly #unsealed = new Set<OpenSegment>();
  #open: OpenSegment | undefined;
  #queue: Waiting[] = [];
  #isWorking = false;
  #work = Promise.resolve();
  #sealing = Promise.resolve();
  #isDue = false;
  #isEnding = false;
  #openedAt = 0;
  #rotateAfter: number;
  #sequence: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: WriterOptions) {
    this.#rotateAfter = options.bounds.rotateAfterMilliseconds;
    this.#sequence = options.nextSequence;
    this.#trouble = new DiskTrouble(options.directory, options.tryAgain);
  }

  /** Why the disk took nothing when it was written to last; undefined while it works. */
  get trouble(): SpoolError | undefined {
    return this.#trouble.error;
  }

  /** The open segment, and those whose closing is under way. */
  get unsealed(): Iterable<OpenSegment> {
    return this.#unsealed;
  }

  /** @returns once the batch is synced */
  append(batch: WeighedBatch): Promise<Spooled> {
    this.queuedBytes += batch.bytes;
    return new Promise((resolve, reject) => {
      this.#queue.push({ batch, resolve, reject });
      this.wake();
    });
  }

  /** Closes the open segment as soon as that brings it to a loader sooner. */
  seal(): void {
    this.#isDue = this.#open !== undefined || this.#isWorking;
    this.wake();
  }

  /** Changes how long a segment stays open, the open one too. */
  rotateAfter(milliseconds: number): void {
    this.#rotateAfter = milliseconds;
    if (this.#open !== undefined) this.#arm();
  }

  /** Looks whether there is something to do. */
  wake(): void {
    if (this.#isWorking) return;
    this.#isWorking = true;
    this.#work = this.#loop();
  }

  /** Writes what is queued and closes the open segment. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.wake();
    await this.#work;
    await this.#sealing;
  }

  async #loop(): Promise<void> {
    // Batches that arrive in the same turn share the first group.
    await Promise.resolve();
    while (this.#queue.length > 0 || this.#mustSeal) {
      if (this.#mustSeal) this.#sealOpen();
      else await this.#writeGroup();
    }
    this.#isWorking = false;
  }

  get #mustSeal(): boolean {
    if (this.#open === undefined) return false;
    if (this.#isEnding && this.#queue.length === 0) return true;
    if (this.#isDue && this.options.isAwaited()) return true;
    return !fits(this.#open, this.#queue[0]?.batch, this.options.bounds);
  }

  /** Seals beside the next group, which goes to another segment. */
  #sealOpen(): void {
    const segment = this.#release();
    if (segment === undefined) return;
    this.#sealing = this.#sealing.then(async () => this.#offer(segment, await segment.seal()));
  }

  async #writeGroup(): Promise<void> {
    const group = this.#takeGroup();
    const bytes = group.reduce((sum, { batch }) => sum + batch.bytes, 0);
    const startedAt = performance.now();
    try {
      const segment = this.#open ?? (await this.#makeSegment());
      await segment.write(group.map(({ batch }) => batch));
      this.counts.writtenBytes += bytes;
      this.#trouble.end();
      for (const { batch, resolve } of group) resolve({ segment: segment.id, lines: batch.lines });
    } catch (cause) {
      const error = diskError('cannot write to the spool', this.options.directory, cause);
      this.counts.refused += group.length;
      this.options.log(`spool: ${group.length} batches refused: ${error.message}`);
      this.#trouble.begin(error);
      await this.#abandon();
      for (const { reject } of group) reject(error);
    }
    this.queuedBytes -= bytes;
    this.counts.syncs += 1;
    this.counts.syncSeconds += (performance.now() - startedAt) / 1_000;
  }

  /** As much of the queue as the segment may hold; at least one batch. */
  #takeGroup(): Waiting[] {
    const { lines, bytes, batches } = this.#open ?? { lines: 0, bytes: 0, batches: [] };
    const sum = { lines, bytes, batches: { length: batches.length } };
    let count = 0;
    for (const { batch } of this.#queue) {
      if (!fits(sum, batch, this.options.bounds)) break;
      sum.lines += batch.lines;
      sum.bytes += batch.bytes;
      sum.batches.length += 1;
      count += 1;
    }
    return this.#queue.splice(0, Math.max(1, count));
  }

  async #makeSegment(): Promise<OpenSegment> {
    const { directory, now } = this.options;
    const name = { sequence: this.#sequence, generation: 0, id: randomBytes(16).toString('hex') };
    const segment = await OpenSegment.make(directory, name, now());
    this.#sequence += 1;
    this.#open = segment;
    this.#unsealed.add(segment);
    this.#openedAt = performance.now();
    this.#arm();
    return segment;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const age = performance.now() - this.#openedAt;
    this.#timer = setTimeout(() => this.seal(), Math.max(0, this.#rotateAfter - age));
  }

  /** A segment whose disk failed takes no more; what it held before is sealed, at once or when the disk works again. */
  async #abandon(): Promise<void> {
    const segment = this.#release();
    if (segment === undefined) return;
    const cut = async () => this.#offer(segment, await segment.cut());
    await cut().catch(() => this.options.tryAgain(cut));
  }

  #release(): OpenSegment | undefined {
    const segment = this.#open;
    this.#open = undefined;
    this.#isDue = false;
    clearTimeout(this.#timer);
    return segment;
  }

  #offer(segment: OpenSegment, sealed: SealedSegment | undefined): void {
    this.#unsealed.delete(segment);
    if (sealed !== undefined) this.options.offer(sealed);
  }
}
