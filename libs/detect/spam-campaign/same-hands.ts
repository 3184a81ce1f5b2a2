import { connectedComponents } from '#statistics/connected-components';

/** Parties beyond which a group joins no other: pairs grow with the square. */
const MOST_PARTIES = 300;

/**
 * Joins groups of texts that are in the same hands: two parties that share a template once may have met by chance,
 * twice is one sender with two templates.
 *
 * @param groups     what may be joined
 * @param partiesOf  who sent a group
 * @returns          groups that belong together, in the order of their first part
 */
export function bySameHands<Thing>(
  groups: readonly Thing[],
  partiesOf: (group: Thing) => ReadonlySet<string>,
): Thing[][] {
  const links: [number, number][] = [];
  /** First group of each pair of parties, by their numbers. */
  const meetings = new Map<number, Map<number, number>>();
  for (const [index, parties] of ofSeveralGroups(groups.map(partiesOf)).entries()) {
    for (const [place, one] of parties.entries()) {
      const met = meetings.get(one) ?? new Map<number, number>();
      meetings.set(one, met);
      for (let next = place + 1; next < parties.length; next += 1) {
        const other = parties[next] as number;
        const earlier = met.get(other);
        if (earlier === undefined) met.set(other, index);
        else links.push([earlier, index]);
      }
    }
  }
  return connectedComponents(groups.length, links).map((indexes) => indexes.map((index) => groups[index] as Thing));
}

/** Numbers of the parties of each group, ascending, but those of one group alone: they are most, and join nothing. */
function ofSeveralGroups(parties: readonly ReadonlySet<string>[]): number[][] {
  const few = parties.map((each) => (each.size > MOST_PARTIES ? [] : [...each]));
  const held = new Map<string, number>();
  for (const party of few.flat()) held.set(party, (held.get(party) ?? 0) + 1);
  const shared = [...held].filter(([, groups]) => groups > 1).map(([party], number) => [party, number] as const);
  const numbers = new Map(shared);
  return few.map((each) => each.flatMap((party) => numbers.get(party) ?? []).sort((a, b) => a - b));
}
