import { quantileInterval } from '#statistics/quantile-interval';
import { type RateChange, rateChange } from '#statistics/rate-change';
import { type ShareDifference, shareDifference } from '#statistics/share-difference';
import { weightedShare } from '#statistics/weighted-share';
import { type Estimate, wilsonInterval } from '#statistics/wilson-interval';
import type { MisuseCost } from './overview-questions.js';

/** How much of something there was in a period and in the one before it. */
export interface Counted {
  readonly now: number;
  readonly before: number;
  /** Null when there was none in either. */
  readonly change: RateChange | null;
}

/** A share with what it is a share of. */
interface Share extends Estimate {
  readonly part: number;
  readonly of: number;
}

/** A share in a period and in the one before it; null where there was nothing to take a share of. */
export interface Shared {
  readonly now: Share | null;
  readonly before: Share | null;
  readonly change: ShareDifference | null;
}

/** A share of accounts, found from the audit sample. */
interface Sampled extends Estimate {
  /** Of the accounts that were drawn, those judged one way or the other, and those of them that are misuse. */
  readonly judged: number;
  readonly confirmed: number;
  /** Of those drawn, those that nobody could tell, and those nobody has judged yet. */
  readonly uncertain: number;
  readonly waiting: number;
  /** Accounts that the sample was drawn from. */
  readonly population: number;
  readonly weeks: number;
}

/** Delays of a period, in seconds: their median and the one that nine of ten stay below, each with its 95 % interval. */
interface Delays {
  readonly incidents: number;
  readonly median: Estimate;
  readonly ninth: Estimate;
}

/** Delays of one kind in one of two periods, ascending, in seconds. */
interface KindOfDelay {
  readonly kind: 'detect' | 'act';
  readonly isNow: boolean;
  readonly seconds: readonly number[];
}

/** One stratum of one week of the audit sample, and what people have said so far of those drawn. */
interface Labels {
  readonly week: string;
  readonly stratum: 'act' | 'report' | 'shadow' | 'none';
  readonly population: number;
  readonly confirmed: number;
  readonly dismissed: number;
  readonly uncertain: number;
  readonly unlabelled: number;
}

/** Campaigns of one detector at work in one of two periods; the day is null of those seen before it. */
interface AtWork {
  readonly detector: string;
  readonly isNow: boolean;
  readonly day: number | null;
  readonly campaigns: number;
}

/** Compares days of two periods of one length. @param values  one number a day, the earlier period first */
export function counted(values: readonly number[]): Counted {
  const half = values.length / 2;
  const [before, now] = [values.slice(0, half), values.slice(half)];
  return { now: total(now), before: total(before), change: rateChange(now, before) ?? null };
}

/** One number a day of two periods, whatever rows there are. @param days  of both periods together */
export function byDay<Row extends { readonly day: number | null }>(
  rows: readonly Row[],
  days: number,
  of: (row: Row) => number,
): number[] {
  const values = Array<number>(days).fill(0);
  for (const row of rows) if (row.day !== null && row.day < days) values[row.day] = (values[row.day] ?? 0) + of(row);
  return values;
}

/** Compares a share of two periods. @param part,of  one number a day, the earlier period first */
export function shared(part: readonly number[], of: readonly number[]): Shared {
  const half = of.length / 2;
  const share = (from: number, until?: number): Share | null => {
    const [some, all] = [total(part.slice(from, until)), total(of.slice(from, until))];
    return all === 0 ? null : { ...wilsonInterval(some, all), part: some, of: all };
  };
  const [before, now] = [share(0, half), share(half)];
  return { now, before, change: now === null || before === null ? null : shareDifference(now, before) };
}

/** Delays of both periods. @returns  `isBeyondNoise` is null where either had none; medians differ when their intervals do not meet */
export function delays(rows: readonly KindOfDelay[], kind: 'detect' | 'act') {
  const of = (isNow: boolean): Delays | null => {
    const seconds = rows.find((row) => row.kind === kind && row.isNow === isNow)?.seconds ?? [];
    if (seconds.length === 0) return null;
    const [median, ninth] = [quantileInterval(seconds, 0.5), quantileInterval(seconds, 0.9)];
    return { incidents: seconds.length, median, ninth };
  };
  const [now, before] = [of(true), of(false)];
  const differ =
    now !== null && before !== null && (now.median.low > before.median.high || now.median.high < before.median.low);
  return { now, before, isBeyondNoise: now === null || before === null ? null : differ };
}

/** What detectors in service say of an account when they flag it; those in shadow open nothing. */
const FLAGGED: readonly string[] = ['act', 'report'];

/**
 * What blind reviewers found of the accounts that detectors flagged, or of all others.
 *
 * @param labels     strata of the weeks that ended in the period
 * @param isFlagged  those that a detector in service flagged: the share of misuse among them is precision. Else the others: it
 *                   is what was missed
 * @returns          null while none of them is judged
 */
export function sampled(labels: readonly Labels[], isFlagged: boolean): Sampled | null {
  const strata = labels.filter(({ stratum }) => FLAGGED.includes(stratum) === isFlagged);
  const parts = strata.map(({ population, confirmed, dismissed, uncertain }) => {
    const labelled = confirmed + dismissed + uncertain;
    // Those nobody has judged yet are taken to be like those that were.
    return { weight: labelled === 0 ? 0 : population / labelled, successes: confirmed, trials: confirmed + dismissed };
  });
  const share = weightedShare(parts);
  if (share === undefined) return null;
  const sum = (of: (each: Labels) => number) => total(strata.map(of));
  return {
    value: share.value,
    low: share.low,
    high: share.high,
    judged: sum(({ confirmed, dismissed }) => confirmed + dismissed),
    confirmed: sum(({ confirmed }) => confirmed),
    uncertain: sum(({ uncertain }) => uncertain),
    waiting: sum(({ unlabelled }) => unlabelled),
    population: sum(({ population }) => population),
    weeks: new Set(strata.map(({ week }) => week)).size,
  };
}

/** Compares what the samples of two periods say. */
export function sampledInBoth(now: readonly Labels[], before: readonly Labels[], isFlagged: boolean) {
  const [later, earlier] = [sampled(now, isFlagged), sampled(before, isFlagged)];
  return {
    now: later,
    before: earlier,
    change: later === null || earlier === null ? null : shareDifference(later, earlier),
  };
}

/** Campaigns by the public family of the detector that found them, those at work in the period; and those first seen in it. */
export function campaignsByFamily(rows: readonly AtWork[], familyOf: (detector: string) => string, days: number) {
  const families = [...new Set(rows.map(({ detector }) => familyOf(detector)))].sort();
  const of = (family: string, isNow: boolean) =>
    total(rows.filter((row) => familyOf(row.detector) === family && row.isNow === isNow).map((row) => row.campaigns));
  return {
    started: counted(byDay(rows, days, (row) => row.campaigns)),
    families: families.map((family) => ({
      family,
      detectors: [...new Set(rows.map(({ detector }) => detector))].filter((name) => familyOf(name) === family),
      now: of(family, true),
      before: of(family, false),
    })),
  };
}

/** Cost of misuse in US cents, day by day, from pieces that each hold some of the accounts. */
export function costByDay(pieces: readonly (readonly MisuseCost[])[], days: number): number[] {
  return byDay(pieces.flat(), days, ({ cost }) => cost).map((micro) => Math.round(micro / 10_000));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
