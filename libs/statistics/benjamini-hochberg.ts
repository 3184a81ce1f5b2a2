/**
 * Largest p-value that counts as a discovery, so that at most a share `rate` of the discoveries is expected to be false.
 *
 * The step-up procedure of Y. Benjamini and Y. Hochberg, "Controlling the False Discovery Rate", Journal of the Royal
 * Statistical Society B 57 (1995). Tests that were made but whose p-values are known to be large need not be listed.
 *
 * @param pValues  those worth listing, 0..1, in any order
 * @param tests    how many tests were made in all, at least as many as listed
 * @param rate     false discovery rate, above 0, below 1
 * @returns        the threshold, itself one of `pValues`; undefined when nothing is a discovery
 * @throws {RangeError} when fewer tests were made than are listed
 */
export function benjaminiHochberg(pValues: readonly number[], tests: number, rate: number): number | undefined {
  if (tests < pValues.length) throw new RangeError('benjaminiHochberg requires at least as many tests as p-values');
  const ascending = [...pValues].sort((a, b) => a - b);
  return ascending.findLast((p, index) => p <= (rate * (index + 1)) / tests);
}
