import { difference, type Fraction, fraction, product, quotient, sum } from './fraction.js';

/** One table's noisy parts of a total that several tables measure. */
export interface MeasuredParts {
  readonly parts: readonly Fraction[];
  /** Variance of each part, above zero. */
  readonly variance: Fraction;
}

/** A total and its parts after least squares: the parts of every table add up to the one total, exactly. */
export interface ConsistentTotal {
  readonly total: Fraction;
  /** Variance of the total. */
  readonly variance: Fraction;
  readonly parts: readonly (readonly Fraction[])[];
}

/**
 * Makes a total and the tables that split it agree, by generalised least squares in exact fractions.
 *
 * Each table's sum measures the total too; they are weighted by their precision, and what a table's sum is off by is
 * shared out evenly among its parts, whose noise is equal and independent. Works on noisy values and public variances
 * alone, so it costs no privacy.
 *
 * @param total   the total as measured itself, and its variance, above zero
 * @param tables  each split of it, at least one part in each; none when nothing splits it
 * @throws {RangeError} when a table has no parts or a variance is not above zero
 *
 * Source: Hay, Rastogi, Miklau, Suciu, "Boosting the Accuracy of Differentially Private
 * Histograms Through Consistency", section 4.
 */
export function consistentTotal(
  total: { readonly value: Fraction; readonly variance: Fraction },
  tables: readonly MeasuredParts[],
): ConsistentTotal {
  const measures = tables.map(({ parts, variance }) => {
    if (parts.length === 0) throw new RangeError('consistentTotal requires at least one part in each table');
    return { value: added(parts), variance: product(variance, fraction(BigInt(parts.length))) };
  });
  const all = [total, ...measures];
  if (all.some(({ variance }) => variance.numerator <= 0n))
    throw new RangeError('consistentTotal requires variances above zero');
  const precision = added(all.map(({ variance }) => quotient(ONE, variance)));
  const best = quotient(added(all.map(({ value, variance }) => quotient(value, variance))), precision);
  return {
    total: best,
    variance: quotient(ONE, precision),
    parts: tables.map(({ parts }, index) => {
      const off = difference(best, measures[index]?.value ?? best);
      const share = quotient(off, fraction(BigInt(parts.length)));
      return parts.map((part) => sum(part, share));
    }),
  };
}

const ONE = fraction(1n);

function added(fractions: readonly Fraction[]): Fraction {
  return fractions.reduce(sum, fraction(0n));
}
