/**
 * Groups things that are linked, directly or through others.
 *
 * Union-find with path halving; the smaller number leads, so the answer does not depend on the order of the links.
 *
 * @param count     how many things there are; they are numbered from 0
 * @param links     pairs of numbers below `count`
 * @param doubtful  more of them, each of which is a link if it holds; asked only of what is not together by then
 * @returns         every group, each ascending, groups in the order of their smallest number
 * @throws {RangeError} when a link names a number that is not there
 */
export function connectedComponents(
  count: number,
  links: Iterable<readonly [number, number]>,
  doubtful?: { links: Iterable<readonly [number, number]>; holds: (one: number, other: number) => boolean },
): number[][] {
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
  const unite = (all: Iterable<readonly [number, number]>, holds: (one: number, other: number) => boolean) => {
    for (const [one, other] of all) {
      if (leader[one] === undefined || leader[other] === undefined) {
        throw new RangeError(`connectedComponents requires links below ${count}, got ${one} and ${other}`);
      }
      const [first, second] = [find(one), find(other)];
      if (first !== second && holds(one, other)) leader[Math.max(first, second)] = Math.min(first, second);
    }
  };
  unite(links, () => true);
  if (doubtful !== undefined) unite(doubtful.links, doubtful.holds);
  const groups = new Map<number, number[]>();
  for (let index = 0; index < count; index++) {
    const group = groups.get(find(index));
    if (group === undefined) groups.set(index, [index]);
    else group.push(index);
  }
  return [...groups.values()];
}
