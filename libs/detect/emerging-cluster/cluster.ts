import { connectedComponents } from '#statistics/connected-components';
import { sampledLikeness } from '#statistics/sampled-likeness';
import type { Row, Sending } from './row.js';

/** Texts that say nearly the same, with the calls that go with them. */
export interface Cluster {
  /** In the order of their hashes, prompts and completions of the same calls together. */
  readonly texts: readonly Row[];
  /** Mean over the texts of how near the nearest other comes, 0..1; a text of several accounts counts 1. */
  readonly likeness: number;
}

/** Jaccard index of word sets from which two texts are one template: at 15 % changed words pairs stand near 0.6, strangers below 0.2. */
const ALIKE = 0.35;

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
  for (const holders of sharingBands(texts)) {
    for (const [place, index] of holders.slice(1).entries()) {
      for (const other of new Set([holders[place] as number, holders[0] as number])) {
        const likeness = sampledLikeness(wordsOf(texts, index), wordsOf(texts, other), FULL_SAMPLE);
        if (likeness < ALIKE) continue;
        links.push([index, other]);
        for (const end of [index, other]) nearest[end] = Math.max(nearest[end] ?? 0, likeness);
      }
    }
  }
  return connectedComponents(texts.length, links).map((indexes) => ({
    texts: indexes.map((index) => texts[index] as Row),
    likeness: indexes.reduce((sum, index) => sum + (nearest[index] ?? 0), 0) / indexes.length,
  }));
}

/** For each band that several texts of one part share, who they are, near copies side by side. */
function sharingBands(texts: readonly Row[]): number[][] {
  const holders = new Map<string, number[]>();
  for (const [index, { part, bands }] of texts.entries()) {
    for (const band of bands) {
      const key = `${part} ${band}`;
      const known = holders.get(key);
      if (known === undefined) holders.set(key, [index]);
      else known.push(index);
    }
  }
  const order = new Map(texts.map((row, index) => [index, row.words.slice(0, 3)]));
  return [...holders.values()]
    .filter(({ length }) => length > 1)
    .map((some) => some.sort((a, b) => ascending(order.get(a) ?? [], order.get(b) ?? []) || a - b));
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

function ascending(one: readonly number[], other: readonly number[]): number {
  const place = one.findIndex((number, index) => number !== other[index]);
  return place < 0 ? 0 : (one[place] as number) - (other[place] ?? 0);
}

function wordsOf(texts: readonly Row[], index: number): readonly number[] {
  return (texts[index] as Row).words;
}

function recordsOf(sendings: readonly Sending[]): string[] {
  return sendings.flatMap(({ records }) => records);
}

function accountsOf({ sendings }: Row): number {
  return new Set(sendings.map(({ account }) => account)).size;
}
