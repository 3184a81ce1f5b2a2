import type { Fraction } from './fraction.js';
import { fraction } from './fraction.js';
import { halfWidth, lowCountThreshold } from './interval.js';
import type { NoisyCount } from './noisy-count.js';

/** Displayed counts are multiples of this; finer digits would only show noise. */
export const ROUNDING_BASE = 5n;

/** A cell of fewer units than this counts as small. */
export const LEAST_UNITS = 10n;

/** How often a small cell may be printed as a number: once in ten thousand. */
export const SMALL_CELL_RISK = fraction(1n, 10_000n);

/** How often an interval must hold the exact count. */
export const COVERAGE = fraction(19n, 20n);

/** What a reader sees of one cell. Bounds are whole units, never below zero. */
export interface DisplayedCount {
  readonly value: bigint | 'low';
  readonly lower95: bigint;
  readonly upper95: bigint;
}

/** The two constants that turn measurements of one table into what is shown; public. */
export interface DisplayRule {
  /** Smallest measurement that is printed as a number; absent where small cells are no secret. */
  readonly threshold?: bigint;
  /** Half-width of the 95 % interval, units. */
  readonly halfWidth: bigint;
}

/**
 * Works out how the measurements of a table are shown, from its variance alone.
 *
 * @param sigma2      σ² of the table's noise, above zero
 * @param hidesSmall  whether cells of few units are printed as `low`
 */
export function displayRule(sigma2: Fraction, hidesSmall = true): DisplayRule {
  const interval = { halfWidth: halfWidth(sigma2, COVERAGE) };
  return hidesSmall ? { ...interval, threshold: lowCountThreshold(sigma2, LEAST_UNITS, SMALL_CELL_RISK) } : interval;
}

/**
 * Turns a measurement into what is shown: rounded, or `low`, with its interval.
 *
 * The interval surrounds the measurement, and reaches to the rounded value where consistency has carried that further. All
 * low cells carry one and the same interval, the widest that a low measurement can have, so that `low` says no more than it
 * seems to.
 *
 * @param measurement  noisy count; alone decides whether the cell is low
 * @param rule         the table's display rule
 * @param fitted       the count made consistent with other tables, at least zero; the measurement itself when absent
 */
export function displayedCount(measurement: NoisyCount, rule: DisplayRule, fitted?: bigint): DisplayedCount {
  const { threshold, halfWidth: reach } = rule;
  if (threshold !== undefined && measurement < threshold)
    return { value: 'low', lower95: 0n, upper95: threshold - 1n + reach };
  const count = fitted ?? (measurement < 0n ? 0n : measurement);
  const value = ((count + ROUNDING_BASE / 2n) / ROUNDING_BASE) * ROUNDING_BASE;
  const [lower, upper] = [measurement - reach, measurement + reach];
  return {
    value,
    lower95: lower < 0n ? 0n : lower < value ? lower : value,
    upper95: upper > value ? upper : value,
  };
}
