/** One stratum of a population. */
export interface Stratum {
  /** Accounts. */
  readonly population: number;
  /** Share of misuse presumed in it, above 0 and below 1. */
  readonly presumed: number;
}

/**
 * How many of each stratum to draw, so that the estimate of misuse in all of them is as sure as that many reviews make it.
 *
 * In proportion to N·√(p(1 − p)) (Neyman, 1934, "On the two different aspects of the representative method"), with a floor
 * so that no stratum's own share rests on too few, and never more than there are. The floor outranks the size.
 *
 * @param strata  each with its population and presumed share
 * @param size    accounts in all, above zero
 * @param floor   accounts of each stratum at least, as far as it has them
 * @returns       accounts to draw of each stratum, in the same order
 * @throws {RangeError} when size or floor is no positive whole number, or a share is not between 0 and 1
 */
export function allocate(strata: readonly Stratum[], size: number, floor: number): number[] {
  if (!(Number.isInteger(size) && size > 0 && Number.isInteger(floor) && floor > 0)) {
    throw new RangeError('allocate requires a size and a floor that are whole and above zero');
  }
  if (strata.some(({ presumed }) => !(presumed > 0 && presumed < 1))) {
    throw new RangeError('allocate requires presumed shares above 0 and below 1');
  }
  const least = strata.map(({ population }) => Math.min(floor, population));
  const total = strata.reduce((sum, { population }) => sum + population, 0);
  const wanted = Math.min(Math.max(size, sum(least)), total);
  const weights = strata.map(({ population, presumed }) => population * Math.sqrt(presumed * (1 - presumed)));
  const drawn = [...least];
  // One by one to whoever lies farthest below its share: a few hundred steps, and the sum comes out whole.
  while (sum(drawn) < wanted) {
    const open = strata.flatMap(({ population }, index) => ((drawn[index] ?? 0) < population ? [index] : []));
    const next = open.reduce((best, index) =>
      owed(weights, drawn, index) > owed(weights, drawn, best) ? index : best,
    );
    drawn[next] = (drawn[next] ?? 0) + 1;
  }
  return drawn;
}

/** How much weight stands behind the next one of a stratum; Webster's rule of rounding. */
function owed(weights: readonly number[], drawn: readonly number[], index: number): number {
  return (weights[index] ?? 0) / ((drawn[index] ?? 0) + 0.5);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

/** Reviews that a first guess weighs as much as. */
const GUESS_WEIGHS = 10;

/**
 * The share of misuse presumed in a stratum, from what reviews of earlier weeks said.
 *
 * @param guess      before any review, above 0 and below 1
 * @param confirmed  reviews that found misuse
 * @param reviewed   reviews that came to a conclusion, at least `confirmed`
 * @returns          above 0 and below 1
 */
export function presumedShare(guess: number, confirmed: number, reviewed: number): number {
  return (confirmed + GUESS_WEIGHS * guess) / (reviewed + GUESS_WEIGHS);
}
