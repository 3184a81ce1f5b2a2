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
  /** Smallest measurement that is printed as a number. */
  readonly threshold: bigint;
  /** Half-width of the 95 % interval, units. */
  readonly halfWidth: bigint;
}

/**
 * Works out how the measurements of a table are shown, from its variance alone.
 *
 * @param sigma2  σ² of the table's noise, above zero
 */
export function displayRule(sigma2: Fraction): DisplayRule {
  return {
    threshold: lowCountThreshold(sigma2, LEAST_UNITS, SMALL_CELL_RISK),
    halfWidth: halfWidth(sigma2, COVERAGE),
  };
}

/**
 * Turns a measurement into what is shown: rounded, or `low`, with its interval.
 *
 * The interval surrounds the measurement, not the rounded value. All low cells carry one and the same interval, the
 * widest that a low measurement can have, so that `low` says no more than it seems to.
 *
 * @param measurement  noisy count
 * @param rule         the table's display rule
 */
export function displayedCount(measurement: NoisyCount, rule: DisplayRule): DisplayedCount {
  if (measurement < rule.threshold) return { value: 'low', lower95: 0n, upper95: rule.threshold - 1n + rule.halfWidth };
  const lower = measurement - rule.halfWidth;
  return {
    value: ((measurement + ROUNDING_BASE / 2n) / ROUNDING_BASE) * ROUNDING_BASE,
    lower95: lower < 0n ? 0n : lower,
    upper95: measurement + rule.halfWidth,
  };
}
