/** How far two partitions of the same things agree. */
export interface PartitionAgreement {
  /** Mutual information over the mean of the two entropies, 0..1. */
  readonly nmi: number;
  /** Adjusted Rand index: 1 for equal partitions, about 0 for chance, may be negative. */
  readonly ari: number;
}

/**
 * Normalised mutual information (arithmetic mean) and adjusted Rand index (Hubert and Arabie 1985).
 *
 * @param pairs  for each thing its block in the first and in the second partition
 * @returns      null without a thing
 */
export function partitionAgreement(pairs: readonly (readonly [string, string])[]): PartitionAgreement | null {
  const n = pairs.length;
  if (n === 0) return null;
  const rows = tally(pairs.map(([a]) => a));
  const columns = tally(pairs.map(([, b]) => b));
  const cells = tally(pairs.map(([a, b]) => JSON.stringify([a, b])));

  const entropy = (counts: readonly number[]) => -counts.reduce((sum, c) => sum + (c / n) * Math.log(c / n), 0);
  const [h, k, joint] = [entropy(rows), entropy(columns), entropy(cells)];
  // Two partitions of one block each agree fully and carry no information.
  const nmi = h + k === 0 ? 1 : Math.max(0, (2 * (h + k - joint)) / (h + k));

  const couples = (counts: readonly number[]) => counts.reduce((sum, c) => sum + (c * (c - 1)) / 2, 0);
  const [both, first, second, all] = [couples(cells), couples(rows), couples(columns), (n * (n - 1)) / 2];
  const expected = all === 0 ? 0 : (first * second) / all;
  const most = (first + second) / 2;
  return { nmi, ari: most === expected ? 1 : (both - expected) / (most - expected) };
}

function tally(labels: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts.values()];
}
