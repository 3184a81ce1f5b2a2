/** From little to much; a day without anything is a dot. */
const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * Draws counts as a row of bars, one a count, the largest as high as can be.
 *
 * @param counts  from zero, in the order of time
 */
export function sparkline(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  return counts.map((count) => (count === 0 ? '·' : BARS[Math.ceil((count / most) * BARS.length) - 1])).join('');
}
