import { clopperPearson } from './clopper-pearson.js';
import { type Estimate, wilsonInterval } from './wilson-interval.js';

/** What was drawn from one stratum, and what was found. */
export interface SampledStratum {
  /** Members of the stratum; above zero. */
  readonly members: number;
  /** Members drawn, two at least. */
  readonly drawn: number;
  /** Of these, those that have what is counted. */
  readonly found: number;
}

/** A share of a whole population from a sample drawn stratum by stratum. */
export interface StratifiedShare {
  readonly value: number;
  readonly standardError: number;
  /** Draws that a simple random sample of the same precision would take. */
  readonly effectiveDraws: number;
  /** Wilson's interval on these; for display. */
  readonly wilson: Estimate;
  /** Clopper and Pearson's on these; for gates. */
  readonly exact: Estimate;
}

/**
 * Share of a population that has something, weighting each stratum by its size.
 *
 * Where nothing was found the standard error would be none; the interval is then that of the bare sample.
 *
 * @param strata  every stratum, also the one where nobody expects to find anything
 * @throws {RangeError} when a stratum has no members, fewer than two draws, or more draws or finds than there can be
 *
 * Source: Cochran, Sampling Techniques, chapter 5; Korn, Graubard, Survey Methodology 24 (1998), for effective draws.
 */
export function stratifiedShare(strata: readonly SampledStratum[]): StratifiedShare {
  const isSound = ({ members, drawn, found }: SampledStratum) =>
    members > 0 && drawn >= 2 && drawn <= members && found >= 0 && found <= drawn;
  if (strata.length === 0 || !strata.every(isSound))
    throw new RangeError('stratifiedShare requires strata with two draws or more, and no more finds than draws');
  const members = strata.reduce((sum, stratum) => sum + stratum.members, 0);
  let [value, variance] = [0, 0];
  for (const { members: size, drawn, found } of strata) {
    const [weight, share] = [size / members, found / drawn];
    value += weight * share;
    variance += (weight ** 2 * (1 - drawn / size) * share * (1 - share)) / (drawn - 1);
  }
  const draws = strata.reduce((sum, { drawn }) => sum + drawn, 0);
  const effectiveDraws = variance === 0 ? draws : (value * (1 - value)) / variance;
  const effectiveFinds = value * effectiveDraws;
  return {
    value,
    standardError: Math.sqrt(variance),
    effectiveDraws,
    wilson: wilsonInterval(effectiveFinds, effectiveDraws),
    exact: clopperPearson(effectiveFinds, effectiveDraws),
  };
}
