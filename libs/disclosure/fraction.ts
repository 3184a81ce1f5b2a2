/** A rational number in lowest terms with a denominator above zero. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Makes a fraction in lowest terms.
 *
 * Samplers draw below the denominator, so an unreduced fraction would change the sequence of draws.
 *
 * @param numerator    any integer
 * @param denominator  any integer but zero; one when left out
 * @returns            the reduced fraction, sign carried by the numerator
 * @throws {RangeError} when the denominator is zero
 */
export function fraction(numerator: bigint, denominator = 1n): Fraction {
  if (denominator === 0n) throw new RangeError('fraction requires a denominator other than zero');
  const divisor = commonDivisor(numerator, denominator) * (denominator < 0n ? -1n : 1n);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** @returns a + b, in lowest terms. */
export function sum(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** @returns a − b, in lowest terms. */
export function difference(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
}

/** @returns a · b, in lowest terms. */
export function product(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

/**
 * @returns a / b, in lowest terms.
 * @throws {RangeError} when `b` is zero
 */
export function quotient(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** @returns whether a ≤ b, exactly. */
export function isAtMost(a: Fraction, b: Fraction): boolean {
  return a.numerator * b.denominator <= b.numerator * a.denominator;
}

/** @returns `1/40`, or `60` when the denominator is one; the form that privacy statements print. */
export function fractionText({ numerator, denominator }: Fraction): string {
  return denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;
}

/** Greatest common divisor, at least one, so that zero reduces to 0/1. */
function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
