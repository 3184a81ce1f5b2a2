import { createHash } from 'node:crypto';
import type { Action } from '#incident/life-cycle';
import { rank, stateOf } from './action-set.js';
import type { AccountUse } from './blast-questions.js';

/** What is known of those an action would hit; counted over the days before. */
export interface Targeted {
  readonly action: Action;
  /** None twice. */
  readonly accounts: readonly string[];
  /** Absent when the warehouse does not answer: then nothing may be said of usage, and that is a warning of its own. */
  readonly use?: readonly AccountUse[];
  readonly total: { readonly requests: number; readonly cost: number };
  /** Accounts that call from a network, by network. */
  readonly everybodyOn: ReadonlyMap<string, number>;
  readonly excepted: readonly { readonly account: string; readonly because: string }[];
  /** Networks people entered as shared. */
  readonly knownShared: ReadonlyMap<string, string>;
  readonly already: readonly { readonly account: string; readonly action: Action; readonly until: Date | null }[];
  readonly now: Date;
}

/** Something a person should know before acting. */
export interface ActionWarning {
  readonly code:
    | 'known_good'
    | 'paying_customers'
    | 'old_accounts'
    | 'large_traffic_share'
    | 'shared_network'
    | 'already_enforced'
    | 'usage_unknown';
  /** Must be acknowledged before anything is done. */
  readonly grave: boolean;
  readonly message: string;
  readonly accounts: string[];
  readonly count: number;
}

/** Share of all requests from which an action is felt by the whole service. */
const LARGE_TRAFFIC = 0.01;

/** Milliseconds; whoever has been there for a year is seldom a throw-away account. */
const OLD = 365 * 86_400_000;

/** Other accounts on a network from which its users are likely strangers. */
const MANY_OTHERS = 5;

/** Accounts named in a warning at most. */
const NAMED = 20;

/**
 * What an action would do, and what a person should know before it.
 *
 * @returns the figures, the warnings, and a name of exactly this outcome
 */
export function blastRadius(targeted: Targeted) {
  const { action, accounts, use = [], total, excepted, already, now } = targeted;
  const paying = use.filter(({ paid }) => paid > 0);
  const requests = sum(use.map((each) => each.requests));
  const aged = use.filter(({ created }) => created > 0).sort((a, b) => a.created - b.created);
  const networks = sharedNetworks(targeted);
  const figures = {
    action,
    accounts: accounts.length,
    paying: {
      accounts: paying.length,
      share: share(paying.length, accounts.length),
      paid_usd: sum(paying.map(({ paid }) => paid)) / 1e6,
    },
    traffic: {
      requests,
      share: share(requests, total.requests),
      cost_share: share(sum(use.map(({ cost }) => cost)), total.cost),
    },
    oldest:
      aged[0] === undefined
        ? null
        : { account: aged[0].account, created_at: new Date(aged[0].created * 1_000).toISOString() },
    known_good: excepted.slice(0, 1_000),
    already: already.slice(0, 1_000).map((each) => ({ ...each, until: each.until?.toISOString() ?? null })),
    shared_networks: networks,
  };
  const old = aged.filter(({ created }) => now.getTime() - created * 1_000 >= OLD);
  const milder = already.filter((each) => rank(each.action) >= rank(action));
  const warnings = [
    warn(
      'known_good',
      true,
      excepted.map(({ account }) => account),
      (n) => `${n} are excepted by a colleague`,
    ),
    warn(
      'paying_customers',
      true,
      paying.map(({ account }) => account),
      (n) => `${n} have paid`,
    ),
    warn(
      'old_accounts',
      false,
      old.map(({ account }) => account),
      (n) => `${n} are older than a year`,
    ),
    warn(
      'already_enforced',
      false,
      milder.map(({ account }) => account),
      (n) => `${n} are ${stateOf(action)} or worse already and will be skipped`,
    ),
    networks.length === 0
      ? []
      : [
          {
            code: 'shared_network' as const,
            grave: false,
            message: `${networks.length} of their networks are shared with others: check that these are not bystanders`,
            accounts: [],
            count: networks.length,
          },
        ],
    figures.traffic.share < LARGE_TRAFFIC
      ? []
      : [
          {
            code: 'large_traffic_share' as const,
            grave: true,
            message: `they make ${(figures.traffic.share * 100).toFixed(1)} % of all requests`,
            accounts: [],
            count: accounts.length,
          },
        ],
    targeted.use === undefined
      ? [
          {
            code: 'usage_unknown' as const,
            grave: true,
            message: 'the warehouse does not answer: nobody knows what they use or pay',
            accounts: [],
            count: accounts.length,
          },
        ]
      : [],
  ].flat();
  return { ...figures, warnings, preview: nameOf(action, accounts, warnings), previewed_at: now.toISOString() };
}

/** Grave warnings of a preview that nobody has acknowledged. */
export function unacknowledged(
  warnings: readonly Pick<ActionWarning, 'code' | 'grave'>[],
  acknowledged: readonly string[],
): string[] {
  return warnings.filter(({ code, grave }) => grave && !acknowledged.includes(code)).map(({ code }) => code);
}

function sharedNetworks({ accounts, use = [], everybodyOn, knownShared }: Targeted) {
  const targets = new Set(accounts);
  const on = new Map<string, number>();
  for (const { account, networks } of use) {
    if (targets.has(account)) for (const network of networks) on.set(network, (on.get(network) ?? 0) + 1);
  }
  return [...on]
    .map(([network, own]) => ({ network, accounts: own, others: Math.max(0, (everybodyOn.get(network) ?? own) - own) }))
    .filter(({ network, others }) => others >= MANY_OTHERS || knownShared.has(network))
    .sort((a, b) => b.others - a.others || (a.network < b.network ? -1 : 1))
    .slice(0, NAMED)
    .map((each) => ({
      ...each,
      because: knownShared.get(each.network) ?? `${each.others} other accounts call from it`,
    }));
}

function warn(
  code: ActionWarning['code'],
  grave: boolean,
  accounts: readonly string[],
  say: (n: number) => string,
): ActionWarning[] {
  if (accounts.length === 0) return [];
  return [{ code, grave, message: say(accounts.length), accounts: accounts.slice(0, NAMED), count: accounts.length }];
}

/** The same accounts, action and warnings have the same name; traffic moves on by the minute and has no part in it. */
function nameOf(action: Action, accounts: readonly string[], warnings: readonly ActionWarning[]): string {
  const told = warnings.filter(({ grave }) => grave).map(({ code, count }) => `${code} ${count}`);
  return createHash('sha256')
    .update(JSON.stringify([action, [...accounts].sort(), told]))
    .digest('hex');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(1, part / whole);
}
