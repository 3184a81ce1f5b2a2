/**
 * The privacy units behind incidents: one actor each, as far as anyone knows.
 *
 * Accounts that share an incident are one actor, and so are incidents that share an account, however long the chain.
 * Merging too much costs counts; merging too little would let one actor weigh as many and break the guarantee.
 * Accounts go by number: chains of a million texts would be followed ten times slower.
 */
export class Units {
  readonly #numbers = new Map<string, number>();
  readonly #accounts: string[] = [];
  /** A root is its own parent, and the least account of all that lead to it. */
  readonly #parents: number[] = [];

  /** Accounts it knows of. */
  get size(): number {
    return this.#accounts.length;
  }

  /**
   * Makes one actor of accounts that take part in the same incident.
   *
   * @param accounts  pseudonyms, in any order; none when the incident concerns a bare key or network
   */
  link([first, ...others]: readonly string[]): void {
    if (first === undefined) return;
    let root = this.#rootOf(this.#numberOf(first));
    for (const other of others) {
      const further = this.#rootOf(this.#numberOf(other));
      if (further === root) continue;
      // The lesser name wins, so that the outcome does not depend on the order of incidents.
      const isLesser = this.#accountAt(root) < this.#accountAt(further);
      const [lesser, greater] = isLesser ? [root, further] : [further, root];
      this.#parents[greater] = lesser;
      root = lesser;
    }
  }

  /**
   * The unit of accounts that were linked, by number: that of its least account.
   *
   * @returns  undefined where there is no account
   */
  unitOf([first]: readonly string[]): number | undefined {
    return first === undefined ? undefined : this.#rootOf(this.#numberOf(first));
  }

  /** What a unit is called after its least account, or an incident without any after itself. */
  nameOf(unit: number | undefined, incident: string): string {
    return unit === undefined ? `incident:${incident}` : `account:${this.#accountAt(unit)}`;
  }

  /** The first accounts that it got to know, each with the number of its unit. */
  owned(accounts: number): { account: string; unit: number }[] {
    return this.#accounts.slice(0, accounts).map((account, number) => ({ account, unit: this.#rootOf(number) }));
  }

  #numberOf(account: string): number {
    const known = this.#numbers.get(account);
    if (known !== undefined) return known;
    const number = this.#accounts.push(account) - 1;
    this.#numbers.set(account, number);
    this.#parents.push(number);
    return number;
  }

  #accountAt(number: number): string {
    return this.#accounts[number] ?? '';
  }

  #rootOf(number: number): number {
    const parentOf = (at: number) => this.#parents[at] ?? at;
    let root = number;
    while (parentOf(root) !== root) root = parentOf(root);
    // Shortens the way for every account passed, so that long chains stay cheap.
    for (let at = number; at !== root; ) {
      const next = parentOf(at);
      this.#parents[at] = root;
      at = next;
    }
    return root;
  }
}
