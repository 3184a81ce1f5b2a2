/**
 * Sorts things into heaps by what they have in common.
 *
 * @param all    in any order
 * @param keyOf  name of a thing's heap
 * @returns      heaps in the order of their first things, each in the order of `all`
 */
export function gathered<Each, Key>(all: readonly Each[], keyOf: (each: Each) => Key): Map<Key, Each[]> {
  const heaps = new Map<Key, Each[]>();
  for (const each of all) {
    const key = keyOf(each);
    const heap = heaps.get(key);
    if (heap === undefined) heaps.set(key, [each]);
    else heap.push(each);
  }
  return heaps;
}
