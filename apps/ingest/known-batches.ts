/** Batches remembered; a client that retries does so within minutes, and the warehouse knows the older ones. */
const MOST = 100_000;

/** What is remembered of a batch that was taken. */
export interface KnownBatch {
  /** SHA-256 of its body, hex; empty for one without an idempotency key. */
  readonly digest: string;
  /** Rejects when it could not be made safe; it was not taken then. */
  readonly synced: Promise<void>;
  /** Resolves once the warehouse has every part of it. */
  readonly stored: Promise<void>;
  /** Whether it has; until then its books lack the lines of some part. */
  isStored(): boolean;
}

/** The latest batches, so that a retry is known for one without asking the warehouse. */
export class KnownBatches {
  readonly #known = new Map<string, KnownBatch>();

  constructor(private readonly most = MOST) {}

  get(id: string): KnownBatch | undefined {
    return this.#known.get(id);
  }

  /** Remembers a batch; the oldest is forgotten for it. One that could not be synced was never taken. */
  add(id: string, batch: KnownBatch): void {
    this.#known.set(id, batch);
    batch.synced.catch(() => this.#known.delete(id));
    if (this.#known.size <= this.most) return;
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest);
      return;
    }
  }
}
