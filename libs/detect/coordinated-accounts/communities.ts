import { connectedComponents } from '#statistics/connected-components';
import { louvain, type Tie } from '#statistics/louvain';

/** Any number does; a fixed one gives the same groups every time. */
const SEED = 1;

/**
 * Share of the ties that chance would draw between two groups, if there were no others, from which they are one. From 0.2 to 0.3 the
 * same are joined in real posts and in five random halves of their accounts; at 0.18 groups that quote each other melt.
 */
const AKIN = 0.25;

/**
 * Groups accounts that are tied closer among themselves than to others.
 *
 * Every connected component is split by itself, so that strangers change nothing. Modularity also splits large groups
 * at their seams; what is tied closely enough for two parts of one whole is joined again, whoever else there is: one stray
 * tie to a large group of strangers must not decide whether two others are one.
 *
 * @param count  accounts, numbered from 0
 * @param ties   each pair once
 * @returns      groups of at least two, each ascending, in the order of their smallest number
 */
export function communities(count: number, ties: readonly Tie[]): number[][] {
  const sorted = [...ties].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const components = connectedComponents(
    count,
    sorted.map(([one, other]) => [one, other] as const),
  );
  const home = new Map(components.flatMap((members, index) => members.map((member) => [member, index] as const)));
  const inside = components.map((): Tie[] => []);
  for (const tie of sorted) inside[home.get(tie[0]) as number]?.push(tie);
  return components
    .flatMap((members, index) => split(members, inside[index] as Tie[]))
    .filter((group) => group.length > 1)
    .sort((a, b) => (a[0] as number) - (b[0] as number));
}

function split(members: readonly number[], ties: readonly Tie[]): number[][] {
  const place = new Map(members.map((member, index) => [member, index]));
  const renumbered = ties.map(([a, b, weight]): Tie => [place.get(a) as number, place.get(b) as number, weight]);
  const groups = louvain(members.length, renumbered, SEED).filter((group) => group.length > 1);
  return joinAkin(groups, renumbered).map((group) =>
    group.map((index) => members[index] as number).sort((a, b) => a - b),
  );
}

/** Joins the two groups that are tied most closely for their size, as long as any are tied closely enough. */
function joinAkin(groups: readonly (readonly number[])[], ties: readonly Tie[]): number[][] {
  let joined = groups.map((group) => [...group]);
  for (;;) {
    const closest = closestPair(joined, ties);
    if (closest === undefined || closest.akin < AKIN) return joined;
    const [one, other] = closest.groups;
    const whole = [...(joined[one] as number[]), ...(joined[other] as number[])];
    joined = [...joined.filter((_, index) => index !== one && index !== other), whole];
  }
}

function closestPair(groups: readonly (readonly number[])[], ties: readonly Tie[]) {
  const home = new Map(groups.flatMap((members, index) => members.map((member) => [member, index] as const)));
  const degree = groups.map(() => 0);
  const between = new Map<string, { groups: readonly [number, number]; weight: number }>();
  for (const [one, other, weight] of ties) {
    const [here, there] = [home.get(one), home.get(other)];
    if (here === undefined || there === undefined) continue;
    degree[here] = (degree[here] as number) + weight;
    degree[there] = (degree[there] as number) + weight;
    if (here === there) continue;
    const pair = [Math.min(here, there), Math.max(here, there)] as const;
    const known = between.get(pair.join(' '));
    if (known === undefined) between.set(pair.join(' '), { groups: pair, weight });
    else known.weight += weight;
  }
  return [...between.values()]
    .map(({ groups: pair, weight }) => {
      const [mine, theirs] = pair.map((group) => degree[group] as number) as [number, number];
      const expected = (mine * theirs) / (mine + theirs);
      return { groups: pair, akin: weight / expected };
    })
    .sort((a, b) => b.akin - a.akin || a.groups[0] - b.groups[0] || a.groups[1] - b.groups[1])[0];
}
