/**
 * How much better one share explains what was counted than another, in nats.
 *
 * Wald's sequential probability ratio test accepts `alternative` once this reaches ln((1 − β) / α), and
 * `usual` once it falls to ln(β / (1 − α)); between the two it waits for more. A. Wald, "Sequential Tests of
 * Statistical Hypotheses", Annals of Mathematical Statistics 16 (1945), section 4.1.
 *
 * @param hits         how often it happened, 0 to `tries`
 * @param tries        how often it could have happened
 * @param usual        share under the null hypothesis, above 0
 * @param alternative  share under the alternative, above `usual`, below 1
 * @returns            log-likelihood ratio; positive speaks for `alternative`
 * @throws {RangeError} when the shares or counts are out of order
 */
export function logLikelihoodRatio(hits: number, tries: number, usual: number, alternative: number): number {
  if (!(0 < usual && usual < alternative && alternative < 1)) {
    throw new RangeError('logLikelihoodRatio requires 0 < usual < alternative < 1');
  }
  if (!(0 <= hits && hits <= tries))
    throw new RangeError('logLikelihoodRatio requires between no and as many hits as tries');
  return hits * Math.log(alternative / usual) + (tries - hits) * Math.log((1 - alternative) / (1 - usual));
}
