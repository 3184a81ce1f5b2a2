import { connectedComponents } from '#statistics/connected-components';
import { sampledLikeness } from '#statistics/sampled-likeness';
import type { Numbers, Row, Sending } from './row.js';

/** Texts that say nearly the same, with the calls that go with them. */
export interface Cluster {
  /** In the order of their hashes, prompts and completions of the same calls together. */
  readonly texts: readonly Row[];
  /** Mean over the texts of how near the nearest other comes, 0..1; a text of several accounts counts 1. Few are asked. */
  likeness(): number;
}

/** Jaccard index of word sets from which two texts are one template: at 15 % changed words pairs stand near 0.6, strangers below 0.2. */
const ALIKE = 0.35;

/** Word hashes of a full sample; see the table `fingerprint`. */
const FULL_SAMPLE = 128;

/**
 * Groups texts by verified likeness.
 *
 * Where texts share a band, each is compared with its neighbour and with the first in the order of their smallest words:
 * near copies stand side by side, and cost grows with texts, never with pairs. What is together already is not compared.
 * A prompt and a completion of one call go together.
 */
export function clusters(rows: readonly Row[]): Cluster[] {
  const texts = [...rows].sort((a, b) => (a.text === b.text ? (a.part < b.part ? -1 : 1) : a.text < b.text ? -1 : 1));
  const likenessOf = (one: number, other: number) =>
    sampledLikeness(wordsOf(texts, one), wordsOf(texts, other), FULL_SAMPLE);
  let known: Float64Array | undefined;
  const nearest = () => {
    known ??= nearestOf(texts, likenessOf);
    return known;
  };
  return connectedComponents(texts.length, sameCalls(texts), {
    links: meetings(texts),
    holds: (one, other) => likenessOf(one, other) >= ALIKE,
  }).map((indexes) => ({
    texts: indexes.map((index) => texts[index] as Row),
    likeness: () => indexes.reduce((sum, index) => sum + (nearest()[index] as number), 0) / indexes.length,
  }));
}

/** How near the nearest other comes to each text, 0 where none is alike; 1 where several accounts sent the text itself. */
function nearestOf(texts: readonly Row[], likenessOf: (one: number, other: number) => number): Float64Array {
  const nearest = Float64Array.from(texts, (row) => (accountsOf(row) > 1 ? 1 : 0));
  for (const [one, other] of meetings(texts)) {
    const likeness = likenessOf(one, other);
    if (likeness < ALIKE) continue;
    for (const end of [one, other]) nearest[end] = Math.max(nearest[end] as number, likeness);
  }
  return nearest;
}

/**
 * Pairs of texts to compare, one for each band they share: of those of one part that share it, each with the one before it and
 * with the first, near copies side by side.
 *
 * Bands are looked up in numbers that lie side by side: a map would hold as many objects as there are bands.
 */
function* meetings(texts: readonly Row[]): Generator<readonly [number, number]> {
  const ordered = inOrderOfWords(texts);
  for (const part of ['prompt', 'completion']) {
    const holders = ordered.filter((index) => texts[index]?.part === part);
    const held = holders.reduce((sum, index) => sum + bandsOf(texts, index).length, 0);
    // Bands are evenly spread, so with a third of the places free few look further than the first.
    const last = 2 ** Math.ceil(Math.log2(1.5 * held + 2)) - 1;
    // Three numbers a place, for one look at memory: the band, and its first and latest holder counted from 1.
    const places = new Uint32Array(3 * (last + 1));
    for (const holder of holders) {
      const bands = bandsOf(texts, holder);
      for (let turn = 0; turn < bands.length; turn += 1) {
        const band = bands[turn] as number;
        let at = 3 * (band & last);
        while (places[at + 1] !== 0 && places[at] !== band) at = at === 3 * last ? 0 : at + 3;
        const first = places[at + 1] as number;
        const latest = places[at + 2] as number;
        places[at + 2] = holder + 1;
        if (first === 0) {
          places[at] = band;
          places[at + 1] = holder + 1;
        } else {
          yield [latest - 1, holder];
          if (first !== latest) yield [first - 1, holder];
        }
      }
    }
  }
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

function bandsOf(texts: readonly Row[], index: number): Numbers {
  return (texts[index] as Row).bands;
}

function recordsOf(sendings: readonly Sending[]): string[] {
  return sendings.flatMap(({ records }) => records);
}

function accountsOf({ sendings }: Row): number {
  return new Set(sendings.map(({ account }) => account)).size;
}
