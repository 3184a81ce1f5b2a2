/**
 * How far a series has climbed above its usual level, in standard deviations, after each of its values.
 *
 * Page's one-sided cumulative sum: small rises add up, and a value at the usual level takes `slack` away again. E. S. Page,
 * "Continuous inspection schemes", Biometrika 41 (1954). With `slack` 0.5 and an alarm at 5 a rise by one standard
 * deviation is seen after about ten values, and a steady series alarms about once in 930.
 *
 * @param values  in the order of time, any unit
 * @param usual   level they are expected at, same unit
 * @param spread  standard deviation around it, same unit, above zero
 * @param slack   standard deviations a value may lie above `usual` without adding to the sum
 * @returns       one sum a value, standard deviations, never below zero
 * @throws {RangeError} when `spread` is not above zero
 */
export function cumulativeSum(values: readonly number[], usual: number, spread: number, slack: number): number[] {
  if (!(spread > 0)) throw new RangeError(`cumulativeSum requires a spread above zero, got ${spread}`);
  let sum = 0;
  return values.map((value) => {
    sum = Math.max(0, sum + (value - usual) / spread - slack);
    return sum;
  });
}
