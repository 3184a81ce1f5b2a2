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
export function sampledLikeness(one: ArrayLike<number>, other: ArrayLike<number>, full: number): number {
  const reach = Math.min(reachOf(one, full), reachOf(other, full));
  const [ofOne, ofOther] = [within(one, reach), within(other, reach)];
  let [common, i, j] = [0, 0, 0];
  while (i < ofOne && j < ofOther) {
    const [a, b] = [one[i] as number, other[j] as number];
    if (a === b) common += 1;
    if (a <= b) i += 1;
    if (b <= a) j += 1;
  }
  const union = ofOne + ofOther - common;
  return union === 0 ? 0 : common / union;
}

function reachOf(sample: ArrayLike<number>, full: number): number {
  return sample.length < full ? Number.POSITIVE_INFINITY : (sample[sample.length - 1] as number);
}

/** How many members of a sample are no larger than `reach`. */
function within(sample: ArrayLike<number>, reach: number): number {
  let count = sample.length;
  while (count > 0 && (sample[count - 1] as number) > reach) count -= 1;
  return count;
}
