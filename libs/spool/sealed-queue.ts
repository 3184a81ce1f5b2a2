import type { SealedSegment } from './sealed-segment.js';

/** Sealed segments on their way to the loader: those of a dead process first, then in the order they were sealed. */
export class SealedQueue {
  readonly #unstored = new Map<string, SealedSegment>();
  #ready: SealedSegment[] = [];
  /** Sealed while older ones are still being replayed. */
  #behind: SealedSegment[] | undefined = [];
  #takers: ((segment: SealedSegment | undefined) => void)[] = [];
  #isClosed = false;

  /** Segments that were not removed yet, taken or not, oldest first. */
  get unstored(): Iterable<SealedSegment> {
    return this.#unstored.values();
  }

  /** Whether a segment sealed now would be taken at once. */
  get isAwaited(): boolean {
    return this.#takers.length > 0 && this.#behind === undefined;
  }

  offer(segment: SealedSegment, isReplayed: boolean): void {
    this.#unstored.set(segment.id, segment);
    if (this.#behind !== undefined && !isReplayed) this.#behind.push(segment);
    else this.#hand(segment);
  }

  /** Everything older is handed out or ready; newer segments may follow. */
  endReplay(): void {
    const behind = this.#behind ?? [];
    this.#behind = undefined;
    for (const segment of behind) this.#hand(segment);
  }

  /** The next segment; waits for one. Undefined once closed. */
  take(): Promise<SealedSegment | undefined> {
    const segment = this.#isClosed ? undefined : this.#ready.shift();
    if (segment !== undefined || this.#isClosed) return Promise.resolve(segment);
    return new Promise((resolve) => this.#takers.push(resolve));
  }

  /** @returns false for a segment that was removed before */
  forget(id: string): boolean {
    return this.#unstored.delete(id);
  }

  /** Hands out nothing more. */
  close(): void {
    this.#isClosed = true;
    for (const taker of this.#takers.splice(0)) taker(undefined);
  }

  #hand(segment: SealedSegment): void {
    const taker = this.#takers.shift();
    if (taker === undefined) this.#ready.push(segment);
    else taker(segment);
  }
}
