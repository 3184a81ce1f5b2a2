import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createClient } from '@clickhouse/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionSet, actionTarget } from '#casebook/action-tables';
import { fileAppeal, judgeAppeal } from '#casebook/appeals';
import { keepClaim } from '#casebook/casework';
import { disposition, incident } from '#casebook/detect-tables';
import { takeBatch } from '#casebook/outbox';
import { addPerson } from '#casebook/people';
import { Random } from '#demo/random';
import { factRow } from '#incident/incident-fact';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import { DAYS, type FreshWarehouse, freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { PATIENCE, REPEAT, SEED, times } from '../../test/torture/counted.js';
import { relayFacts } from './relay-facts.js';

let book: FreshCasebook;
let house: FreshWarehouse;
beforeAll(async () => {
  [book, house] = await Promise.all([freshCasebook(), freshWarehouse()]);
});
afterAll(async () => {
  await house?.close();
  await book?.close();
});

const id = (n: number) => n.toString(16).padStart(32, '0');
const at = (text: string) => new Date(`2026-10-${text}:00Z`);
const relay = () => relayFacts({ casebook: book.casebook, warehouse: house.warehouse }, new AbortController().signal);
const opened = (n: number) => ({
  id: id(n),
  detector: 'spam-campaign',
  version: 1,
  category: 'SPM',
  severity: 'high' as const,
  subjectKind: 'account' as const,
  subject: id(n),
  openedAt: at('01T12:00'),
  firstSeen: at('01T10:00'),
  lastSeen: at('01T11:00'),
  score: 1,
  point: 'act' as const,
  because: 'sent one text',
  accounts: 1,
});

/** What the reader of dashboards sees. */
async function asked(query: string): Promise<Record<string, unknown>[]> {
  const { url } = house.owner;
  const client = createClient({ url, ...house.reader, database: house.database });
  try {
    const settings = { output_format_json_quote_64bit_integers: 0 as const };
    return await (await client.query({ query, format: 'JSONEachRow', clickhouse_settings: settings })).json();
  } finally {
    await client.close();
  }
}

/** One decision, with the incident's row as it then stands. */
async function decides(n: number, ordinal: number, verdict: 'confirmed' | 'dismissed', when: Date): Promise<void> {
  const { db } = book.casebook;
  const action = verdict === 'confirmed' ? 'ban' : 'none';
  const common = { incident: id(n), ordinal, verdict, category: 'FRD', action } as const;
  await db.insert(disposition).values({ ...common, decidedBy: 'ada', decidedAt: when, reason: 'seen' });
  await db.update(incident).set({ state: verdict, category: 'FRD', dispositions: ordinal, decidedAt: when });
}

describe('what happens to an incident', () => {
  it('is told once, in its order, with the policy version and without anybody of the house', async () => {
    const { casebook } = book;
    const { db } = casebook;
    const ada = await addPerson(casebook, { login: 'ada', name: 'Ada', role: 'lead', createdAt: at('01T00:00') });
    await db.insert(incident).values(opened(1));
    const held = { person: ada?.id ?? '', since: at('01T13:00'), until: at('01T14:00') };
    await keepClaim(casebook, id(1), held);
    await keepClaim(casebook, id(1), { ...held, until: at('01T15:00') });
    await decides(1, 1, 'confirmed', at('01T14:00'));
    const acted = { action: 'ban', state: 'drafted', reason: 'spam', blastRadius: {}, draftedBy: 'ada' } as const;
    const [set] = await db
      .insert(actionSet)
      .values({ ...acted, incident: id(1), draftedAt: at('01T14:30') })
      .returning();
    const target = { actionSet: set?.id ?? '', account: 'a', ordinal: 0, state: 'due' } as const;
    await db.insert(actionTarget).values(target);
    await db.update(actionTarget).set({ state: 'applied', appliedAt: at('01T15:00') });
    const appeal = { incident: id(1), account: 'a', statement: 'no', receivedAt: at('02T09:00'), filedBy: 'ada' };
    const filed = await fileAppeal(casebook, { ...appeal, filedAt: at('02T09:00') });
    const judged = { outcome: 'reversed', reason: 'a school', judgedBy: 'lea', judgedAt: at('03T09:00') } as const;
    await judgeAppeal(casebook, filed?.id ?? '', judged);
    await db.update(actionTarget).set({ state: 'undone', endedAt: at('03T09:00') });
    await decides(1, 2, 'dismissed', at('03T10:00'));

    expect(await relay()).toBe(9);
    expect(await relay()).toBe(0);
    const facts = await asked(
      'SELECT fact, toString(at) AS at, verdict, policy_version, action, account, outcome FROM incident_fact ORDER BY sequence',
    );
    expect(facts.map((each) => [each.fact, each.at, each.verdict || each.action || each.outcome])).toEqual([
      ['opened', '2026-10-01 12:00:00.000', ''],
      ['claimed', '2026-10-01 13:00:00.000', ''],
      ['disposed', '2026-10-01 14:00:00.000', 'confirmed'],
      ['changed', expect.any(String), ''],
      ['applied', '2026-10-01 15:00:00.000', 'ban'],
      ['appealed', '2026-10-02 09:00:00.000', ''],
      ['judged', '2026-10-03 09:00:00.000', 'reversed'],
      ['undone', '2026-10-03 09:00:00.000', 'ban'],
      ['disposed', '2026-10-03 10:00:00.000', 'dismissed'],
    ]);
    expect(facts.filter(({ fact }) => fact === 'disposed').map((each) => each.policy_version)).toEqual(['1.0', '1.0']);
    expect(JSON.stringify(facts)).not.toContain(ada?.id);
  });

  it('answers what dashboards ask: delays, decisions by day, reversals, accounts actioned', async () => {
    expect(await asked('SELECT * EXCEPT (incident, opened_at) FROM incident_delays')).toEqual([
      {
        detector: 'spam-campaign',
        category: 'FRD',
        severity: 'high',
        seconds_to_detect: 7_200,
        seconds_to_claim: 3_600,
        seconds_to_decide: 7_200,
        seconds_to_act: 10_800,
      },
    ]);
    expect(await asked('SELECT day, opened, confirmed, dismissed FROM incidents_daily ORDER BY day')).toEqual([
      { day: '2026-10-01', opened: 1, confirmed: 0, dismissed: 0 },
      { day: '2026-10-03', opened: 0, confirmed: 0, dismissed: 1 },
    ]);
    expect(await asked('SELECT * FROM reversals_daily ORDER BY kind')).toEqual([
      { day: '2026-10-03', kind: 'appeal', action: '', incidents: 1, accounts: 1 },
      { day: '2026-10-03', kind: 'overturned', action: 'none', incidents: 1, accounts: 0 },
      { day: '2026-10-03', kind: 'undone', action: 'ban', incidents: 1, accounts: 1 },
    ]);
    expect(await asked('SELECT * FROM accounts_actioned_daily')).toEqual([
      { day: '2026-10-01', action: 'ban', accounts: 1, incidents: 1 },
    ]);
  });

  it('leaves no trace on dashboards once findings no longer say it, nor as an item of the audit sample', async () => {
    const { db } = book.casebook;
    await db.insert(incident).values([opened(2), { ...opened(3), origin: 'sample' }]);
    await db.delete(incident).where(sql`id = ${id(2)}`);
    await relay();
    expect(await asked('SELECT count() AS n FROM incident_now')).toEqual([{ n: 1 }]);
  });
});

describe('the relay', () => {
  it('takes up the very batch that was sent and not acknowledged, though others were told since', async () => {
    const { casebook } = book;
    const before = await asked('SELECT count() AS n FROM incident_fact');
    await casebook.db.insert(incident).values([opened(4), opened(5)]);
    const batch = await takeBatch(casebook, 'a'.repeat(32), 10);
    await house.warehouse.write('incident_fact', (batch?.facts ?? []).map(factRow), batch?.token);
    await casebook.db.insert(incident).values(opened(6));
    expect(await relay()).toBe(3);
    expect(await asked('SELECT count() AS n FROM incident_fact')).toEqual([{ n: Number(before[0]?.n) + 3 }]);
  });

  it('tells a fact once to whoever reads, even when its token was forgotten', async () => {
    const { casebook } = book;
    await casebook.db.insert(incident).values(opened(7));
    const batch = await takeBatch(casebook, 'b'.repeat(32), 10);
    await house.warehouse.write('incident_fact', (batch?.facts ?? []).map(factRow), 'c'.repeat(32));
    expect(await relay()).toBe(1);
    expect(await asked(`SELECT count() AS n FROM incident_fact FINAL WHERE incident = '${id(7)}'`)).toEqual([{ n: 1 }]);
    expect(await asked("SELECT sum(opened) AS n FROM incidents_daily WHERE day = '2026-10-01'")).toEqual([{ n: 5 }]);
  });

  it(
    'killed at any moment leaves neither a gap nor a double',
    async () => {
      const random = new Random(SEED);
      const options = {
        ...house.owner,
        database: house.database,
        days: DAYS,
      };
      const script = fileURLToPath(new URL('../../test/support/relay-until-killed.mjs', import.meta.url));
      const begun = Number((await asked('SELECT count() AS n FROM incident_fact FINAL'))[0]?.n);
      const rounds = times(2, 50);
      const each = 5_500;
      for (let round = 0; round < rounds; round++) {
        await book.casebook.db.execute(sql`
          INSERT INTO incident (id, detector, version, category, severity, subject_kind, subject, opened_at, first_seen, last_seen, score, point, because, accounts)
          SELECT md5(${round} || ' ' || n), 'spam-campaign', 1, 'SPM', 'low', 'account', 'a', '2026-10-05Z', '2026-10-04Z', '2026-10-05Z', 1, 'act', 'b', 1
          FROM generate_series(1, ${each}) AS n`);
        const child = spawn(process.execPath, [script, book.url, JSON.stringify(options)], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        await once(child.stdout, 'data');
        await pause(400 * random.next());
        child.kill('SIGKILL');
        await once(child, 'close');
      }
      await relay();
      const [sums] = await asked('SELECT count() AS n, uniqExact(sequence) AS apart FROM incident_fact FINAL');
      expect(sums, REPEAT).toEqual({ n: begun + rounds * each, apart: begun + rounds * each });
      const perDay = await asked("SELECT opened FROM incidents_daily WHERE day = '2026-10-05'");
      expect(perDay, REPEAT).toEqual([{ opened: rounds * each }]);
    },
    PATIENCE,
  );
});
