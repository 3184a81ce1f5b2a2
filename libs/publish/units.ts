/** An incident with the accounts that take part in it; none when it concerns a bare key or network. */
export interface LinkedIncident {
  readonly incident: string;
  /** Pseudonyms, in any order. */
  readonly accounts: readonly string[];
}

/**
 * Finds the privacy unit of each incident: one actor as far as anyone knows.
 *
 * Accounts that share an incident are one actor, and so are incidents that share an account, however long the chain.
 * Merging too much costs counts; merging too little would let one actor weigh as many and break the guarantee.
 *
 * @param incidents  all that link, in any order
 * @returns          unit of each incident; units are named after their least account, or after an incident without any
 */
export function unitsOf(incidents: readonly LinkedIncident[]): Map<string, string> {
  const parents = new Map<string, string>();
  const rootOf = (node: string): string => {
    let root = node;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root)) root = next;
    // Shortens the way for every node passed, so that long chains stay cheap.
    for (let at = node; at !== root; ) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  const nodeOf = ({ incident, accounts: [first] }: LinkedIncident) =>
    first === undefined ? `incident:${incident}` : `account:${first}`;

  for (const linked of incidents) {
    for (const account of linked.accounts) {
      // The lesser name wins, so that the outcome does not depend on the order of incidents.
      const [lesser = '', greater = ''] = [rootOf(nodeOf(linked)), rootOf(`account:${account}`)].sort();
      if (lesser !== greater) parents.set(greater, lesser);
    }
  }
  return new Map(incidents.map((linked) => [linked.incident, rootOf(nodeOf(linked))]));
}
