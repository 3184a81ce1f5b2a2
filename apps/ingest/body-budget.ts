/** Bytes held for bodies under way; the rest of the machine's memory is the engine's. */
const MOST_BYTES = 192 << 20;

/** Counts the bytes that bodies under way may take, so that memory stays bounded whoever sends whatever at once. */
export class BodyBudget {
  #held = 0;

  constructor(private readonly most = MOST_BYTES) {}

  /** Bytes promised to bodies under way. */
  get held(): number {
    return this.#held;
  }

  /**
   * Promises some bytes.
   *
   * @returns how to give them back, once; undefined when there are not so many left
   */
  hold(bytes: number): (() => void) | undefined {
    if (this.#held + bytes > this.most) return undefined;
    this.#held += bytes;
    let left = bytes;
    return () => {
      this.#held -= left;
      left = 0;
    };
  }
}
