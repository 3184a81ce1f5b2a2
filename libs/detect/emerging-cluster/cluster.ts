import { connectedComponents } from '#statistics/connected-components';
import { sampledLikeness } from '#statistics/sampled-likeness';
import type { Numbers, Row, Sending } from './row.js';

/** Texts that say nearly the same, with the calls that go with them. */
export interface Cluster {
  /** In the order of their hashes, prompts and completions of the same calls together. */
  readonly texts: readonly Row[];
  /** Mean over the texts of how near the nearest other comes, 0..1; a text of several accounts counts 1. */
  readonly likeness: number;
}

/** Jaccard index of word sets from which two texts are one template: at 15 % changed words pairs stand near 0.6, strangers below 0.2. */
const ALIKE = 0.35;

/** How many values a band may have. */
const BANDS = 2 ** 32;

/** Texts of one window that numbers of band, part and text can tell apart: 33 and 20 of the 53 bits that a number has. */
const MOST_TEXTS = 2 ** 20;

/** Word hashes of a full sample; see the table `fingerprint`. */
const FULL_SAMPLE = 128;

/**
 * Groups texts by verified likeness.
 *
 * Where texts share a band, each is compared with its neighbour and with the first in the order of their smallest words:
 * near copies stand side by side, and cost grows with texts, never with pairs. A prompt and a completion of one call go together.
 */
export function clusters(rows: readonly Row[]): Cluster[] {
  const texts = [...rows].sort((a, b) => (a.text === b.text ? (a.part < b.part ? -1 : 1) : a.text < b.text ? -1 : 1));
  const nearest = texts.map((row): number => (accountsOf(row) > 1 ? 1 : 0));
  const links: [number, number][] = sameCalls(texts);
  for (const [one, other] of meetings(texts)) {
    const likeness = sampledLikeness(wordsOf(texts, one), wordsOf(texts, other), FULL_SAMPLE);
    if (likeness < ALIKE) continue;
    links.push([one, other]);
    for (const end of [one, other]) nearest[end] = Math.max(nearest[end] ?? 0, likeness);
  }
  return connectedComponents(texts.length, links).map((indexes) => ({
    texts: indexes.map((index) => texts[index] as Row),
    likeness: indexes.reduce((sum, index) => sum + (nearest[index] ?? 0), 0) / indexes.length,
  }));
}

/**
 * Pairs of texts to compare, each once: of those of one part that share a band, each with the one before it and with the
 * first, near copies side by side.
 *
 * A band and its holder, or the two of a pair, are one number, and sorting numbers brings together what a map would hold in as
 * many objects as there are bands.
 *
 * @throws {RangeError} for more than `MOST_TEXTS` texts
 */
function* meetings(texts: readonly Row[]): Generator<[number, number]> {
  if (texts.length > MOST_TEXTS) {
    throw new RangeError(`emerging-cluster takes at most ${MOST_TEXTS} texts in one window, got ${texts.length}`);
  }
  const ordered = inOrderOfWords(texts);
  const holdings = new Float64Array(texts.reduce((sum, { bands }) => sum + bands.length, 0));
  let filled = 0;
  for (const [place, index] of ordered.entries()) {
    const { part, bands } = texts[index] as Row;
    const offset = part === 'prompt' ? 0 : BANDS;
    for (const band of bands) {
      holdings[filled] = (offset + band) * MOST_TEXTS + place;
      filled += 1;
    }
  }
  holdings.sort();
  const pairs = new Float64Array(2 * filled);
  let first = 0;
  for (let at = 1; at < filled; at += 1) {
    const [holding, before] = [holdings[at] as number, holdings[at - 1] as number];
    if (headOf(holding) !== headOf(before)) first = at;
    else {
      const later = tailOf(holding) * MOST_TEXTS;
      pairs[2 * at] = later + tailOf(before);
      pairs[2 * at + 1] = later + tailOf(holdings[first] as number);
    }
  }
  let last = -1;
  for (const pair of pairs.sort()) {
    if (pair !== 0 && pair !== last) yield [ordered[headOf(pair)] as number, ordered[tailOf(pair)] as number];
    last = pair;
  }
}

/** The first of two numbers in one. */
function headOf(two: number): number {
  return Math.floor(two / MOST_TEXTS);
}

/** The second, below `MOST_TEXTS`. */
function tailOf(two: number): number {
  return two - headOf(two) * MOST_TEXTS;
}

/** Numbers of the texts, those with the smallest words first. */
function inOrderOfWords(texts: readonly Row[]): number[] {
  const smallest = texts.map(({ words }) => [words[0] ?? -1, words[1] ?? -1, words[2] ?? -1] as const);
  const order = (index: number) => smallest[index] as (typeof smallest)[number];
  return texts
    .map((_, index) => index)
    .sort((a, b) => {
      const [one, other] = [order(a), order(b)];
      return one[0] - other[0] || one[1] - other[1] || one[2] - other[2] || a - b;
    });
}

/** Links between texts that belong to one call. */
function sameCalls(texts: readonly Row[]): [number, number][] {
  const firstWith = new Map<string, number>();
  return texts.flatMap(({ sendings }, index) =>
    recordsOf(sendings).flatMap((record): [number, number][] => {
      const first = firstWith.get(record);
      if (first === undefined) firstWith.set(record, index);
      return first === undefined || first === index ? [] : [[first, index]];
    }),
  );
}

function wordsOf(texts: readonly Row[], index: number): Numbers {
  return (texts[index] as Row).words;
}

function recordsOf(sendings: readonly Sending[]): string[] {
  return sendings.flatMap(({ records }) => records);
}

function accountsOf({ sendings }: Row): number {
  return new Set(sendings.map(({ account }) => account)).size;
}
