/**
 * Jaccard index of two sets of which only the smallest members are known.
 *
 * Where a sample is full, its set may go on beyond its largest member, so both are compared up to the largest hash that
 * both samples reach: what lies below is an unbiased sample of both sets.
 *
 * @param one    distinct hashes, ascending
 * @param other  likewise
 * @param full   members of a full sample
 * @returns      0..1; 0 when there is nothing to compare
 */
export function sampledLikeness(one: readonly number[], other: readonly number[], full: number): number {
  const reach = Math.min(reachOf(one, full), reachOf(other, full));
  const known = new Set(one);
  let [common, union] = [0, 0];
  for (const hash of one) if (hash <= reach) union += 1;
  for (const hash of other) {
    if (hash > reach) break;
    if (known.has(hash)) common += 1;
    else union += 1;
  }
  return union === 0 ? 0 : common / union;
}

function reachOf(sample: readonly number[], full: number): number {
  return sample.length < full ? Number.POSITIVE_INFINITY : (sample.at(-1) as number);
}
