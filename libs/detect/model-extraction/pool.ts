import { connectedComponents } from '#statistics/connected-components';
import { type Row, TRAITS } from './row.js';

/** Accounts that ask in one template or run one program, whoever they say they are. */
export interface Pool {
  /** Ascending by account. */
  readonly rows: readonly Row[];
  /** Share of the accounts that ask in a template another of them has too, 0..1. */
  readonly templated: number;
  /** What at least half of them have in common. */
  readonly ties: readonly string[];
}

/** Different owners from which accounts are a pool. */
export const LEAST_PARTIES = 3;

/** Words that a template has besides those that any two texts of a language share. */
export const LEAST_WORDS = 8;

/** Words two templates have in common over the words either has, from which they are one. */
const SAME_TEMPLATE = 0.6;

/** Rarest words of a template by which accounts are looked up. */
const TELLING_WORDS = 4;

type Link = [one: number, other: number];

/** No system prompt was logged. */
const NONE = '0'.repeat(16);

/**
 * Every set of accounts that might be a pool, the widest first: those that hang together through a template of their prompts, a
 * system prompt, or parameters and one trait; then those of one template or trait alone, since each of them also ties strangers.
 *
 * Accounts are looked up by their rarest words and held against the first that has them, never pair by pair.
 */
export function pools(rows: readonly Row[]): Pool[] {
  const sorted = [...rows].sort((a, b) => (a.account < b.account ? -1 : 1));
  const alike = templateLinks(sorted);
  const common = commonGroups(sorted);
  const links = common.flatMap((some) => some.slice(1).map((index): Link => [some[0] as number, index]));
  const templated = new Set(alike.flat());
  return [
    ...connectedComponents(sorted.length, [...alike, ...links]),
    ...connectedComponents(sorted.length, alike),
    ...common,
  ]
    .filter((indexes) => parties(indexes.map((index) => sorted[index] as Row)) >= LEAST_PARTIES)
    .map((indexes) => {
      const some = indexes.map((index) => sorted[index] as Row);
      return {
        rows: some,
        templated: indexes.filter((index) => templated.has(index)).length / indexes.length,
        ties: TRAITS.filter((_, nth) => 2 * mostCommon(some.map(({ traits }) => traits[nth] ?? 0)) >= some.length),
      };
    });
}

/** Accounts whose prompts have most of a template in common. */
function templateLinks(rows: readonly Row[]): Link[] {
  const holders = new Map<number, number[]>();
  for (const [index, { skeleton }] of rows.entries()) {
    if (skeleton.length < LEAST_WORDS) continue;
    for (const word of skeleton) {
      const known = holders.get(word);
      if (known === undefined) holders.set(word, [index]);
      else known.push(index);
    }
  }
  const links = new Map<string, Link>();
  for (const [index, { skeleton }] of rows.entries()) {
    if (skeleton.length < LEAST_WORDS) continue;
    const shared = skeleton.filter((word) => (holders.get(word)?.length ?? 0) >= LEAST_PARTIES);
    const telling = shared
      .sort((a, b) => (holders.get(a)?.length ?? 0) - (holders.get(b)?.length ?? 0) || a - b)
      .slice(0, TELLING_WORDS);
    for (const word of telling) {
      const first = holders.get(word)?.[0] ?? index;
      if (first !== index && jaccard(skeleton, rows[first]?.skeleton ?? []) >= SAME_TEMPLATE) {
        links.set(`${first} ${index}`, [first, index]);
      }
    }
  }
  return [...links.values()];
}

/** Accounts with one system prompt, or with the same parameters and a trait, ascending each. */
function commonGroups(rows: readonly Row[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [
    index,
    {
      system_prompt,
      usual_settings: [, settings],
      traits,
    },
  ] of rows.entries()) {
    const names = traits.flatMap((value, nth) =>
      value === 0 || settings === 0 ? [] : [`${settings} ${nth} ${value}`],
    );
    if (system_prompt !== NONE) names.push(system_prompt);
    for (const name of names) {
      const known = groups.get(name);
      if (known === undefined) groups.set(name, [index]);
      else known.push(index);
    }
  }
  return [...groups.values()].filter(({ length }) => length >= LEAST_PARTIES).sort((a, b) => b.length - a.length);
}

function jaccard(one: readonly number[], other: readonly number[]): number {
  const known = new Set(other);
  const shared = one.filter((word) => known.has(word)).length;
  return shared / (one.length + other.length - shared);
}

function mostCommon(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) if (value !== 0) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

/** Accounts of one verified organisation are one party. */
function parties(rows: readonly Row[]): number {
  return new Set(rows.map(({ account, organization }) => (organization === '' ? account : organization))).size;
}
