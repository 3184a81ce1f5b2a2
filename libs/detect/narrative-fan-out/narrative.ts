import { median } from '#statistics/median';
import type { Rendered, Template } from './templates.js';

/** One party that tells a story. */
export interface Teller {
  readonly party: string;
  readonly renderings: readonly Rendered[];
  readonly languages: ReadonlySet<string>;
  /** Different fillings of the template's slots. */
  readonly fillings: number;
}

/** How one template is rendered, over all who render it often. */
export interface Narrative {
  readonly tellers: readonly Teller[];
  /** In the order of time. */
  readonly renderings: readonly Rendered[];
  /** Languages of at least three answers each, ascending. */
  readonly languages: readonly string[];
  /** Share of the parties that were answered in two languages or more, 0..1. */
  readonly polyglots: number;
  /** Different words in the slots that at least two parties fill in. */
  readonly sharedWords: number;
  /** Mean over the parties of the share of the words in their slots that others fill in too, 0..1; 1 where nothing is filled in. */
  readonly common: number;
  /** Mean share of the words of a prompt that are filled in, 0..1. */
  readonly filled: number;
  /** Share of the answers that are nearly the same as one to another party, 0..1. */
  readonly copied: number;
  /** Share of the answers that promote a domain or contact, 0..1. */
  readonly promoting: number;
  /** Median length of the answers, bytes. */
  readonly length: number;
  /** Hours of the shortest stretch of the day in which nine in ten calls lie, UTC, 1..24. */
  readonly hours: number;
}

/** Renderings of a party, below which it only tried a prompt that goes round. */
const LEAST_RENDERINGS = 3;

/** Answers in a language, below which one may be told wrong, and a translation is rendered once. */
const LEAST_ANSWERS = 3;

const HOURS = 24;

/** Share of the calls that the busiest hours hold. */
const MOST = 0.9;

/** @returns undefined when nobody renders it often and was answered */
export function narrative({ renderings, core }: Template): Narrative | undefined {
  const answered = renderings.filter(({ length }) => length > 0);
  const tellers = [...grouped(answered, ({ party }) => party)]
    .filter(([, some]) => some.length >= LEAST_RENDERINGS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([party, some]) => tellerOf(party, some, core));
  const names = new Set(tellers.map(({ party }) => party));
  const told = answered.filter(({ party }) => names.has(party));
  if (told.length === 0) return undefined;
  const parties = holders(told, ({ words }) => words.filter((word) => !core.has(word)));
  const answers = holders(told, pairsOf);
  const share = (some: readonly Rendered[], holds: (rendered: Rendered) => boolean) =>
    some.filter(holds).length / some.length;
  return {
    tellers,
    renderings: told,
    languages: [...grouped(told, ({ language }) => language)]
      .filter(([language, some]) => language !== '' && some.length >= LEAST_ANSWERS)
      .map(([language]) => language)
      .sort(),
    polyglots: tellers.filter(({ languages }) => languages.size >= 2).length / tellers.length,
    sharedWords: [...parties.values()].filter(({ size }) => size >= 2).length,
    common: mean(tellers.map((teller) => commonWords(teller, parties))),
    filled: mean(told.map(({ words }) => words.filter((word) => !core.has(word)).length / words.length)),
    copied: share(told, (rendered) => pairsOf(rendered).some((pair) => (answers.get(pair)?.size ?? 0) >= 2)),
    promoting: share(told, ({ promotes }) => promotes > 0),
    length: median(told.map(({ length }) => length)),
    hours: busiestHours(told),
  };
}

function grouped(some: readonly Rendered[], name: (rendered: Rendered) => string): Map<string, Rendered[]> {
  const groups = new Map<string, Rendered[]>();
  for (const rendered of some) {
    const known = groups.get(name(rendered));
    if (known === undefined) groups.set(name(rendered), [rendered]);
    else known.push(rendered);
  }
  return groups;
}

function tellerOf(party: string, renderings: readonly Rendered[], core: ReadonlySet<number>): Teller {
  const filled = renderings.map(({ words }) => words.filter((word) => !core.has(word)).join(' '));
  const languages = new Set(renderings.map(({ language }) => language).filter((language) => language !== ''));
  return { party, renderings, languages, fillings: new Set(filled).size };
}

/** Pairs of bands of an answer: texts with half of their phrases in common share two of four, those with a fifth hardly ever do. */
function pairsOf({ answered }: Rendered): string[] {
  return answered.flatMap((one, index) => answered.slice(index + 1).map((other) => `${one} ${other}`));
}

/** Which parties hold each of the things that renderings have. */
function holders<Thing>(
  told: readonly Rendered[],
  things: (rendered: Rendered) => readonly Thing[],
): Map<Thing, Set<string>> {
  const found = new Map<Thing, Set<string>>();
  for (const rendered of told) {
    for (const thing of things(rendered)) {
      const known = found.get(thing);
      if (known === undefined) found.set(thing, new Set([rendered.party]));
      else known.add(rendered.party);
    }
  }
  return found;
}

function commonWords({ renderings }: Teller, parties: ReadonlyMap<number, ReadonlySet<string>>): number {
  const filled = renderings.flatMap(({ words }) => words.flatMap((word) => parties.get(word) ?? []));
  return filled.length === 0 ? 1 : filled.filter(({ size }) => size >= 2).length / filled.length;
}

function busiestHours(told: readonly Rendered[]): number {
  const byHour = new Array<number>(HOURS).fill(0);
  for (const { second } of told) {
    const hour = Math.floor(second / 3_600) % HOURS;
    byHour[hour] = (byHour[hour] as number) + 1;
  }
  const within = (from: number, hours: number) =>
    Array.from({ length: hours }, (_, step) => byHour[(from + step) % HOURS] as number).reduce((a, b) => a + b, 0);
  for (let hours = 1; hours < HOURS; hours++) {
    for (let from = 0; from < HOURS; from++) if (within(from, hours) >= MOST * told.length) return hours;
  }
  return HOURS;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
