import { connectedComponents } from '#statistics/connected-components';
import type { Family, Row, Trait } from './row.js';

/** Accounts tied by traits that hardly anybody else has. */
export interface Pool {
  /** Ascending by account. */
  readonly rows: readonly Row[];
  /** Families of which half of the accounts share a trait with at least two others. */
  readonly families: readonly Family[];
  /** By account, the traits it shares with at least two other parties, the rarest of each family. */
  readonly ties: ReadonlyMap<string, readonly Trait[]>;
  /** Mean over the accounts of the weights of their ties; 1 for each family that nobody outside shares. */
  readonly support: number;
}

/** Accounts of different owners that make a pool: two with much in common are a person and a forgotten account. */
const LEAST_PARTIES = 3;

/** Share of a pool's accounts that a family has to tie to count. */
const COMMON = 0.5;

/**
 * Puts accounts together that have two independent traits in common with at least two other parties.
 *
 * The unit is the pair of traits, not the pair of accounts, so that cost grows with accounts even where thousands stand behind
 * one address. Accounts of one verified organisation are one party: they share everything for good reasons.
 *
 * @returns  pools in the order of their first account
 */
export function pools(rows: readonly Row[]): Pool[] {
  const sorted = [...rows].sort((a, b) => (a.account < b.account ? -1 : 1));
  const holders = new Map<string, number[]>();
  for (const [index, { bonds }] of sorted.entries()) {
    for (const [one, other] of bonds) {
      const key = `${name(one)} ${name(other)}`;
      const known = holders.get(key);
      if (known === undefined) holders.set(key, [index]);
      else known.push(index);
    }
  }
  const links = [...holders.values()]
    .filter((indexes) => parties(indexes.map((index) => sorted[index] as Row)) >= LEAST_PARTIES)
    .flatMap((indexes) => indexes.slice(1).map((index): [number, number] => [indexes[0] as number, index]));
  return connectedComponents(sorted.length, links)
    .map((indexes) => indexes.map((index) => sorted[index] as Row))
    .filter((some) => parties(some) >= LEAST_PARTIES)
    .map(pool);
}

function pool(rows: readonly Row[]): Pool {
  const counts = new Map<string, Set<string>>();
  for (const row of rows) {
    for (const trait of traits(row)) {
      const known = counts.get(name(trait));
      if (known === undefined) counts.set(name(trait), new Set([party(row)]));
      else known.add(party(row));
    }
  }
  const isShared = (trait: Trait) => (counts.get(name(trait))?.size ?? 0) >= LEAST_PARTIES;
  const ties = new Map(rows.map((row) => [row.account, rarest(traits(row).filter(isShared))]));
  const tied = new Map<Family, number>();
  for (const each of ties.values()) {
    for (const { family } of each) tied.set(family, (tied.get(family) ?? 0) + 1);
  }
  const weights = [...ties.values()].map((each) => each.reduce((sum, { holders }) => sum + weight(holders), 0));
  return {
    rows,
    families: [...tied].flatMap(([family, accounts]) => (accounts >= COMMON * rows.length ? [family] : [])).sort(),
    ties,
    support: weights.reduce((sum, each) => sum + each, 0) / rows.length,
  };
}

/** What a trait says falls with the logarithm of how many have it (Adamic and Adar, "Friends and neighbors on the web", 2003); 1 for three. */
function weight(holders: number): number {
  return Math.log(8) / Math.log(holders + 5);
}

function rarest(some: readonly Trait[]): Trait[] {
  const best = new Map<Family, Trait>();
  for (const trait of some) {
    const known = best.get(trait.family);
    if (known === undefined || trait.holders < known.holders) best.set(trait.family, trait);
  }
  return [...best.values()].sort((a, b) => (a.family < b.family ? -1 : 1));
}

function traits({ bonds }: Row): Trait[] {
  return [...new Map(bonds.flat().map((trait) => [name(trait), trait])).values()];
}

function name({ family, value, holders }: Trait): string {
  return `${family} ${value} ${holders}`;
}

function party({ account, organization }: Row): string {
  return organization === '' ? account : organization;
}

function parties(rows: readonly Row[]): number {
  return new Set(rows.map(party)).size;
}
