import { LEAST_UNITS } from '#disclosure/displayed-count';

/** What a reader knows of a number of actors; whole, and exact where both ends are the same. */
export interface Known {
  readonly low: number;
  readonly high: number;
}

/** What is known of one total and of the tables that split it, part by part. */
export interface KnownStar {
  readonly total: Known;
  readonly tables: readonly (readonly Known[])[];
}

/**
 * How many claims about small groups hold in every data set that agrees with what is known.
 *
 * A claim says of a cell, or of what two cells of different tables have in common, that somebody is in it, and fewer than
 * ten. The integer program that decides it has a closed solution: what two parts of a total share is at least what does not
 * fit beside each other, and whole tables reach that.
 *
 * @param stars  totals with their parts
 * @returns      claims that are certain; none is what a release has to leave
 *
 * Source: docs/attacks.md T-2; the bounds are Fréchet's.
 */
export function certainClaims(stars: readonly KnownStar[]): number {
  const most = Number(LEAST_UNITS) - 1;
  return stars.flatMap(groupsOf).filter(({ low, high }) => low >= 1 && high <= most).length;
}

/** Cells of a star, and what any two cells of different tables share. */
function groupsOf({ total, tables }: KnownStar): Known[] {
  const sharpened = tables.map((parts) => parts.map((part, index) => sharpest(part, total, parts, index)));
  const shared = sharpened.flatMap((parts, index) =>
    sharpened
      .slice(index + 1)
      .flatMap((others) => parts.flatMap((part) => others.map((other) => inCommon(part, other, total)))),
  );
  return [total, ...sharpened.flat(), ...shared];
}

/** A part, once it is held against its total and the other parts. */
function sharpest(part: Known, total: Known, parts: readonly Known[], index: number): Known {
  const others = parts.filter((_, other) => other !== index);
  return {
    low: Math.max(part.low, total.low - sumOf(others, 'high')),
    high: Math.min(part.high, total.high - sumOf(others, 'low')),
  };
}

function inCommon(one: Known, other: Known, total: Known): Known {
  return { low: Math.max(0, one.low + other.low - total.high), high: Math.min(one.high, other.high) };
}

function sumOf(parts: readonly Known[], end: keyof Known): number {
  return parts.reduce((sum, part) => sum + part[end], 0);
}
