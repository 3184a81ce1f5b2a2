/** Calls of one key told apart by one thing, such as their network. */
export interface Told {
  /** What they are told by. */
  readonly value: string | number;
  readonly before: number;
  readonly now: number;
}

/** How much of what a key does now it never did before, by one thing its calls are told by. */
export interface Novelty {
  /** Different values never seen before the window. */
  readonly kinds: number;
  /** Share of the window's calls that bear such a value, 0..1. */
  readonly share: number;
  /** How many times more often than the key's own past leads one to expect, 1 when it is no news. */
  readonly ratio: number;
}

/**
 * Compares what calls are told by with the same key's past.
 *
 * The chance that the next call brings a new value is taken as kinds over calls plus kinds: a key that has called from
 * many networks will call from further ones (method C of I. H. Witten and T. C. Bell, "The zero-frequency problem",
 * IEEE Transactions on Information Theory 37, 1991). So a travelling phone is no news, and a server in a second country is.
 *
 * @param told  calls with a value; the same value may come several times
 */
export function novelty(told: readonly Told[]): Novelty {
  const past = new Set(told.filter(({ before }) => before > 0).map(({ value }) => value));
  const fresh = told.filter(({ value, now }) => now > 0 && !past.has(value));
  const before = sum(told.map((each) => each.before));
  const now = sum(told.map((each) => each.now));
  if (fresh.length === 0 || before === 0) {
    return { kinds: new Set(fresh.map(({ value }) => value)).size, share: fresh.length === 0 ? 0 : 1, ratio: 1 };
  }
  const share = sum(fresh.map((each) => each.now)) / now;
  const expected = past.size / (before + past.size);
  return { kinds: new Set(fresh.map(({ value }) => value)).size, share, ratio: Math.max(1, share / expected) };
}

/** @returns the total; 0 of nothing */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
