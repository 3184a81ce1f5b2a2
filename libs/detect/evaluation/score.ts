import type { Finding } from '#detect/detector';
import { agreement } from '#statistics/agreement';
import { meanPurity } from '#statistics/purity';
import { busiest, type Records } from './activity.js';
import { coordination, sameCategoryAmong } from './coordination.js';
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
 * @param records   of each account, for the baseline that ranks by activity alone; empty: no baseline
 */
export function score(
  findings: readonly Finding[],
  point: Point,
  truth: Truth,
  names: Names,
  records: Records = new Map(),
): Scores {
  const counted = findings.filter((finding) => point === 'report' || finding.point === 'act');
  const campaigns = counted.filter(({ subject }) => subject.kind === 'campaign');
  const accounts = accountsIn(counted);
  const counts = { clusters: campaigns.length, findings: counted.length, accounts: accounts.size };
  switch (truth.kind) {
    case 'records': {
      const clusters = campaigns.map(({ records = [] }) => records.map((record) => names.record(record) ?? record));
      const raised = new Set(clusters.flat());
      const spam = new Set([...truth.labels].flatMap(([id, label]) => (label === POSITIVE_RECORD ? [id] : [])));
      const purity = meanPurity(clusters.map((ids) => ids.map((id) => truth.labels.get(id) ?? '')));
      return { ...known({ ...agreement(raised, spam), purity }), ...counts, members: raised.size };
    }
    case 'accounts': {
      const bad = [...truth.labels].filter(([, label]) => label !== BACKGROUND_ACCOUNT);
      const wanted = new Set(bad.map(([account]) => names.account(account)));
      // Stands beside precision: what the same number of accounts would have reached.
      const baseline = agreement(new Set(busiest(records, accounts.size)), wanted).precision;
      const figures = { ...agreement(accounts, wanted), activity_baseline: baseline };
      return { ...known(figures), ...counts, members: accounts.size };
    }
    case 'categories': {
      const categories = new Map(
        [...truth.categories].map(([account, category]) => [names.account(account), category]),
      );
      const figures = coordination(campaigns, categories);
      // Stands beside same_category: what pairing the same number of accounts would have reached.
      const baseline = sameCategoryAmong(busiest(records, accounts.size), categories);
      return { ...known({ ...figures, activity_baseline: baseline }), ...counts, members: accounts.size };
    }
    case 'none':
      return { ...counts, members: accounts.size };
  }
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
