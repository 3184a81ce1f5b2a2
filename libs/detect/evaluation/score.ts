import type { Finding } from '#detect/detector';
import { agreement } from '#statistics/agreement';
import { partitionAgreement } from '#statistics/partition-agreement';
import { majority, meanPurity } from '#statistics/purity';
import { BACKGROUND_ACCOUNT, POSITIVE_RECORD, type Truth } from './truth.js';

/** The two thresholds a detector is scored at. */
export type Point = 'report' | 'act';

/** Figures by metric name; a figure that nothing could be divided into is left out. */
export type Scores = Readonly<Record<string, number>>;

/** Truth names records and accounts as the log does; findings name them as the warehouse does. */
export interface Names {
  /** Log's record id by pseudonymous record id. */
  readonly record: (record: string) => string | undefined;
  /** Pseudonym by the log's account name. */
  readonly account: (name: string) => string;
}

/**
 * Scores what a detector found on a data set against what is known of it.
 *
 * @param findings  of all windows judged
 * @param point     `report` counts every finding, `act` only those past the stricter threshold
 */
export function score(findings: readonly Finding[], point: Point, truth: Truth, names: Names): Scores {
  const counted = findings.filter((finding) => point === 'report' || finding.point === 'act');
  const campaigns = counted.filter(({ subject }) => subject.kind === 'campaign');
  const counts = { clusters: campaigns.length, findings: counted.length };
  switch (truth.kind) {
    case 'records': {
      const clusters = campaigns.map(({ records = [] }) => records.map((record) => names.record(record) ?? record));
      const raised = new Set(clusters.flat());
      const spam = new Set([...truth.labels].flatMap(([id, label]) => (label === POSITIVE_RECORD ? [id] : [])));
      const purity = meanPurity(clusters.map((ids) => ids.map((id) => truth.labels.get(id) ?? '')));
      return { ...known({ ...agreement(raised, spam), purity }), ...counts, members: raised.size };
    }
    case 'accounts': {
      const raised = accountsIn(counted);
      const bad = [...truth.labels].filter(([, label]) => label !== BACKGROUND_ACCOUNT);
      const wanted = new Set(bad.map(([account]) => names.account(account)));
      return { ...known({ ...agreement(raised, wanted) }), ...counts, members: raised.size };
    }
    case 'categories': {
      const categories = new Map(
        [...truth.categories].map(([account, category]) => [names.account(account), category]),
      );
      return { ...known(coordination(campaigns, categories)), ...counts, members: accountsIn(counted).size };
    }
    case 'none':
      return { ...counts, members: accountsIn(counted).size };
  }
}

/** An account in several campaigns belongs to the largest; the first one by id among equals. */
function coordination(campaigns: readonly Finding[], categories: ReadonlyMap<string, string>) {
  const accounts = campaigns.map(({ subject, members = [] }) => ({
    id: subject.id,
    accounts: members.map(({ account }) => account).filter((account) => categories.has(account)),
  }));
  accounts.sort((a, b) => b.accounts.length - a.accounts.length || (a.id < b.id ? -1 : 1));
  const home = new Map<string, string>();
  for (const campaign of accounts)
    for (const account of campaign.accounts) if (!home.has(account)) home.set(account, campaign.id);
  const category = (account: string) => categories.get(account) ?? '';

  let pairs = 0;
  let same = 0;
  for (const campaign of accounts) {
    const sizes = new Map<string, number>();
    for (const account of campaign.accounts) sizes.set(category(account), (sizes.get(category(account)) ?? 0) + 1);
    pairs += couples(campaign.accounts.length);
    for (const size of sizes.values()) same += couples(size);
  }
  const majorities = new Map(
    accounts.filter((c) => c.accounts.length > 0).map((c) => [c.id, majority(c.accounts.map(category)).label]),
  );
  const pure = [...home].filter(([account, campaign]) => majorities.get(campaign) === category(account)).length;
  const agreed = partitionAgreement([...home].map(([account, campaign]) => [campaign, category(account)] as const));
  return {
    found: home.size / categories.size,
    same_category: pairs === 0 ? null : same / pairs,
    purity: home.size === 0 ? null : pure / home.size,
    nmi: agreed?.nmi ?? null,
    ari: agreed?.ari ?? null,
  };
}

function couples(n: number): number {
  return (n * (n - 1)) / 2;
}

function accountsIn(findings: readonly Finding[]): Set<string> {
  return new Set(
    findings.flatMap(({ subject, members = [] }) => [
      ...(subject.kind === 'account' ? [subject.id] : []),
      ...members.map(({ account }) => account),
    ]),
  );
}

function known(figures: Readonly<Record<string, number | null>>): Scores {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}
