/** Standard normal quantile at 0.975. */
const Z = 1.959963984540054;

/** How many there are altogether, seen or not. */
export interface EstimatedWhole {
  readonly value: number;
  readonly standardError: number;
  /** 95 % interval; never below what was seen. */
  readonly low: number;
  readonly high: number;
}

/**
 * How many there are, from two lists that find independently of each other.
 *
 * @param first   on the first list
 * @param second  on the second
 * @param both    on both, no more than on either
 * @throws {RangeError} when more are on both than on either
 *
 * Source: Chapman, University of California Publications in Statistics 1 (1951); variance of Seber (1970); interval of Chao
 * (1987), log-normal in what was not seen.
 */
export function chapman(first: number, second: number, both: number): EstimatedWhole {
  if (!(both >= 0 && both <= first && both <= second))
    throw new RangeError('chapman requires no more on both lists than on either');
  const value = ((first + 1) * (second + 1)) / (both + 1) - 1;
  const variance = ((first + 1) * (second + 1) * (first - both) * (second - both)) / ((both + 1) ** 2 * (both + 2));
  return aboveSeen(value, variance, first + second - both);
}

/**
 * The least that there can be, from how many were found once and how many twice.
 *
 * @param seen   distinct ones found
 * @param once   found once
 * @param twice  found twice; when none, the bias-corrected form is used
 * @param finds  finds altogether; without it they count as very many
 *
 * Source: Chao, Scandinavian Journal of Statistics 11 (1984), 265–270; with (n−1)/n and its variance as in iNEXT.
 */
export function chaoLeast(seen: number, once: number, twice: number, finds = Number.POSITIVE_INFINITY): EstimatedWhole {
  const share = Number.isFinite(finds) ? (finds - 1) / finds : 1;
  if (twice === 0) {
    const value = seen + (share * once * (once - 1)) / 2;
    const rest = value - seen;
    const variance =
      share * ((once * (once - 1)) / 2) +
      share ** 2 * ((once * (2 * once - 1) ** 2) / 4 - (value === 0 ? 0 : once ** 4 / (4 * value)));
    return rest > 0 ? aboveSeen(value, variance, seen) : { value, standardError: 0, low: seen, high: seen };
  }
  const ratio = once / twice;
  const value = seen + (share * once ** 2) / (2 * twice);
  const variance = twice * ((share / 2) * ratio ** 2 + share ** 2 * ratio ** 3 + (share ** 2 / 4) * ratio ** 4);
  return aboveSeen(value, variance, seen);
}

/** Interval that is log-normal in what was not seen. */
function aboveSeen(value: number, variance: number, seen: number): EstimatedWhole {
  const unseen = value - seen;
  const standardError = Math.sqrt(variance);
  if (!(unseen > 0)) return { value, standardError, low: seen, high: seen };
  const factor = Math.exp(Z * Math.sqrt(Math.log(1 + variance / unseen ** 2)));
  return { value, standardError, low: seen + unseen / factor, high: seen + unseen * factor };
}
