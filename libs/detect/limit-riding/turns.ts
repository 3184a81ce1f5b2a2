import { binomialTail } from '#statistics/binomial-tail';
import { poissonTail } from '#statistics/poisson-tail';
import type { Row, Stretch } from './row.js';

/** How the parties of one crew keep out of each other's way. */
export interface Turns {
  /** Share of the parties that another follows at once in most of their stretches, 0..1. */
  readonly handedOver: number;
  /** Time that two parties share, over the time they would share if each began when it liked. */
  readonly overlap: number;
  /** How likely parties with nothing to do with each other come to this, 0..1. */
  readonly chance: number;
}

/** Overlap above which parties do not keep apart, and so take no turns. */
const APART = 0.25;

/** Overlap up to which turns are perfect: calls under way when one takes over from another. */
const PERFECT = 0.02;

/** Another takes over at once within two of the pauses between calls, or this share of a stretch, or what clocks need. */
const PAUSES = 2;
const AT_ONCE = 0.01;
const LEAST_MILLISECONDS = 1_500;

/**
 * How parties divide their full stretches among themselves.
 *
 * An honest job begins at the same time every day, so that its days say no more than one of them: parties are counted,
 * not stretches. Cost grows with stretches, never with pairs of parties.
 *
 * @param rows  of one length of stretch, at least two
 */
export function turns(rows: readonly Row[]): Turns {
  const milliseconds = 1_000 * (rows[0]?.seconds ?? 0);
  const works = new Map<number, { party: number; stretch: Stretch }[]>();
  for (const [party, { full }] of rows.entries()) {
    for (const stretch of full) {
      const known = works.get(stretch.nth);
      if (known === undefined) works.set(stretch.nth, [{ party, stretch }]);
      else known.push({ party, stretch });
    }
  }
  const followed = rows.map(() => 0);
  let [shared, expected, pairs, worked, waited, stretches] = [0, 0, 0, 0, 0, 0];
  for (const together of works.values()) {
    const sorted = together.sort((a, b) => a.stretch.first - b.stretch.first);
    const soon = sorted.map(({ stretch }) => atOnce(stretch, milliseconds));
    for (const party of followedAtOnce(sorted, soon)) followed[party] = (followed[party] ?? 0) + 1;
    shared += sharedTime(sorted.map(({ stretch }) => stretch));
    const lengths = sorted.map(({ stretch }) => stretch.last - stretch.first);
    const sum = total(lengths);
    expected += (sum ** 2 - total(lengths.map((length) => length ** 2))) / (2 * milliseconds);
    pairs += ((sorted.length - 1) * sum) / milliseconds;
    worked += sum;
    waited += total(soon);
    stretches += lengths.length;
  }
  const hits = rows.filter(({ full }, party) => 2 * (followed[party] ?? 0) >= full.length).length;
  const overlap = expected === 0 ? 1 : shared / expected;
  const handedOver = hits / rows.length;
  if (overlap > APART) return { handedOver, overlap, chance: 1 };
  const company = total([...works.values()].map(({ length }) => length)) / works.size;
  const relay = binomialTail(hits, rows.length, Math.min(1, ((company - 1) * waited) / stretches / milliseconds));
  const apart =
    overlap <= PERFECT ? spacing(company, worked / stretches / milliseconds) : fewMeetings(overlap, pairs / works.size);
  return { handedOver, overlap, chance: Math.min(apart, relay) };
}

/**
 * How likely intervals of one length do not touch when each begins at any time.
 *
 * The chance that points on a line keep a least distance: H. A. David and H. N. Nagaraja, "Order Statistics" (2003), section 6.4.
 *
 * @param parties  mean number, and length of an interval over the whole
 */
function spacing(parties: number, length: number): number {
  return Math.max(0, 1 - (parties - 1) * length) ** parties;
}

/** How likely so small a part of the expected meetings of two parties happens. */
function fewMeetings(overlap: number, meetings: number): number {
  // Of a thousand, a quarter is never left by chance.
  return meetings > 1_000 ? 0 : Math.max(0, 1 - poissonTail(Math.round(overlap * meetings) + 1, meetings));
}

function atOnce({ first, last, served }: Stretch, milliseconds: number): number {
  const pause = (last - first) / Math.max(1, served - 1);
  return Math.max(LEAST_MILLISECONDS, AT_ONCE * milliseconds, PAUSES * pause);
}

/** Parties whose last call is followed at once by the first call of another. */
function followedAtOnce(sorted: readonly { party: number; stretch: Stretch }[], soon: readonly number[]): number[] {
  const firsts = sorted.map(({ stretch }) => stretch.first);
  return sorted.flatMap(({ party, stretch: { first, last } }, nth) => {
    let next = lowerBound(firsts, last);
    // A party that calls once in a stretch does not follow itself.
    if (first === last && firsts[next] === first) next += 1;
    return (firsts[next] ?? Number.POSITIVE_INFINITY) <= last + (soon[nth] ?? 0) ? [party] : [];
  });
}

/** Milliseconds that pairs of stretches have in common, added up over the pairs. */
function sharedTime(stretches: readonly Stretch[]): number {
  const ends = stretches.map(({ last }) => last).sort((a, b) => a - b);
  const begins = stretches.map(({ first }) => first).sort((a, b) => a - b);
  let [at, working, shared, ended] = [0, 0, 0, 0];
  for (const begin of begins) {
    for (; (ends[ended] ?? Number.POSITIVE_INFINITY) <= begin; ended++) {
      const end = ends[ended] as number;
      shared += ((end - at) * working * (working - 1)) / 2;
      [at, working] = [end, working - 1];
    }
    shared += ((begin - at) * working * (working - 1)) / 2;
    [at, working] = [begin, working + 1];
  }
  for (; ended < ends.length; ended++) {
    const end = ends[ended] as number;
    shared += ((end - at) * working * (working - 1)) / 2;
    [at, working] = [end, working - 1];
  }
  return shared;
}

function lowerBound(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
