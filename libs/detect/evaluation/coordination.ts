import type { Finding } from '#detect/detector';
import { partitionAgreement } from '#statistics/partition-agreement';
import { majority } from '#statistics/purity';

/** How well campaigns agree with the known categories of accounts; null where nothing was there to divide by. */
export interface Coordination {
  /** Share of the known accounts in at least one campaign, 0..1. */
  readonly found: number;
  /** Share of directly tied pairs whose accounts are of one category, 0..1. */
  readonly same_category: number | null;
  /** Share of found accounts whose campaign is mostly of their own category, 0..1. */
  readonly purity: number | null;
  readonly nmi: number | null;
  readonly ari: number | null;
}

/**
 * Compares campaigns with categories, over accounts whose category is known.
 *
 * An account in several campaigns belongs to the largest, to the first one by id among equals.
 *
 * @param campaigns   findings with members
 * @param categories  category by account, at least one
 */
export function coordination(campaigns: readonly Finding[], categories: ReadonlyMap<string, string>): Coordination {
  const category = (account: string) => categories.get(account) ?? '';
  const known = campaigns
    .map(({ subject, members = [] }) => ({
      id: subject.id,
      accounts: members.map(({ account }) => account).filter((account) => categories.has(account)),
    }))
    .filter(({ accounts }) => accounts.length > 0)
    .sort((a, b) => b.accounts.length - a.accounts.length || (a.id < b.id ? -1 : 1));
  const home = new Map<string, string>();
  for (const { id, accounts } of known) for (const account of accounts) if (!home.has(account)) home.set(account, id);
  const majorities = new Map(known.map(({ id, accounts }) => [id, majority(accounts.map(category)).label]));
  const pure = [...home].filter(([account, id]) => majorities.get(id) === category(account)).length;
  const agreed = partitionAgreement([...home].map(([account, id]) => [id, category(account)] as const));
  return {
    found: home.size / categories.size,
    same_category: sameCategory(edgesOf(campaigns), categories),
    purity: home.size === 0 ? null : pure / home.size,
    nmi: agreed?.nmi ?? null,
    ari: agreed?.ari ?? null,
  };
}

/** Share of account pairs that are of one category, 0..1, or null without a pair; accounts of unknown category do not count. */
function sameCategory(
  pairs: Iterable<readonly [string, string]>,
  categories: ReadonlyMap<string, string>,
): number | null {
  let [all, same] = [0, 0];
  for (const [one, other] of pairs) {
    const [mine, theirs] = [categories.get(one), categories.get(other)];
    if (mine === undefined || theirs === undefined) continue;
    all += 1;
    if (mine === theirs) same += 1;
  }
  return all === 0 ? null : same / all;
}

/**
 * Share of all pairs among some accounts that are of one category, counted without forming them: thousands of accounts
 * have millions.
 *
 * @param accounts  each once; those of unknown category do not count
 * @returns         0..1, or null without a pair
 */
export function sameCategoryAmong(accounts: readonly string[], categories: ReadonlyMap<string, string>): number | null {
  const sizes = new Map<string, number>();
  for (const account of accounts) {
    const category = categories.get(account);
    if (category !== undefined) sizes.set(category, (sizes.get(category) ?? 0) + 1);
  }
  const pairs = (size: number) => (size * (size - 1)) / 2;
  const [all, same] = [...sizes.values()].reduce(([sum, within], n) => [sum + n, within + pairs(n)], [0, 0] as [
    number,
    number,
  ]);
  return all < 2 ? null : same / pairs(all);
}

/** Every pair once, however many campaigns tie it. */
function edgesOf(campaigns: readonly Finding[]): (readonly [string, string])[] {
  const edges = campaigns.flatMap(({ edges = [] }) => edges);
  return [...new Map(edges.map((edge) => [edge.join(' '), edge])).values()];
}
