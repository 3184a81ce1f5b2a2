import type { NoisyCount } from '#disclosure/noisy-count';

/**
 * Whether two versions of a table give away what changed between them.
 *
 * Where noise was used again, most cells are the very same and the others differ by exactly what changed.
 *
 * @param before  measurements of one version
 * @param after   measurements of the other, of the same keys
 * @returns       true when more than half of the cells are equal; by chance one in twenty is
 *
 * Source: docs/attacks.md T-4.
 */
export function isNoiseReused(before: readonly NoisyCount[], after: readonly NoisyCount[]): boolean {
  const equal = before.filter((measurement, index) => measurement === after[index]).length;
  return equal * 2 > before.length;
}
