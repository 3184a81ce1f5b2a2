/** A total estimated from a sample, with its variance. */
export interface EstimatedTotal {
  readonly total: number;
  readonly variance: number;
}

/** One distinct thing of a sample: its value, and how likely the sample was to hold it. */
export interface SampledThing {
  readonly value: number;
  /** In `(0, 1]`. */
  readonly inclusion: number;
}

/**
 * Total of a population from a sample of unequal but known chances, each thing weighted by the inverse of its own.
 *
 * @param things  distinct things of the sample
 * @param joint   probability that two of them are both in the sample
 * @throws {RangeError} when a probability is not above zero
 *
 * Source: Horvitz, Thompson, Journal of the American Statistical Association 47 (1952), 663–685.
 */
export function horvitzThompson(
  things: readonly SampledThing[],
  joint: (one: number, other: number) => number,
): EstimatedTotal {
  if (things.some(({ inclusion }) => !(inclusion > 0)))
    throw new RangeError('horvitzThompson requires probabilities above zero');
  const total = things.reduce((sum, { value, inclusion }) => sum + value / inclusion, 0);
  const variance = things.reduce((sum, one, i) => {
    const own = ((1 - one.inclusion) / one.inclusion ** 2) * one.value ** 2;
    const shared = things.reduce((more, other, j) => {
      if (i === j) return more;
      const expected = one.inclusion * other.inclusion;
      return more + ((joint(i, j) - expected) / expected) * ((one.value * other.value) / joint(i, j));
    }, 0);
    return sum + own + shared;
  }, 0);
  return { total, variance };
}

/**
 * Chances that things are in a sample drawn one by one with replacement.
 *
 * @param chances  probability of each thing in one draw
 * @param draws    number of draws
 * @returns        of one thing, and of two at once
 */
export function inclusionOf(
  chances: readonly number[],
  draws: number,
): { single: (thing: number) => number; joint: (one: number, other: number) => number } {
  const single = (thing: number) => 1 - (1 - (chances[thing] ?? 0)) ** draws;
  const neither = (one: number, other: number) => (1 - (chances[one] ?? 0) - (chances[other] ?? 0)) ** draws;
  return { single, joint: (one, other) => single(one) + single(other) - (1 - neither(one, other)) };
}

/**
 * The same total from every draw instead of every distinct thing; easier, and less sure.
 *
 * @param draws  value and chance of what each draw gave; two at least
 * @throws {RangeError} for fewer than two draws
 *
 * Source: Hansen, Hurwitz, Annals of Mathematical Statistics 14 (1943), 333–362.
 */
export function hansenHurwitz(draws: readonly { readonly value: number; readonly chance: number }[]): EstimatedTotal {
  if (draws.length < 2) throw new RangeError('hansenHurwitz requires at least two draws');
  const scaled = draws.map(({ value, chance }) => value / chance);
  const total = scaled.reduce((sum, one) => sum + one, 0) / scaled.length;
  const spread = scaled.reduce((sum, one) => sum + (one - total) ** 2, 0);
  return { total, variance: spread / (scaled.length * (scaled.length - 1)) };
}
