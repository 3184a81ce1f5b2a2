import { type Estimate, wilsonInterval } from './wilson-interval.js';

/** Part of a sample in which everybody stands for equally many. */
interface WeightedPart {
  /** How many each of it stands for: one over the probability it was drawn by. */
  readonly weight: number;
  readonly successes: number;
  readonly trials: number;
}

/** A share found from trials that stand for unequally many. */
interface WeightedShare extends Estimate {
  /** Trials of equal weight that would tell as much. */
  readonly effectiveTrials: number;
}

/**
 * The share of successes in a population of which a sample was drawn by known probabilities, with its 95 % interval.
 *
 * Each trial counts as often as it stands for; the interval is Wilson's for as many trials as the sample is worth, which is
 * fewer than it has where weights differ.
 *
 * @returns  undefined without any trial
 *
 * Source: Hájek's ratio estimator (1971); Kish, Survey Sampling (1965), section 11.7, for the effective number; Franco,
 * Little, Louis and Slud, Journal of Survey Statistics and Methodology 7 (2019), 334–364, for Wilson's interval with it.
 */
export function weightedShare(parts: readonly WeightedPart[]): WeightedShare | undefined {
  const sum = (of: (part: WeightedPart) => number) => parts.reduce((total, part) => total + of(part), 0);
  const weight = sum((part) => part.weight * part.trials);
  if (weight === 0) return undefined;
  const effectiveTrials = weight ** 2 / sum((part) => part.weight ** 2 * part.trials);
  const share = sum((part) => part.weight * part.successes) / weight;
  return { ...wilsonInterval(share * effectiveTrials, effectiveTrials), effectiveTrials };
}
