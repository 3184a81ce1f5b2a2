import { type CaptureHistory, captureModels, pairsOf } from '#statistics/capture-models';
import { chaoLeast, chapman, type EstimatedWhole } from '#statistics/capture-recapture';
import type { Recall } from '#statistics/corrected-rates';
import { recallOf } from '#statistics/corrected-rates';
import { type StratifiedShare, stratifiedShare } from '#statistics/stratified-share';

/** Noisy counts of the random review in one stratum of a year: one piece for each actor drawn. */
export interface ReviewedStratum {
  /** Strongest thing a detector said of its members; `none` where nothing did. */
  readonly stratum: string;
  /** Active actors; public from the frame of the sample. */
  readonly members: number;
  /** Noisy number judged to be misuse. */
  readonly positive: number;
  /** Noisy number judged not to be. */
  readonly negative: number;
}

/** What can be said without knowing; the release then prints it in place of a number. */
export const NOT_ESTIMABLE = 'not estimable';

/**
 * A1: share of active actors with misuse, from the noisy strata of a year's random review.
 *
 * @returns  the weighted share, or why there is none: noise may leave a stratum without a draw
 */
export function yearlyPrevalence(strata: readonly ReviewedStratum[]): StratifiedShare | typeof NOT_ESTIMABLE {
  const drawn = strata.map(({ members, positive, negative }) => {
    const [found, not] = [Math.max(0, positive), Math.max(0, negative)];
    return { members, drawn: Math.min(members, found + not), found: Math.min(members, found) };
  });
  return drawn.length > 0 && drawn.every((one) => one.drawn >= 2) ? stratifiedShare(drawn) : NOT_ESTIMABLE;
}

/**
 * A2: share of actors with misuse whom any detector flagged, from the same strata.
 *
 * @param strata  as for prevalence; the one named `none` is what nothing flagged
 * @returns       recall with an interval, or why there is none
 */
export function yearlyRecall(strata: readonly ReviewedStratum[]): Recall | typeof NOT_ESTIMABLE {
  const unflagged = strata.find(({ stratum }) => stratum === 'none');
  const flagged = strata.filter(({ stratum }) => stratum !== 'none');
  const rightly = flagged.reduce((sum, { members, positive, negative }) => {
    const drawn = Math.max(0, positive) + Math.max(0, negative);
    return drawn > 0 ? sum + (members * Math.max(0, positive)) / drawn : sum;
  }, 0);
  if (unflagged === undefined || !(rightly > 0)) return NOT_ESTIMABLE;
  const missed = Math.max(0, unflagged.positive);
  const sample = missed + Math.max(0, unflagged.negative);
  return sample >= 2 && sample <= unflagged.members
    ? recallOf(rightly, unflagged.members, sample, missed)
    : NOT_ESTIMABLE;
}

/** What a year says of campaigns that nobody found. */
export interface UndetectedRange {
  /** At least so many campaigns there were. */
  readonly least: EstimatedWhole;
  /** From each two lists alone: first and second, first and third, second and third. */
  readonly pairs: readonly EstimatedWhole[];
  /** From the least to the most of all models that are not far worse than the best, the saturated one left out. */
  readonly models: { readonly low: number; readonly high: number };
}

/** Campaigns that have to be seen before anything is said of those that were not. */
const LEAST_SEEN = 100;

/** Campaigns that each two lists have to share. */
const LEAST_SHARED = 10;

/** Models that are worse than the best by more than this are not listened to. */
const MOST_WORSE = 10;

/**
 * A3: how many campaigns there were, seen or not: never one number.
 *
 * @param history  noisy numbers of campaigns by which families found them: behaviour, content, reports
 * @returns        minimum, pairs and range of models; or why there is none
 *
 * Source: publication specification 6.4; a model alone once said 1 313 where 545 were there.
 */
export function undetectedRange({ counts: noisy }: CaptureHistory): UndetectedRange | typeof NOT_ESTIMABLE {
  const counts = Object.fromEntries(
    Object.entries(noisy).map(([name, count]) => [name, Math.max(0, count)]),
  ) as CaptureHistory['counts'];
  const seen = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const shared = pairsOf(counts);
  if (seen < LEAST_SEEN || shared.some((both) => both < LEAST_SHARED)) return NOT_ESTIMABLE;
  const once = counts['100'] + counts['010'] + counts['001'];
  const twice = counts['110'] + counts['101'] + counts['011'];
  const lists = [0, 1, 2].map((list) =>
    Object.entries(counts).reduce((sum, [name, count]) => sum + (name[list] === '1' ? count : 0), 0),
  );
  const [first = 0, second = 0, third = 0] = lists;
  const models = captureModels({ counts }).filter(({ freedom }) => freedom >= 1);
  const best = Math.min(...models.map(({ aic }) => aic));
  const heard = models.filter(({ aic }) => aic - best <= MOST_WORSE).map(({ value }) => value);
  return {
    least: chaoLeast(seen, once, twice, first + second + third),
    pairs: [chapman(first, second, shared[0]), chapman(first, third, shared[1]), chapman(second, third, shared[2])],
    models: { low: Math.min(...heard), high: Math.max(...heard) },
  };
}
