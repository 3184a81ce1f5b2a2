/** How well a set of raised subjects matches the truth; each share lies in 0..1, or is null where nothing was there to divide by. */
export interface Agreement {
  readonly precision: number | null;
  readonly recall: number | null;
  /** Harmonic mean of the two; 0 when nothing was raised rightly. */
  readonly f1: number;
}

/**
 * Precision, recall and F1 of what was raised against what is true.
 *
 * @param raised  subjects raised, each once
 * @param truth   subjects that ought to be raised
 */
export function agreement(raised: ReadonlySet<string>, truth: ReadonlySet<string>): Agreement {
  let right = 0;
  for (const subject of raised) if (truth.has(subject)) right += 1;
  return {
    precision: raised.size === 0 ? null : right / raised.size,
    recall: truth.size === 0 ? null : right / truth.size,
    f1: raised.size + truth.size === 0 ? 0 : (2 * right) / (raised.size + truth.size),
  };
}
