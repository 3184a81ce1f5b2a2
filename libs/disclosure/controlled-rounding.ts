import { type AdditiveTable, requireSums } from './additive-table.js';
import { leastValue } from './linear-program.js';

/**
 * Rounds a table to multiples of a base so that its sums still hold, as near to the counts as that allows.
 *
 * Multiples stay what they are; every other count goes to one of its two neighbours. In tables with one or two dimensions,
 * and in several that split one margin, the linear program has whole solutions by itself.
 *
 * @param table  the table; its sums have to hold
 * @param base   at least two
 * @returns      rounded counts, in the order of the table's
 * @throws {RangeError} when no such rounding exists, or a sum does not hold
 *
 * Source: Cox, "A Constructive Procedure for Unbiased Controlled Rounding"; handbook of the European SDC centre, chapter 5.
 */
export function controlledRounding(table: AdditiveTable, base: bigint): bigint[] {
  if (base < 2n) throw new RangeError('controlledRounding requires a base of at least two');
  requireSums(table);
  const { counts, sums } = table;
  const floors = counts.map((count) => (count / base) * base);
  const open = counts.flatMap((count, place) => (count % base === 0n ? [] : [place]));
  const steps = sums.map(({ total, parts }) => {
    const sign = (place: number) => (parts.includes(place) ? 1n : place === total ? -1n : 0n);
    const off = [total, ...parts].reduce((sum, place) => sum + sign(place) * (floors[place] ?? 0n), 0n);
    return { coefficients: [...open.map(sign), ...open.map(() => 0n)], value: -off / base };
  });
  // Each count is rounded up at most once.
  const once = open.map((_, index) => {
    const own = open.map((_, other) => (other === index ? 1n : 0n));
    return { coefficients: [...own, ...own], value: 1n };
  });
  const costs = [...open.map((place) => base - 2n * ((counts[place] ?? 0n) % base)), ...open.map(() => 0n)];
  const best = leastValue({ unknowns: 2 * open.length, equations: [...steps, ...once] }, costs);
  if (typeof best === 'string' || best.solution.some(({ denominator }) => denominator !== 1n))
    throw new RangeError(`controlledRounding requires a table that can be rounded to multiples of ${base}`);
  const rounded = [...floors];
  for (const [index, place] of open.entries())
    rounded[place] = (floors[place] ?? 0n) + base * (best.solution[index]?.numerator ?? 0n);
  return rounded;
}

/**
 * What an intruder can conclude from a count that was rounded without leaving its neighbours.
 *
 * @param rounded  published multiple of the base
 * @param base     at least two
 * @param steps    multiples beyond its neighbours that the rounding may have gone; none when it is zero-restricted
 * @returns        least and greatest count that may lie below it
 *
 * Source: handbook of the European SDC centre, chapter 5, existence intervals.
 */
export function roundedFrom(rounded: bigint, base: bigint, steps = 0n): { low: bigint; high: bigint } {
  const reach = (steps + 1n) * base - 1n;
  return { low: rounded > reach ? rounded - reach : 0n, high: rounded + reach };
}
