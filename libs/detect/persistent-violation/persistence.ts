import { binomialTail } from '#statistics/binomial-tail';
import type { Sitting, Usual } from './row.js';

/** How an account's sittings stand out in one category of one classifier. */
export interface Persistence {
  readonly classifier: string;
  readonly category: string;
  /** Sittings in which at least half of the calls score high. */
  readonly sittings: readonly Sitting[];
  /** Calls in those sittings, and how many of them score high. */
  readonly calls: number;
  readonly high: number;
  /** Occasions with such a sitting, and all occasions. */
  readonly occasions: number;
  readonly ofOccasions: number;
  /** Probability of so many such occasions for an account like others, at most; 0..1. */
  readonly chance: number;
  /** Score from which on a call counts as high, 0..1. */
  readonly highFrom: number;
  /** What is usual; undefined where hardly anybody else is scored. */
  readonly usual?: Usual;
}

/** High scores that a sitting needs, and their share of its calls. */
const LEAST_HIGH = 6;
const LEAST_SHARE = 0.5;

/** Hours of rest that part two occasions, and active hours in a row that are one still: an evening at most. */
const REST = 3;
const STRETCH = 6;

/** Accounts from which a sample tells what is usual. */
const LEAST_COHORT = 20;

/** Least share taken as usual: a sample of some hundred accounts cannot tell less from nothing. */
export const LEAST_USUAL = 0.01;

/**
 * Judges every category an account scores high in.
 *
 * In how many sittings of an ordinary account do half of the calls score high? By Markov's inequality in no more than twice
 * the share of its calls that do, however they bunch. So the binomial tail of twice that share bounds the chance of what was
 * seen. Occasions count, not calls: the calls of one evening are one decision.
 *
 * @param sittings  of one account
 * @param cohort    what others score in the same window, and from which score on one is high, for every category of `sittings`
 * @returns         one judgement a category with at least one persistent sitting
 * @throws {RangeError} when the cohort lacks such a category
 */
export function persistence(sittings: readonly Sitting[], cohort: readonly Usual[]): Persistence[] {
  const names = new Map(
    sittings.flatMap(({ high }) => high.map((one) => [`${one.classifier}\0${one.category}`, one] as const)),
  );
  return [...names.values()].flatMap(({ classifier, category }): Persistence[] => {
    const is = (other: { readonly classifier: string; readonly category: string }) =>
      other.classifier === classifier && other.category === category;
    const highIn = ({ high }: Sitting) => high.find(is)?.calls ?? 0;
    const isPersistent = (one: Sitting) => highIn(one) >= LEAST_HIGH && highIn(one) >= LEAST_SHARE * one.calls;
    const persistent = sittings.filter(isPersistent);
    if (persistent.length === 0) return [];
    const compared = cohort.find(is);
    if (compared === undefined) throw new RangeError('persistence requires a level for every category it judges');
    const usual = compared.accounts >= LEAST_COHORT ? compared : undefined;
    const occasions = occasionsOf(persistent);
    const ofOccasions = occasions + occasionsOf(sittings.filter((one) => !isPersistent(one)));
    const rate = Math.min(1, Math.max(LEAST_USUAL, usual?.usual ?? 0) / LEAST_SHARE);
    return [
      {
        classifier,
        category,
        sittings: persistent,
        calls: sum(persistent.map(({ calls }) => calls)),
        high: sum(persistent.map(highIn)),
        occasions,
        ofOccasions,
        chance: binomialTail(occasions, ofOccasions, rate),
        highFrom: compared.level,
        ...(usual === undefined ? {} : { usual }),
      },
    ];
  });
}

/** An evening is one occasion, and a day without rest more than one. */
function occasionsOf(sittings: readonly Sitting[]): number {
  const hours = [...new Set(sittings.flatMap((sitting) => sitting.hours))].sort((a, b) => a - b);
  let [occasions, active] = [0, 0];
  for (const [index, hour] of hours.entries()) {
    const isNew = index === 0 || hour - (hours[index - 1] ?? 0) > REST;
    active = isNew ? 1 : active + 1;
    if (isNew || active % STRETCH === 1) occasions++;
  }
  return occasions;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
