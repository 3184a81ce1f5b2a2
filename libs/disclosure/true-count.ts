declare const guard: unique symbol;

/** A number that was made safe to show, and by what. */
export type Guarded<By extends string> = bigint & { readonly [guard]: By };

/**
 * Units counted exactly.
 *
 * Holds its number where no other code can reach it: it cannot be printed, compared, added up, put into a text or written as
 * JSON. The only way out is a protection, which gives back what is safe to show.
 */
export class TrueCount {
  readonly #units: bigint;

  private constructor(units: bigint) {
    this.#units = units;
  }

  /**
   * Marks an exact count as such.
   *
   * @param units  whole units, at least zero
   * @throws {RangeError} when the count is negative
   */
  static of(units: bigint): TrueCount {
    if (units < 0n) throw new RangeError('TrueCount.of requires at least zero units');
    return new TrueCount(units);
  }

  /**
   * Opens exact counts for a protection, and lets out nothing but what it made of them.
   *
   * @param counts   exact counts
   * @param protect  gives what may be shown; `undefined` stands for a number that may not
   */
  static guarded<By extends string>(
    counts: readonly TrueCount[],
    protect: (units: readonly bigint[]) => readonly (Guarded<By> | undefined)[],
  ): readonly (Guarded<By> | undefined)[] {
    return protect(counts.map((count) => count.#units));
  }

  /** @throws {TypeError} always: an exact count is never written */
  toJSON(): never {
    throw new TypeError('TrueCount may not be written: put it through a protection');
  }

  /** @throws {TypeError} always: an exact count is never shown */
  [Symbol.toPrimitive](): never {
    throw new TypeError('TrueCount may not be shown: put it through a protection');
  }
}
