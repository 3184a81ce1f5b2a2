/**
 * Mean over clusters of the share their most frequent label has.
 *
 * @param clusters  labels of each cluster's members; empty clusters do not count
 * @returns         0..1, or null without a cluster
 */
export function meanPurity(clusters: readonly (readonly string[])[]): number | null {
  const shares = clusters.filter((labels) => labels.length > 0).map((labels) => majority(labels).size / labels.length);
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/**
 * The most frequent label and how often it stands; the first in alphabetical order among equals.
 *
 * @throws {RangeError} without a label
 */
export function majority(labels: readonly string[]): { readonly label: string; readonly size: number } {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  if (first === undefined) throw new RangeError('majority requires at least one label');
  return { label: first[0], size: first[1] };
}
