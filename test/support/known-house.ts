import { sql } from 'drizzle-orm';
import { disposition, incident, incidentMember, run } from '#casebook/detect-tables';
import type { FreshCasebook } from './fresh-casebook.js';
import { accountName } from './load-usage.js';

const id = (n: number) => n.toString(16).padStart(32, '0');
const at = (text: string) => new Date(`2026-03-${text}:00Z`);

type Verdict = 'confirmed' | 'dismissed';

/** Accounts that sent the tale of spam-supplements, as the warehouse names them. */
const PROMOTERS = [1, 2, 3, 4].map((n) => accountName(`promoter-${n}`));

/** Incidents of a week in March, what was decided of them, and how many hours after the opening. */
const INCIDENTS: readonly {
  readonly n: number;
  readonly detector: string;
  readonly accounts: readonly string[];
  readonly opened: string;
  readonly decided?: readonly (readonly [hours: number, verdict: Verdict, action: 'none' | 'ban' | 'warning'])[];
}[] = [
  { n: 1, detector: 'spam-campaign', accounts: PROMOTERS, opened: '03T12:00', decided: [[4, 'confirmed', 'ban']] },
  // The same account once more: it was acted against once, and costs once.
  {
    n: 2,
    detector: 'filter-evasion',
    accounts: PROMOTERS.slice(0, 1),
    opened: '04T12:00',
    decided: [[2, 'confirmed', 'warning']],
  },
  { n: 3, detector: 'usage-spike', accounts: ['honest'], opened: '05T12:00', decided: [[1, 'dismissed', 'none']] },
  {
    n: 4,
    detector: 'account-pool',
    accounts: ['a', 'b'],
    opened: '06T12:00',
    decided: [
      [1, 'confirmed', 'none'],
      [20, 'dismissed', 'none'],
    ],
  },
  { n: 5, detector: 'limit-riding', accounts: ['c'], opened: '07T12:00' },
];

/** Strata of the one week that was drawn, and verdicts on those drawn. */
const STRATA = [
  { stratum: 'act', population: 10, verdicts: ['confirmed', 'confirmed', 'confirmed', 'dismissed'] },
  { stratum: 'report', population: 20, verdicts: ['confirmed', 'dismissed'] },
  { stratum: 'none', population: 970, verdicts: ['dismissed', 'dismissed', 'dismissed', 'dismissed', 'dismissed'] },
] as const;

/** Writes a week into the casebook whose figures can be reckoned by hand: incidents, decisions, a sample, a release, runs. */
export async function writeKnownHouse({ casebook }: FreshCasebook): Promise<void> {
  for (const each of INCIDENTS) await writeIncident(casebook, each);
  await writeSample(casebook);
  await writeRuns(casebook);
  await casebook.db.execute(sql`
    INSERT INTO release (id, period, year, version, state, demo, drafted_by, drafted_at, publish_at, frozen_at, spec_hash, costs)
    VALUES ('rel_1', '2025-Q4', 2026, '2025-Q4.1', 'frozen', false, 'ada', '2026-03-01Z', '2026-04-15Z', '2026-03-02Z', ${'a'.repeat(64)}, '{}')`);
  for (const [sequence, table] of [
    [1, 't1'],
    [2, 't2'],
  ] as const) {
    await casebook.db.execute(sql`
      INSERT INTO privacy_ledger (sequence, prev, hash, spec_hash, release, period, year, public_table, purpose, rho_numerator, rho_denominator, actor, at)
      VALUES (${sequence}, ${String(sequence - 1).repeat(64)}, ${String(sequence).repeat(64)}, ${'a'.repeat(64)}, 'rel_1', '2025-Q4', 2026, ${table}, 'release', 1, 16, 'ada', '2026-03-03Z')`);
  }
}

type Book = FreshCasebook['casebook'];

async function writeIncident(
  { db }: Book,
  { n, detector, accounts, opened, decided = [] }: (typeof INCIDENTS)[number],
) {
  const openedAt = at(opened);
  const before = (hours: number) => new Date(openedAt.getTime() - hours * 3_600_000);
  await db.insert(incident).values({
    id: id(n),
    detector,
    version: 1,
    category: 'SPM',
    severity: 'high',
    subjectKind: 'account',
    subject: accounts[0] ?? '',
    openedAt,
    firstSeen: before(2),
    lastSeen: before(1),
    score: 1,
    point: 'act',
    because: 'sent one text',
    accounts: accounts.length,
  });
  await db
    .insert(incidentMember)
    .values(accounts.map((account) => ({ incident: id(n), account, tie: 'text', records: 1 })));
  for (const [index, [hours, verdict, action]] of decided.entries()) {
    const decidedAt = new Date(openedAt.getTime() + hours * 3_600_000);
    const ordinal = index + 1;
    const common = { incident: id(n), ordinal, verdict, category: 'SPM', action } as const;
    await db.insert(disposition).values({ ...common, decidedBy: 'ada', decidedAt, reason: 'seen' });
    await db.execute(
      sql`UPDATE incident SET state = ${verdict}, dispositions = ${ordinal}, decided_at = ${decidedAt.toISOString()} WHERE id = ${id(n)}`,
    );
  }
}

async function writeSample({ db }: Book): Promise<void> {
  await db.execute(sql`
    INSERT INTO audit_sample (week, week_from, week_until, seed, size, floor, drawn_by, drawn_at)
    VALUES ('2026-W10', '2026-03-02Z', '2026-03-09Z', ${'5'.repeat(64)}, 11, 1, 'ada', '2026-03-09Z')`);
  let n = 100;
  for (const { stratum, population, verdicts } of STRATA) {
    await db.execute(sql`
      INSERT INTO audit_stratum (week, stratum, population, drawn, presumed)
      VALUES ('2026-W10', ${stratum}, ${population}, ${verdicts.length}, 0.1)`);
    for (const verdict of verdicts) {
      n += 1;
      await db.execute(sql`
        INSERT INTO incident (id, detector, version, category, severity, state, origin, subject_kind, subject, opened_at, first_seen, last_seen, score, point, because, accounts, dispositions, decided_at)
        VALUES (${id(n)}, 'audit-sample', 1, 'OTH', 'medium', ${verdict}, 'sample', 'account', ${`drawn ${n}`}, '2026-03-09Z', '2026-03-02Z', '2026-03-09Z', 0, 'report', 'drawn', 1, 1, '2026-03-10Z')`);
      await db.execute(sql`
        INSERT INTO audit_item (week, account, stratum, probability, incident)
        VALUES ('2026-W10', ${`drawn ${n}`}, ${stratum}, ${verdicts.length / population}, ${id(n)})`);
    }
  }
}

/** A detector that named five accounts a day for a month and none in the last week; one that goes on; a window that failed. */
async function writeRuns({ db }: Book): Promise<void> {
  const day = 86_400_000;
  const until = at('11T00:00').getTime();
  const rows = Array.from({ length: 35 }, (_, back) => back).flatMap((back) => {
    const windowUntil = new Date(until - back * day);
    const common = { version: 1, mode: 'scheduled', windowFrom: new Date(+windowUntil - day), windowUntil } as const;
    const times = { startedAt: windowUntil, finishedAt: new Date(+windowUntil + 3_000) };
    const counted = { state: 'done', attempt: 1, records: 10, findings: 1 } as const;
    return ['spam-campaign', 'account-pool'].map((detector, index) => ({
      ...common,
      ...times,
      ...counted,
      id: id(1_000 + back * 2 + index),
      detector,
    }));
  });
  await db.insert(run).values(rows);
  await db.execute(sql`
    UPDATE run SET state = 'failed', records = NULL, findings = NULL, error = 'no answer'
    WHERE id = ${id(1_000)}`);
  // Five accounts in each window of one detector, and none in the last week of the other.
  await db.execute(sql`
    INSERT INTO finding (id, run, subject_kind, subject, score, point, category, because, numbers, evidence, members, parties)
    SELECT md5(run.id), run.id, 'campaign', 'c', 1, 'act', 'SPM', 'b', '{}', '{}', '[]', ARRAY['one', 'two', 'three', 'four', 'five']
    FROM run
    WHERE run.state = 'done' AND (run.detector = 'spam-campaign' OR run.window_until <= '2026-03-03Z')`);
}
