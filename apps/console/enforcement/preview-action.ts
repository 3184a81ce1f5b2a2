import { standingElsewhere } from '#casebook/action-sets';
import type { Casebook } from '#casebook/casebook';
import { listExceptions, listSharedNetworks } from '#casebook/guard-rails';
import { caseMembers } from '#casebook/incidents';
import { type AccountUse, blastAccounts, blastNetworks, blastTotal } from '#casework/blast-questions';
import { blastRadius } from '#casework/blast-radius';
import type { Action } from '#incident/life-cycle';
import type { Warehouse } from '#warehouse/warehouse';
import { WarehouseError } from '#warehouse/warehouse-error';

/** Milliseconds before now that are counted. */
const COUNTED = 30 * 86_400_000;

/** Accounts asked for at once, so that the address of the question stays short. */
const AT_ONCE = 500;

/** Networks looked into at most, those of most accounts first. */
const MOST_NETWORKS = 200;

/** Where a preview looks, and when. */
export interface Looking {
  readonly casebook: Casebook;
  readonly warehouse: Warehouse;
  /** The installation's clock: usage lies before it. */
  readonly now: Date;
  /** The machine's clock: actions are in force by it. */
  readonly wall: Date;
}

/** What somebody wants to do, to whom. */
export interface Wanted {
  readonly incident: string;
  readonly action: Action;
  readonly accounts?: readonly string[] | undefined;
  readonly except: readonly string[];
}

/** What an action would do; `strangers` are accounts named that take no part in the incident. */
export async function previewAction({ casebook, warehouse, now, wall }: Looking, wanted: Wanted) {
  const members = (await caseMembers(casebook, wanted.incident)).map(({ account }) => account);
  const known = new Set(members);
  const strangers = [...(wanted.accounts ?? []), ...wanted.except].filter((account) => !known.has(account));
  const left = new Set(wanted.except);
  const accounts = [...new Set(wanted.accounts ?? members)].filter((account) => !left.has(account)).sort();
  const usage = await usageOf(warehouse, accounts, now);
  const standing = await standingElsewhere(casebook, accounts, undefined, wall);
  const holds = ({ since, expiresAt, removedAt }: { since: Date; expiresAt: Date; removedAt: Date | null }) =>
    since <= now && now < expiresAt && removedAt === null;
  const targets = new Set(accounts);
  const excepted = (await listExceptions(casebook))
    .filter((entry) => entry.subjectKind === 'account' && targets.has(entry.subject) && holds(entry))
    .map(({ subject, reason, addedBy }) => ({ account: subject, because: `${reason} (${addedBy})` }));
  const shared = (await listSharedNetworks(casebook)).filter(
    (entry) => entry.subjectKind === 'network' && holds(entry),
  );
  const radius = blastRadius({
    action: wanted.action,
    accounts,
    ...usage,
    excepted: [...new Map(excepted.map((each) => [each.account, each])).values()],
    knownShared: new Map(
      shared.map(({ subject, usage: kind, provenance }) => [subject, `${kind}, says ${provenance}`]),
    ),
    already: standing.map(({ account, set }) => ({ account, action: set.action, until: set.expiresAt })),
    now,
  });
  return { radius, accounts, strangers };
}

async function usageOf(warehouse: Warehouse, accounts: readonly string[], until: Date) {
  const from = new Date(until.getTime() - COUNTED);
  try {
    const use: AccountUse[] = [];
    for (let first = 0; first < accounts.length; first += AT_ONCE) {
      use.push(
        ...(await warehouse.ask(blastAccounts, { from, until, accounts: accounts.slice(first, first + AT_ONCE) })),
      );
    }
    const [total = { requests: 0, cost: 0 }] = await warehouse.ask(blastTotal, { from, until });
    const on = new Map<string, number>();
    for (const { networks } of use) for (const network of networks) on.set(network, (on.get(network) ?? 0) + 1);
    const most = [...on].sort(([, a], [, b]) => b - a).slice(0, MOST_NETWORKS);
    const networks = most.map(([network]) => network);
    const rows = networks.length === 0 ? [] : await warehouse.ask(blastNetworks, { from, until, networks });
    return { use, total, everybodyOn: new Map(rows.map(({ network, accounts: n }) => [network, n])) };
  } catch (error) {
    // An attack may have to be stopped while the warehouse is down; the preview says what it does not know.
    if (!(error instanceof WarehouseError && error.retryable)) throw error;
    return { total: { requests: 0, cost: 0 }, everybodyOn: new Map<string, number>() };
  }
}
