import { ENFORCEMENTS, type Enforcement } from './notice.js';

/** One action on one account, in the order they were decided. */
export interface StandingCase {
  readonly id: string;
  /** Pseudonym. */
  readonly account: string;
  /** The action set that decided it: a later case of the same source takes its place. */
  readonly source: string;
  readonly action: Enforcement;
  readonly category: string;
  readonly createdAt: Date;
  /** When it ends by itself; null: never. */
  readonly expiresAt: Date | null;
}

/** What a gateway is told to do with a call. */
export type VerdictWord = 'allow' | 'warn' | 'limit' | 'deny';

const WORDS: Readonly<Record<Enforcement, VerdictWord>> = {
  none: 'allow',
  warning: 'warn',
  limit: 'limit',
  suspension: 'deny',
  ban: 'deny',
};

/** What is in force against one account. */
export interface AccountVerdict {
  readonly verdict: VerdictWord;
  readonly action: Enforcement;
  /** The strictest case that stands; absent when none does. */
  readonly standing?: StandingCase;
}

const ALLOWED: AccountVerdict = { verdict: 'allow', action: 'none' };

/** What is in force against each account, in memory: built up case by case, asked in a moment. */
export class Standing {
  readonly #cases = new Map<string, StandingCase[]>();

  /** Accounts that anything was ever decided about. */
  get size(): number {
    return this.#cases.size;
  }

  /** Takes in one case; those of one source come in the order they were decided. */
  add(each: StandingCase): void {
    const others = (this.#cases.get(each.account) ?? []).filter(({ source }) => source !== each.source);
    const now = each.action === 'none' ? others : [...others, each];
    if (now.length === 0) this.#cases.delete(each.account);
    else this.#cases.set(each.account, now);
  }

  /**
   * The strictest of what stands against an account under any of its names.
   *
   * @param names  pseudonyms: the current one, and during an overlap the former
   */
  verdict(names: readonly string[], now: Date): AccountVerdict {
    let strictest: StandingCase | undefined;
    for (const name of names) {
      for (const each of this.#cases.get(name) ?? []) {
        if (each.expiresAt !== null && each.expiresAt <= now) continue;
        if (strictest === undefined || rank(each) > rank(strictest)) strictest = each;
      }
    }
    if (strictest === undefined) return ALLOWED;
    return { verdict: WORDS[strictest.action], action: strictest.action, standing: strictest };
  }
}

function rank({ action }: StandingCase): number {
  return ENFORCEMENTS.indexOf(action);
}
