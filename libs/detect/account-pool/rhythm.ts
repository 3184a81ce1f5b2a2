import type { Row } from './row.js';

/** How the accounts of a pool share the work. */
export type Habit =
  /** Equal numbers of calls over a day, as a machine deals them out. */
  | 'equal shares'
  /** One rests while another works. */
  | 'taking turns'
  /** Each is used up to its limit, then the next begins. */
  | 'switching at the limit';

/** What several accounts did together in one window. */
export interface Rhythm {
  readonly habits: readonly Habit[];
  /** Mean calls an account. */
  readonly mean: number;
  /** Variance over mean of the accounts' calls: 0 for a round robin, 1 for fair dice, far above 10 for people. */
  readonly dispersion: number;
  /** Ten-minute stretches two accounts share, over those they would share if each worked when it liked. */
  readonly overlap: number;
  /** Share of accounts that stop at a limit just when another begins, 0..1. */
  readonly handedOver: number;
}

/** Variance over mean below which calls are dealt out. Fair dice stay below 1.5 nine times in ten; a few people come to 1 by chance. */
const EQUAL = { few: 0.5, many: 1.5 } as const;

/** Ten-minute stretches, from first to last call, below which equal numbers are a class at its exercise. */
const HALF_A_SHIFT = 36;

/** Overlap below which accounts keep out of each other's way, and shared stretches that must be expected for it to be no chance. */
const APART = 0.25;
const LEAST_EXPECTED = 5;

/** Accounts, and share of all, that hand over to another within half an hour. */
const HANDOVERS = 3;
const HANDED_OVER = 0.5;
const SOON = 3;

/** Accounts from which chance evens out, and share at either end that is forgiven then. */
const MANY = 10;
const FORGIVEN = 0.05;

/** Mean calls below which numbers are equal because they are small. */
const LEAST_MEAN = 10;

/** How accounts work together; cost grows with accounts times stretches, never with pairs. */
export function rhythm(rows: readonly Row[]): Rhythm {
  const totals = rows.map(({ tens }) => tens.reduce((sum, [, calls]) => sum + calls, 0));
  const mean = total(totals) / totals.length;
  const dispersion = variance(totals) / mean;
  const { overlap, expected, span } = together(rows);
  const given = handovers(rows);
  const handedOver = given / rows.length;
  const habits: [Habit, boolean][] = [
    [
      'equal shares',
      mean >= LEAST_MEAN && dispersion <= (rows.length < MANY ? EQUAL.few : EQUAL.many) && span >= HALF_A_SHIFT,
    ],
    ['taking turns', expected >= LEAST_EXPECTED && overlap <= APART],
    ['switching at the limit', given >= HANDOVERS && handedOver >= HANDED_OVER],
  ];
  return {
    habits: habits.flatMap(([habit, isKept]) => (isKept ? [habit] : [])),
    mean,
    dispersion,
    overlap,
    handedOver,
  };
}

/** Variance; of many accounts without the extremes, so that one that joined at noon hides nothing. */
function variance(totals: readonly number[]): number {
  const odd = totals.length >= MANY ? Math.floor(FORGIVEN * totals.length) : 0;
  const kept = [...totals].sort((a, b) => a - b).slice(odd, totals.length - odd);
  const mean = total(kept) / kept.length;
  return total(kept.map((each) => (each - mean) ** 2)) / Math.max(1, kept.length - 1);
}

/** Stretches in which two accounts are both at work, against what independent accounts would share. */
function together(rows: readonly Row[]): { overlap: number; expected: number; span: number } {
  const workers = new Map<number, number>();
  for (const { tens } of rows) for (const [ten] of tens) workers.set(ten, (workers.get(ten) ?? 0) + 1);
  const stretches = [...workers.keys()];
  const span = stretches.reduce((a, b) => Math.max(a, b)) - stretches.reduce((a, b) => Math.min(a, b)) + 1;
  const observed = total([...workers.values()].map((count) => (count * (count - 1)) / 2));
  const worked = rows.map(({ tens }) => tens.length);
  const expected = (total(worked) ** 2 - total(worked.map((each) => each ** 2))) / (2 * span);
  return { overlap: expected === 0 ? 1 : observed / expected, expected, span };
}

/** Accounts whose last stretch meets a limit, and that others follow within half an hour. */
function handovers(rows: readonly Row[]): number {
  const beginnings = new Map<number, number>();
  for (const { tens } of rows) {
    const first = tens[0]?.[0] ?? 0;
    beginnings.set(first, (beginnings.get(first) ?? 0) + 1);
  }
  return rows.filter(({ tens }) => {
    const last = tens.at(-1);
    if (last === undefined || last[2] === 0) return false;
    const own = tens[0]?.[0];
    return Array.from({ length: SOON + 1 }, (_, later) => last[0] + later).some(
      (ten) => (beginnings.get(ten) ?? 0) > (ten === own ? 1 : 0),
    );
  }).length;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
