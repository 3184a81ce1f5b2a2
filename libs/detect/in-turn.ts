/**
 * Takes from every list in turn, so that the first few show something of everybody.
 *
 * @param lists  of any lengths
 * @param most   taken at most, at least 0
 */
export function inTurn<Each>(lists: readonly (readonly Each[])[], most: number): Each[] {
  const taken: Each[] = [];
  const longest = lists.reduce((length, list) => Math.max(length, list.length), 0);
  for (let nth = 0; nth < longest && taken.length < most; nth++) {
    for (const list of lists) taken.push(...list.slice(nth, nth + 1));
  }
  return taken.slice(0, most);
}
