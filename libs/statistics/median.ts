/**
 * The middle value; the mean of the two middle ones when there is no single one.
 *
 * @param values  in any order, at least one
 * @throws {RangeError} without a value
 */
export function median(values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError('median requires at least one value');
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}
