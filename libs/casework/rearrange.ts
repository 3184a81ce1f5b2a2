/** As much of an incident as merging and splitting look at. */
export interface Arranged {
  readonly id: string;
  /** Whether it is under blind review, as the audit sample always is. */
  readonly blind: boolean;
  readonly mergedInto: string | null;
  /** Whether others have gone into it. */
  readonly hasMerged: boolean;
}

/**
 * Says why one incident cannot go into another; undefined when it can.
 *
 * Merging is one level deep: a chain of merges would have to be followed on every page, and undone link by link.
 */
export function mergeFault(from: Arranged, into: Arranged): string | undefined {
  if (from.id === into.id) return 'an incident cannot go into itself; name another one';
  if (from.blind || into.blind) return 'a case under blind review is judged by itself';
  if (from.mergedInto !== null) return `it has gone into ${from.mergedInto} already; take it out first`;
  if (into.mergedInto !== null) return `the other one has gone into ${into.mergedInto}; name that one`;
  return from.hasMerged ? 'others have gone into it; take them out first, or merge the other way round' : undefined;
}

/**
 * Says why accounts cannot be split off an incident; undefined when they can.
 *
 * @param members   accounts that take part now
 * @param accounts  those to split off
 */
export function splitFault(
  from: Arranged,
  members: readonly string[],
  accounts: readonly string[],
): string | undefined {
  if (from.blind) return 'a case under blind review is judged by itself';
  if (from.mergedInto !== null) return `it has gone into ${from.mergedInto}; split that one`;
  if (from.hasMerged) return 'others have gone into it; take them out first';
  const known = new Set(members);
  const stranger = accounts.find((account) => !known.has(account));
  if (stranger !== undefined) return `account ${stranger} takes no part in it; look at its members again`;
  return new Set(accounts).size >= known.size ? 'somebody must stay in it; split off fewer' : undefined;
}
