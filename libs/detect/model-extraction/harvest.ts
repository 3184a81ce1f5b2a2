import { gathered } from '#detect/gathered';
import { median } from '#statistics/median';
import { LEAST_WORDS, type Pool } from './pool.js';
import type { Row } from './row.js';

/** What accounts show that ask a model for whatever it knows, in order to train another. */
export type Sign =
  | 'one template'
  | 'all kinds of subjects'
  | 'equal shares'
  | 'very long answers'
  | 'young accounts'
  | 'around the clock'
  | 'shared traits';

/** Signs of one pool or account, with the numbers behind them. */
export interface Harvest {
  readonly signs: ReadonlySet<Sign>;
  /** Share of the calls with the one commonest setting of temperature, top_p and longest answer, 0..1; 0 when none is set. */
  readonly sameSettings: number;
  /** Prompts no other account and no other call of the same account has, over all that were looked at, 0..1; 1 without texts. */
  readonly original: number;
  /** Of the words of a prompt beyond the template, the share that another prompt has too, 0..1. */
  readonly repeated: number;
  /** Words of the template, median of the accounts. */
  readonly templateWords: number;
  /** Variance over mean of the accounts' calls of one day, median of the days. */
  readonly dispersion: number;
  /** Tokens of a call, mean over the calls. */
  readonly input: number;
  readonly output: number;
  /** Days from sign-up to the end of the window, median of the accounts that say; undefined when none does. */
  readonly age: number | undefined;
}

/**
 * Of the words of a prompt beyond its template, at most this share in another: of texts on one subject about 0.3, of
 * the demonstration's subjects taken at random 0.08.
 */
const WIDE = 0.2;

/** Variance over mean below which calls are dealt out; a few people come to 1 by chance. */
const EQUAL = { few: 0.5, many: 1.5 } as const;
const MANY = 10;

/** Calls a day and account below which numbers are equal because they are small. */
const LEAST_MEAN = 5;

/** Tokens; half of a long essay. */
const VERY_LONG = 1_000;

/** Days, and hours of the day with a call. */
const YOUNG = 60;
const CLOCK = 20;

/** Prompts that may occur twice, 0..1; a test that several laboratories run is the same for all of them. */
export const LEAST_ORIGINAL = 0.8;

/** Weighs what one pool or account did. */
export function harvest({ rows, templated, ties }: Pool): Harvest {
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  const calls = sum((row) => row.calls);
  const spoken = rows.filter(({ prompts }) => prompts > 0);
  const ages = rows.flatMap((row) => (row.age < 0 ? [] : [row.age]));
  const templateWords = median(rows.map(({ skeleton }) => skeleton.length));
  const repeated = spoken.length === 0 ? 1 : median(spoken.map((row) => row.repeated));
  const dispersion = dispersionOf(rows);
  const output = sum((row) => row.output * row.calls) / calls;
  const age = ages.length === 0 ? undefined : median(ages);
  const clock = rows.reduce((hours, row) => hours | row.hours, 0);
  const seen: [Sign, boolean][] = [
    ['one template', templateWords >= LEAST_WORDS && 2 * templated >= 1],
    ['all kinds of subjects', repeated <= WIDE],
    ['equal shares', rows.length > 1 && dispersion <= (rows.length < MANY ? EQUAL.few : EQUAL.many)],
    ['very long answers', output >= VERY_LONG],
    ['young accounts', age !== undefined && age <= YOUNG],
    ['around the clock', bits(clock) >= CLOCK],
    ['shared traits', rows.length > 1 && ties.length > 0],
  ];
  return {
    signs: new Set(seen.flatMap(([sign, isSeen]) => (isSeen ? [sign] : []))),
    sameSettings: sameSettings(rows, calls),
    original: originality(spoken),
    repeated,
    templateWords,
    dispersion,
    input: sum((row) => row.input * row.calls) / calls,
    output,
    age,
  };
}

function sameSettings(rows: readonly Row[], calls: number): number {
  const counts = new Map<number, number>();
  for (const {
    usual_settings: [count, settings],
  } of rows) {
    if (settings !== 0) counts.set(settings, (counts.get(settings) ?? 0) + count);
  }
  return Math.max(0, ...counts.values()) / calls;
}

/** Prompts that occur once, in the samples of all accounts together and within each account. */
function originality(rows: readonly Row[]): number {
  if (rows.length === 0) return 1;
  const sampled = rows.flatMap(({ sample }) => sample);
  const within = rows.reduce((sum, row) => sum + row.different, 0) / rows.reduce((sum, row) => sum + row.prompts, 0);
  return (within * new Set(sampled).size) / sampled.length;
}

/** Day by day among the accounts at work, so that one that joined later hides nothing. */
function dispersionOf(rows: readonly Row[]): number {
  const days = gathered(
    rows.flatMap(({ calls_by_day }) => calls_by_day),
    ([day]) => day,
  );
  const spreads = [...days.values()]
    .map((some) => some.map(([, calls]) => calls))
    .filter((calls) => calls.length >= Math.max(2, rows.length / 2) && mean(calls) >= LEAST_MEAN)
    .map((calls) => calls.reduce((sum, each) => sum + (each - mean(calls)) ** 2, 0) / (calls.length - 1) / mean(calls));
  return spreads.length === 0 ? NOT_EQUAL : median(spreads);
}

/** Variance over mean where no day has enough accounts to compare. */
const NOT_EQUAL = 1_000;

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function bits(mask: number): number {
  let count = 0;
  for (let left = mask; left > 0; left &= left - 1) count++;
  return count;
}
