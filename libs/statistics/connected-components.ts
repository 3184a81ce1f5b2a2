/**
 * Groups things that are linked, directly or through others.
 *
 * Union-find with path halving; the smaller number leads, so the answer does not depend on the order of the links.
 *
 * @param count  how many things there are; they are numbered from 0
 * @param links  pairs of numbers below `count`
 * @returns      every group, each ascending, groups in the order of their smallest number
 * @throws {RangeError} when a link names a number that is not there
 */
export function connectedComponents(count: number, links: Iterable<readonly [number, number]>): number[][] {
  const leader = Int32Array.from({ length: count }, (_, index) => index);
  const find = (start: number): number => {
    let at = start;
    for (let up = leader[at]; up !== undefined && up !== at; up = leader[at]) {
      const above = leader[up] ?? up;
      leader[at] = above;
      at = above;
    }
    return at;
  };
  for (const [one, other] of links) {
    if (leader[one] === undefined || leader[other] === undefined) {
      throw new RangeError(`connectedComponents requires links below ${count}, got ${one} and ${other}`);
    }
    const [first, second] = [find(one), find(other)];
    leader[Math.max(first, second)] = Math.min(first, second);
  }
  const groups = new Map<number, number[]>();
  for (let index = 0; index < count; index++) {
    const group = groups.get(find(index));
    if (group === undefined) groups.set(index, [index]);
    else group.push(index);
  }
  return [...groups.values()];
}
