import { clopperPearson } from './clopper-pearson.js';
import type { Estimate } from './wilson-interval.js';

/**
 * The true share behind what imperfect reviewers call positive.
 *
 * @param apparent     share called positive
 * @param sensitivity  share of true ones called positive
 * @param specificity  share of others called negative; with sensitivity above one
 * @returns            share in `[0, 1]`
 * @throws {RangeError} when reviewers are no better than chance
 *
 * Source: Rogan, Gladen, American Journal of Epidemiology 107 (1978), 71–76.
 */
export function roganGladen(apparent: number, sensitivity: number, specificity: number): number {
  const better = sensitivity + specificity - 1;
  if (!(better > 0)) throw new RangeError('roganGladen requires reviewers who are better than chance');
  return Math.min(1, Math.max(0, (apparent + specificity - 1) / better));
}

/** Of one side of a test: how many were verified true, verified false, and not verified. */
export interface PartlyVerified {
  readonly real: number;
  readonly unreal: number;
  readonly unverified: number;
}

/**
 * Sensitivity and specificity when hardly any of what was not flagged was ever reviewed.
 *
 * Whether something was reviewed must depend on the flag alone.
 *
 * @param flagged    what was flagged
 * @param unflagged  what was not
 * @throws {RangeError} when a side has nothing that was verified
 *
 * Source: Begg, Greenes, Biometrics 39 (1983), 207–215.
 */
export function beggGreenes(
  flagged: PartlyVerified,
  unflagged: PartlyVerified,
): { sensitivity: number; specificity: number } {
  const side = ({ real, unreal, unverified }: PartlyVerified) => {
    if (!(real + unreal > 0)) throw new RangeError('beggGreenes requires something verified on both sides');
    const all = real + unreal + unverified;
    return { real: (all * real) / (real + unreal), unreal: (all * unreal) / (real + unreal) };
  };
  const [is, isNot] = [side(flagged), side(unflagged)];
  return {
    sensitivity: is.real / (is.real + isNot.real),
    specificity: isNot.unreal / (is.unreal + isNot.unreal),
  };
}

/** What detectors find of all there is. */
export interface Recall extends Estimate {
  /** By the delta method; for comparison, as it is wrong where hardly any miss was found. */
  readonly standardError: number;
}

/**
 * Recall from what was flagged rightly and a random sample of what was not flagged.
 *
 * The interval comes from the exact one of the share of misses, since few are ever found.
 *
 * @param rightly    flagged and confirmed, above zero
 * @param unflagged  not flagged
 * @param sample     of these, drawn at random and reviewed, two at least
 * @param missed     of these, what is misuse after all
 * @throws {RangeError} when nothing was flagged or drawn
 */
export function recallOf(rightly: number, unflagged: number, sample: number, missed: number): Recall {
  if (!(rightly > 0 && sample > 1 && sample <= unflagged))
    throw new RangeError('recallOf requires something flagged, and a sample of what was not');
  const rate = clopperPearson(missed, sample);
  const at = (share: number) => rightly / (rightly + share * unflagged);
  const misses = rate.value * unflagged;
  const spread = unflagged * Math.sqrt((rate.value * (1 - rate.value)) / (sample - 1));
  return {
    value: at(rate.value),
    low: at(rate.high),
    high: at(rate.low),
    standardError: (rightly / (rightly + misses) ** 2) * spread,
  };
}
