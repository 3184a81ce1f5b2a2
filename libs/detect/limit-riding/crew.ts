import { connectedComponents } from '#statistics/connected-components';
import { type Row, TRAITS } from './row.js';

/** Parties of one length of stretch that stop at the same number and have something in common. */
export interface Crew {
  /** Ascending by account and key. */
  readonly rows: readonly Row[];
  /** What at least half of them have in common, in words. */
  readonly ties: readonly string[];
}

/** Below three, an equal number is no coincidence worth a look. */
export const LEAST_PARTIES = 3;

/** Ceilings this far apart, or by one call, are the same limit: riders stop a little short of it. */
const ALIKE = 1.03;

interface Bond {
  readonly tie: string;
  readonly indexes: readonly number[];
}

/**
 * Every crew that might ride one limit together, the widest first: parties that hang together through any tie, then the
 * parties of each tie alone, since a popular client also ties strangers.
 *
 * @param rows  of one length of stretch and plan
 */
export function crews(rows: readonly Row[]): Crew[] {
  const bonds = [...holders(rows).entries()].flatMap(([name, indexes]) =>
    alike(rows, indexes).map((some): Bond => ({ tie: name.slice(name.indexOf(' ') + 1), indexes: some })),
  );
  const links = bonds.flatMap(({ indexes }) => indexes.slice(1).map((index) => [indexes[0] as number, index] as const));
  const whole = connectedComponents(rows.length, links).filter(({ length }) => length >= LEAST_PARTIES);
  const parts = bonds.map(({ indexes }) => indexes).sort((a, b) => b.length - a.length);
  return [...whole, ...parts].map((indexes) => crew(rows, indexes, bonds));
}

function crew(rows: readonly Row[], indexes: readonly number[], bonds: readonly Bond[]): Crew {
  const inside = new Set(indexes);
  const tied = new Map<string, Set<number>>();
  for (const { tie, indexes: some } of bonds) {
    for (const index of some) {
      if (inside.has(index)) tied.set(tie, (tied.get(tie) ?? new Set()).add(index));
    }
  }
  return {
    rows: indexes.map((index) => rows[index] as Row),
    ties: [...tied].flatMap(([tie, members]) => (2 * members.size >= indexes.length ? [tie] : [])).sort(),
  };
}

/** Parties by what they have: a value and its tie, such as `123 payment`. */
function holders(rows: readonly Row[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const add = (name: string, index: number) => {
    const known = found.get(name);
    if (known === undefined) found.set(name, [index]);
    else known.push(index);
  };
  for (const [index, { account, key, organization, traits }] of rows.entries()) {
    if (key !== '') add(`${account} account`, index);
    if (organization !== '') add(`${organization} organization`, index);
    for (const [nth, value] of traits.entries()) if (value !== 0) add(`${value} ${TRAITS[nth]}`, index);
  }
  return found;
}

/** Groups whose ceilings are alike, each party in the largest it fits. */
function alike(rows: readonly Row[], indexes: readonly number[]): number[][] {
  let left = [...indexes].sort((a, b) => ceiling(rows, a) - ceiling(rows, b) || a - b);
  const groups: number[][] = [];
  while (left.length >= LEAST_PARTIES) {
    let [from, to] = [0, 0];
    for (let low = 0, high = 0; low < left.length; low++) {
      const least = ceiling(rows, left[low] as number);
      const most = Math.max(least + 1, ALIKE * least);
      while (high < left.length && ceiling(rows, left[high] as number) <= most) high++;
      if (high - low > to - from) [from, to] = [low, high];
    }
    if (to - from < LEAST_PARTIES) break;
    groups.push(left.slice(from, to).sort((a, b) => a - b));
    left = [...left.slice(0, from), ...left.slice(to)];
  }
  return groups;
}

function ceiling(rows: readonly Row[], index: number): number {
  return (rows[index] as Row).ceiling;
}
