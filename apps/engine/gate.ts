/**
 * Lets a bounded number of queries run at once; the rest wait in the order they came.
 *
 * Each running query holds a thread of Node's pool, which files and name look-ups need as well: more queries than
 * threads and a read of one byte takes seconds.
 *
 * @param places  queries at once, at least one
 */
export class Gate {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  /** @returns leave, to be called exactly once */
  async enter(): Promise<() => void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return () => {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    };
  }
}
