/**
 * How surprising observed counts are under a distribution, by Pearson's chi-square and the Wilson–Hilferty cube root.
 *
 * @param observed  draws per class
 * @param expected  expected draws per class, each at least five, summing to the number of draws
 * @returns         standard normal deviate; 4.75 has probability 10⁻⁶
 */
export function chiSquareDeviate(observed: readonly number[], expected: readonly number[]): number {
  const freedom = observed.length - 1;
  const statistic = observed.reduce((sum, seen, index) => {
    const wanted = expected[index];
    if (wanted === undefined || wanted < 5)
      throw new RangeError('chiSquareDeviate requires five expected draws a class');
    return sum + (seen - wanted) ** 2 / wanted;
  }, 0);
  return (Math.cbrt(statistic / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
}
