import { benjaminiHochberg } from '#statistics/benjamini-hochberg';
import { binomialTail } from '#statistics/binomial-tail';
import { poissonTail } from '#statistics/poisson-tail';
import type { Row, Trace } from './row.js';

/** Share of the pairs that pass which may be there by chance. */
const FALSE_DISCOVERIES = 0.01;

/** Texts that two accounts must share within four hours; one is a coincidence. */
const LEAST_TEXTS = 2;

/** Things that two accounts must share within a minute, ten, or sixty: the wider the window, the more of them. */
const LEAST_NEAR = [2, 3, 5] as const;

/**
 * Pairs that meet more often than chance explains.
 *
 * Texts: chance brings two accounts together in proportion to what each of them wrote. Its rate is estimated from the
 * pairs that met exactly once, as those who act together meet again. Domains are public, so that sharing them says
 * nothing: there the question is whether two accounts come closer in time than the rhythm of the day explains. Each
 * trace is gated by itself, over all pairs that share enough to be tested, listed here or not. It is a gate, never a
 * ranking.
 */
export function unlikelyPairs(rows: readonly Row[]): Row[] {
  return (['text', 'domain'] as const).flatMap((trace) => passing(rows.filter((row) => row.trace === trace)));
}

/**
 * How much an account's texts draw it to others: the product of two pulls is how many texts chance makes them meet at.
 *
 * @param acts  texts of the account in the window of the row
 */
export function pullOf(acts: number, { metOnce, allActs }: Pick<Row, 'metOnce' | 'allActs'>): number {
  return (Math.sqrt(2 * metOnce) * acts) / allActs;
}

function passing(rows: readonly Row[]): Row[] {
  const tested = Math.max(0, ...rows.map((row) => row.tested));
  const judged = rows.map((row) => ({ row, chance: CHANCE[row.trace](row) })).filter(({ chance }) => chance < 1);
  const chances = judged.map(({ chance }) => chance);
  const most = benjaminiHochberg(chances, Math.max(tested, chances.length), FALSE_DISCOVERIES);
  return most === undefined ? [] : judged.filter(({ chance }) => chance <= most).map(({ row }) => row);
}

/** p-value by trace; 1 for a pair that shares too little. */
const CHANCE: Readonly<Record<Trace, (row: Row) => number>> = {
  text(row) {
    const met = row.near[3] ?? 0;
    if (met < LEAST_TEXTS) return 1;
    const [one, other] = row.acts;
    return poissonTail(met, pullOf(one, row) * pullOf(other, row));
  },
  domain({ near, likely, things }) {
    const tails = LEAST_NEAR.map((least, window) => {
      const met = near[window] ?? 0;
      return met < least ? 1 : binomialTail(met, things, likely[window] ?? 1);
    });
    // Three windows are three tries.
    return Math.min(1, LEAST_NEAR.length * Math.min(...tails));
  },
};
