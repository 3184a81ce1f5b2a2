import { connectedComponents } from '#statistics/connected-components';
import { groupsBeyondChance, louvain, type Tie } from '#statistics/louvain';

/** Any number does; a fixed one gives the same groups every time. */
const SEED = 1;

/**
 * Share of the ties that chance would draw between two groups, if there were no others, from which they are one. From 0.1 to 0.2 nearly
 * the same are joined in real posts, their weeks and five random halves of their accounts; at 0.25 campaigns of a single week break.
 */
const AKIN = 0.15;

/**
 * Groups accounts that are tied closer among themselves than to others.
 *
 * Every connected component is split by itself, so that strangers change nothing: first into groups that are tied more than chance
 * explains, by which busy accounts of two campaigns meet all the time and a small campaign would melt into a large one next to it.
 * Where chance is rare two campaigns still hang together by a quotation. Modularity splits there, and large groups also at
 * their seams; what is tied closely enough for two parts of one whole is joined again, whoever else there is: one stray tie to a
 * large group of strangers must not decide whether two others are one.
 *
 * @param count  accounts, numbered from 0
 * @param ties   each pair once
 * @param pulls  by account: the product of two is how often chance brings them together
 * @returns      groups of at least two, each ascending, in the order of their smallest number
 */
export function communities(count: number, ties: readonly Tie[], pulls: readonly number[]): number[][] {
  const sorted = [...ties].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const components = connectedComponents(
    count,
    sorted.map(([one, other]) => [one, other] as const),
  );
  const beyondChance = regrouped(components, sorted, (members, own) =>
    groupsBeyondChance(
      members.length,
      own,
      members.map((member) => pulls[member] as number),
      SEED,
    ),
  );
  return regrouped(beyondChance, sorted, (members, own) => joinAkin(several(louvain(members.length, own, SEED)), own))
    .map((group) => group.sort((a, b) => a - b))
    .sort((a, b) => (a[0] as number) - (b[0] as number));
}

/**
 * Splits each group by itself.
 *
 * @param split  groups of a group's members, numbered from 0, by the ties among them
 * @returns      groups of at least two
 */
function regrouped(
  groups: readonly (readonly number[])[],
  ties: readonly Tie[],
  split: (members: readonly number[], ties: readonly Tie[]) => number[][],
): number[][] {
  const home = new Map(groups.flatMap((members, group) => members.map((member) => [member, group] as const)));
  const place = new Map(groups.flatMap((members) => members.map((member, index) => [member, index] as const)));
  const inside = groups.map((): Tie[] => []);
  for (const [one, other, weight] of ties) {
    const here = home.get(one);
    if (here === undefined || here !== home.get(other)) continue;
    inside[here]?.push([place.get(one) as number, place.get(other) as number, weight]);
  }
  return groups.flatMap((members, group) =>
    several(split(members, inside[group] as Tie[])).map((part) => part.map((index) => members[index] as number)),
  );
}

function several(groups: readonly number[][]): number[][] {
  return groups.filter((group) => group.length > 1);
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
