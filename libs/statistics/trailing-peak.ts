/**
 * The highest of the last values, for each place in a series.
 *
 * Kept in a queue of falling values (Lemire, "Streaming maximum-minimum filter", 2006), so that the cost does not grow with `length`.
 *
 * @param values  in order
 * @param length  how many values count, this one included; fewer stand before the first ones
 * @returns       as many peaks as values
 * @throws {RangeError} when no value would count
 */
export function trailingPeak(values: Float64Array, length: number): Float64Array {
  if (!(length >= 1)) throw new RangeError('trailingPeak requires a length of at least 1');
  const peaks = new Float64Array(values.length);
  const places = new Int32Array(values.length);
  let [first, end] = [0, 0];
  values.forEach((value, place) => {
    while (end > first && (values[places[end - 1] as number] as number) <= value) end--;
    places[end++] = place;
    if ((places[first] as number) <= place - length) first++;
    peaks[place] = values[places[first] as number] as number;
  });
  return peaks;
}
