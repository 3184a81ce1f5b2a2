import type { Detector, Finding, Member } from '#detect/detector';
import { listed } from '#detect/listed';
import { type Pool, pools } from './pool.js';
import { type Rhythm, rhythm } from './rhythm.js';
import { Row } from './row.js';

/** Independent families that tie half of the accounts, below which people only happen to be neighbours. */
const LEAST_FAMILIES = 2;

/** Accounts, and families plus habits, from which something may be done. */
const ACTED_ON = { accounts: 5, reasons: 4 } as const;

/** Records shown, one an account. */
const SHOWN = 50;

/**
 * Account pool: accounts of one hand that share the work, so that each stays under its limit.
 *
 * Having things in common accuses classes, offices and families; working in equal shares or in turns accuses nobody by itself.
 * Only both together make a pool.
 *
 * Public cases: free-tier farming (pollinations, GitHub issue 14681; llmgateway, GitHub issue 3656), account pools behind
 * proxies (Anthropic, "Detecting and preventing distillation attacks", February 2026).
 */
export const accountPool: Detector<Row> = {
  name: 'account-pool',
  version: 1,
  category: 'ACC',
  family: 'GRF',
  severity: 'medium',
  everyHours: 12,
  spanHours: 24,
  judges: 'windows',
  measures: {
    accounts: { unit: 'accounts', act: ACTED_ON.accounts },
    records: { unit: 'calls of the accounts' },
    paying_accounts: { unit: 'accounts that pay' },
    families: {
      unit: 'independent families of things in common that tie half of the accounts',
      report: LEAST_FAMILIES,
      note: `to act, families and habits together are at least ${ACTED_ON.reasons}`,
    },
    support: { unit: 'families that nobody outside shares, or parts of them' },
    mean_calls: { unit: 'calls an account' },
    dispersion: { unit: 'variance over mean of their calls; 0 for equal shares' },
    overlap: { unit: 'stretches of ten minutes shared, over those expected of accounts that work when they like' },
    handed_over: { unit: '0..1 of the accounts' },
    score: { unit: 'support times habits' },
  },
  catches:
    'Three or more accounts with two independent things in common that divide calls equally, take turns, or hand over at their limit.',
  misses:
    'Pools whose accounts share one thing only or stand behind school, carrier and VPN networks without another tie, accounts under ten calls a day, pools of over 5,000 accounts, and traits that a fifth of all accounts have.',
  mistakes:
    'A company that spreads one program over several accounts without telling the gateway that they are its own.',
  sql: new URL('./account-pool.sql', import.meta.url),
  row: Row,
  judge(rows) {
    return pools(rows)
      .flatMap((pool) => finding(pool))
      .sort((a, b) => (a.subject.id < b.subject.id ? -1 : 1));
  },
};

function finding(pool: Pool): Finding[] {
  const { rows, families, support } = pool;
  const seen = rhythm(rows);
  if (families.length < LEAST_FAMILIES || seen.habits.length === 0) return [];
  const isActedOn = rows.length >= ACTED_ON.accounts && families.length + seen.habits.length >= ACTED_ON.reasons;
  const founder = rows.reduce((a, b) =>
    (a.began - b.began || (a.first_record < b.first_record ? -1 : 1)) < 0 ? a : b,
  );
  const records = rows.map(callsOf).reduce((sum, calls) => sum + calls, 0);
  return [
    {
      subject: { kind: 'campaign', id: founder.first_record },
      score: support * seen.habits.length,
      point: isActedOn ? 'act' : 'report',
      because:
        `${rows.length} accounts with the same ${listed(families)} made ${Math.round(seen.mean)} calls each on average, ` +
        listed(seen.habits),
      numbers: {
        accounts: rows.length,
        records,
        paying_accounts: rows.filter(({ is_paying }) => is_paying > 0).length,
        families: families.length,
        support,
        ...numbers(seen),
      },
      evidence: rows.slice(0, SHOWN).map(({ first_record }) => first_record),
      members: rows.map((row) => member(row, pool)),
    },
  ];
}

function numbers({ mean, dispersion, overlap, handedOver }: Rhythm): Record<string, number> {
  return { mean_calls: mean, dispersion, overlap, handed_over: handedOver };
}

function member(row: Row, { ties }: Pool): Member {
  const own = (ties.get(row.account) ?? []).map(({ family, holders }) => `${family} (${holders} accounts have it)`);
  return { account: row.account, records: callsOf(row), tie: `shares ${listed(own)}` };
}

function callsOf({ tens }: Row): number {
  return tens.reduce((sum, [, calls]) => sum + calls, 0);
}
