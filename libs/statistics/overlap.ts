/** How much of two groups is the same, each 0..1. */
export interface Overlap {
  /** What both hold over what either holds. */
  readonly jaccard: number;
  /** What both hold over what the smaller holds. */
  readonly containment: number;
}

/**
 * How much of a remembered group and of a present one is the same; who left long ago counts less than who was seen last.
 *
 * @param remembered  each name once with its weight, above 0, at most 1
 * @param present     names seen now, none twice, at least one; each weighs 1
 * @returns           0 and 0 when nobody is remembered
 */
export function overlap(remembered: Iterable<readonly [string, number]>, present: readonly string[]): Overlap {
  const here = new Set(present);
  let [shared, gone] = [0, 0];
  for (const [name, weight] of remembered) {
    if (here.has(name)) shared += weight;
    else gone += weight;
  }
  if (shared === 0) return { jaccard: 0, containment: 0 };
  return { jaccard: shared / (here.size + gone), containment: shared / Math.min(here.size, shared + gone) };
}
