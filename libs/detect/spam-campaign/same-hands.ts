import { connectedComponents } from '#statistics/connected-components';

/** Parties beyond which a group joins no other: pairs grow with the square. */
const MOST_PARTIES = 300;

/**
 * Joins groups of texts that are in the same hands: two parties that share a template once may have met by chance,
 * twice is one sender with two templates.
 *
 * @param groups     what may be joined
 * @param partiesOf  who sent a group
 * @returns          joined groups, in the order of their first part
 */
export function bySameHands<Thing>(
  groups: readonly (readonly Thing[])[],
  partiesOf: (group: readonly Thing[]) => ReadonlySet<string>,
): Thing[][] {
  const meetings = new Map<string, number>();
  const links: [number, number][] = [];
  for (const [index, group] of groups.entries()) {
    const parties = [...partiesOf(group)].sort();
    if (parties.length > MOST_PARTIES) continue;
    for (const [place, one] of parties.entries()) {
      for (const other of parties.slice(place + 1)) {
        const pair = `${one} ${other}`;
        const earlier = meetings.get(pair);
        if (earlier === undefined) meetings.set(pair, index);
        else links.push([earlier, index]);
      }
    }
  }
  return connectedComponents(groups.length, links).map((indexes) => indexes.flatMap((index) => groups[index] ?? []));
}
