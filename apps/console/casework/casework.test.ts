import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incident, incidentMember } from '#casebook/detect-tables';
import { type FreshConsole, freshConsole } from '../../../test/support/fresh-console.js';
import { EnforcementClock } from '../enforcement/enforcement-clock.js';

let desk: FreshConsole;
const id = (n: number) => n.toString(16).padStart(32, '0');
const accounts = [1, 2, 3, 4, 5].map((n) => `a${id(n).slice(1)}`);

beforeAll(async () => {
  desk = await freshConsole();
  const common = {
    detector: 'spam-campaign',
    version: 1,
    category: 'SPM',
    subjectKind: 'campaign' as const,
    firstSeen: new Date('2026-09-01T00:00:00Z'),
    score: 2,
    point: 'act' as const,
    because: 'five accounts sent one text',
    accounts: 5,
  };
  const severities = ['low', 'high', 'medium', 'critical', 'low'] as const;
  await desk.casebook.db.insert(incident).values(
    severities.map((severity, n) => ({
      ...common,
      id: id(n + 1),
      severity,
      subject: id(n + 1),
      openedAt: new Date(`2026-09-${10 + n * 4}T00:00:00Z`),
      lastSeen: new Date(`2026-09-${20 + n}T00:00:00Z`),
    })),
  );
  await desk.casebook.db
    .insert(incidentMember)
    .values(accounts.map((account) => ({ incident: id(2), account, tie: 'the same text', records: 3 })));
});
afterAll(() => desk.close());

const later = (minutes: number) => desk.clock.moveTo(new Date(desk.clock.now().getTime() + minutes * 60_000));
const told = (answer: { statusCode: number; json(): { error: { code: string } } }) => [
  answer.statusCode,
  answer.json().error.code,
];
const on = (n: number, verb: string) => `/v1/incidents/${id(n)}/${verb}`;
const urgent = async (query = '') => {
  const ada = await desk.person('ada');
  return (await ada.get(`/v1/queue?${query}`))
    .json()
    .incidents.map((each: { id: string }) => Number.parseInt(each.id, 16));
};

describe('the queue', () => {
  it('begins with what is gravest, page by page, in each of its orders', async () => {
    const ada = await desk.person('ada');
    for (const [order, expected] of [
      ['urgent', [4, 2, 3, 5, 1]],
      ['latest', [5, 4, 3, 2, 1]],
      ['oldest', [1, 2, 3, 4, 5]],
    ] as const) {
      const seen: number[] = [];
      let url = `/v1/queue?order=${order}&limit=2`;
      while (url !== '') {
        const page: { incidents: { id: string }[]; next_cursor: string | null } = (await ada.get(url)).json();
        seen.push(...page.incidents.map((each) => Number.parseInt(each.id, 16)));
        url = page.next_cursor === null ? '' : `/v1/queue?order=${order}&limit=2&cursor=${page.next_cursor}`;
      }
      expect([order, seen]).toEqual([order, expected]);
    }
  });

  it('counts what each value of a facet would leave under the other filters', async () => {
    const facets = (await (await desk.person('ada')).get('/v1/queue/facets?severity=low,high&age=older')).json();
    expect(facets.total).toBe(0);
    expect(facets.severity).toEqual([]);
    const all = (await (await desk.person('ada')).get('/v1/queue/facets?severity=low')).json();
    expect(all.total).toBe(2);
    expect(all.severity).toContainEqual({ value: 'critical', count: 1 });
    expect(all.age).toEqual([
      { value: 'month', count: 1 },
      { value: 'week', count: 1 },
    ]);
    expect(all.assignee).toEqual([{ value: 'nobody', count: 2 }]);
  });

  it('moves up what somebody calls urgent, and hides what somebody put aside until it wakes', async () => {
    const ada = await desk.person('ada');
    await ada.post(on(1, 'priority'), { priority: 'urgent' });
    expect((await urgent())[0]).toBe(1);
    const until = new Date(desk.clock.now().getTime() + 3_600_000).toISOString();
    await ada.post(on(1, 'snooze'), { until, reason: 'waits for the provider' });
    expect(await urgent()).not.toContain(1);
    expect(await urgent('snoozed=only')).toEqual([1]);
    later(61);
    expect(await urgent()).toContain(1);
  });

  it.each(['order=best', 'cursor=AAAA', 'state=closed', 'limit=201', 'assignee=ada'])('refuses %s', async (query) => {
    const answer = await (await desk.person('ada')).get(`/v1/queue?${query}`);
    expect(told(answer)).toEqual([400, 'invalid_request']);
  });
});

describe('two people on one incident', () => {
  it('learn of each other: the second is told who works on it until when, and may wait, or a lead take over', async () => {
    const [ada, bo, lea] = await Promise.all([desk.person('ada'), desk.person('bo'), desk.person('lea', 'lead')]);
    expect((await ada.post(on(2, 'claim'))).json().claim.person.login).toBe('ada');
    const second = await bo.post(on(2, 'claim'));
    expect(told(second)).toEqual([409, 'claimed']);
    expect(second.json().error.message).toMatch(/^ada works on it until 2026/);
    expect(told(await bo.post(on(2, 'claim'), { take_over: true }))).toEqual([403, 'right_missing']);
    expect((await lea.post(on(2, 'claim'), { take_over: true })).json().claim.person.login).toBe('lea');
    expect(told(await ada.post(on(2, 'release')))).toEqual([409, 'claimed']);
    later(21);
    expect((await bo.post(on(2, 'claim'))).json().claim.person.login).toBe('bo');
    expect((await bo.post(on(2, 'release'))).json().claim).toBeNull();
  });

  it('who claim at the same moment are let in one at a time', async () => {
    const people = await Promise.all(['ada', 'bo', 'cy', 'di'].map((login) => desk.person(login)));
    const codes = await Promise.all(people.map(async (one) => (await one.post(on(3, 'claim'))).statusCode));
    expect(codes.sort()).toEqual([201, 409, 409, 409]);
  });

  it('give second opinions on each other’s questions, never on their own', async () => {
    const [ada, bo] = await Promise.all([desk.person('ada'), desk.person('bo')]);
    await ada.post(on(3, 'second-opinion'), { question: 'one hand, or one class?' });
    expect(await urgent('opinion=wanted')).toEqual([3]);
    expect(told(await ada.post(on(3, 'opinions'), { verdict: 'dismissed', reason: 'class' }))).toEqual([
      409,
      'own_question',
    ]);
    const answered = (await bo.post(on(3, 'opinions'), { verdict: 'dismissed', reason: 'a class' })).json();
    expect(answered.second_opinions[0].opinion).toMatchObject({ verdict: 'dismissed', by: 'bo' });
  });
});

describe('merging and splitting', () => {
  it('lets a lead put incidents together and take them apart, with their members', async () => {
    const [ada, lea] = await Promise.all([desk.person('ada'), desk.person('lea', 'lead')]);
    expect(told(await ada.post(on(5, 'merge'), { into: id(2), reason: 'same hand' }))).toEqual([403, 'right_missing']);
    expect((await lea.post(on(5, 'merge'), { into: id(2), reason: 'same hand' })).json().merged_into).toBe(id(2));
    expect(await urgent()).not.toContain(5);
    expect(told(await lea.post(on(2, 'merge'), { into: id(5), reason: 'back' }))).toEqual([409, 'cannot_merge']);
    expect((await ada.get(on(2, 'casework'))).json().merged).toEqual([id(5)]);
    expect((await lea.post(on(5, 'unmerge'), { reason: 'two hands' })).json().merged_into).toBeNull();
    const split = (await lea.post(on(2, 'split'), { accounts: [accounts[4]], reason: 'a customer' })).json();
    expect(split.split_from).toBe(id(2));
    const whole = (await ada.get(`/v1/incidents/${id(2)}`)).json();
    expect(whole.members.map(({ account }: { account: string }) => account)).toEqual(accounts.slice(0, 4));
    const part = (await ada.get(`/v1/incidents/${split.incident}`)).json();
    expect(part).toMatchObject({ state: 'open', accounts: 1, members: [{ account: accounts[4] }] });
    expect(told(await lea.post(on(2, 'split'), { accounts: accounts.slice(0, 4), reason: 'all' }))).toEqual([
      409,
      'cannot_split',
    ]);
  });
});

describe('an action', () => {
  const wanted = { incident: id(2), action: 'suspension' };
  const draft = async () => {
    const ada = await desk.person('ada');
    const preview = (await ada.post('/v1/action-sets/preview', wanted)).json();
    const body = { ...wanted, preview: preview.preview, acknowledged: ['usage_unknown'], reason: 'one hand' };
    return { ada, preview, body, set: (await ada.post('/v1/action-sets', body)).json() };
  };

  it('is previewed, and says what it does not know while the warehouse is down', async () => {
    const { preview, ada, body } = await draft();
    expect(preview).toMatchObject({ accounts: 4, warnings: [{ code: 'usage_unknown', grave: true }] });
    expect(told(await ada.post('/v1/action-sets', { ...body, acknowledged: [] }))).toEqual([409, 'not_acknowledged']);
    expect(told(await ada.post('/v1/action-sets', { ...body, preview: 'f'.repeat(64) }))).toEqual([
      409,
      'preview_stale',
    ]);
    expect((await ada.post('/v1/action-sets/preview', { ...wanted, accounts: [id(99)] })).statusCode).toBe(400);
  });

  it('reaches a part at once and the rest by and by, skips whom it finds acted on, and is undone as one', async () => {
    const { ada, set } = await draft();
    const first = (await ada.post(`/v1/action-sets/${set.id}/execute`, { percent: 50 })).json();
    expect(first).toMatchObject({ state: 'executing', applied: 2, waiting: 2, undoable: true });
    await ada.post(`/v1/action-sets/${set.id}/execute`, { percent: 100, spread_minutes: 30 });
    later(31);
    await desk.application.get(EnforcementClock).tick();
    const all = (await ada.get(`/v1/action-sets/${set.id}`)).json();
    expect(all).toMatchObject({ state: 'executed', applied: 4 });

    const { set: again } = await draft();
    const skipped = (await ada.post(`/v1/action-sets/${again.id}/execute`)).json();
    expect(skipped).toMatchObject({ applied: 0, skipped: 4 });
    expect(skipped.targets[0].note).toBe(`already suspended by set ${set.id}`);

    const undone = (await ada.post(`/v1/action-sets/${set.id}/undo`, { reason: 'a school class' })).json();
    expect(undone).toMatchObject({ state: 'undone', applied: 0, undoable: false, ended_by: 'ada' });
    expect((await ada.get(`/v1/accounts/${accounts[0]}/enforcement`)).json()).toMatchObject({
      standing: 'none',
      history: [{ ended_because: 'undone' }],
    });
    expect(told(await ada.post(`/v1/action-sets/${set.id}/undo`, { reason: 'again' }))).toEqual([
      409,
      'action_refused',
    ]);
  });

  it('ends by itself, and says so to whoever undoes it afterwards', async () => {
    const { ada, body } = await draft();
    const expires_at = new Date(desk.clock.now().getTime() + 3_600_000).toISOString();
    const set = (await ada.post('/v1/action-sets', { ...body, expires_at })).json();
    await ada.post(`/v1/action-sets/${set.id}/execute`);
    later(61);
    expect((await ada.get(`/v1/accounts/${accounts[0]}/enforcement`)).json().standing).toBe('none');
    const late = await ada.post(`/v1/action-sets/${set.id}/undo`, { reason: 'appeal' });
    expect([late.statusCode, late.json().error.message]).toEqual([
      409,
      expect.stringContaining('nothing of it is in force'),
    ]);
    await desk.application.get(EnforcementClock).tick();
    expect((await ada.get(`/v1/action-sets/${set.id}`)).json().state).toBe('expired');
  });

  it('leaves facts behind for whoever follows: each account applied, and lifted', async () => {
    const { rows } = await desk.casebook.db.execute(
      sql`SELECT fact, count(*)::int AS n FROM outbox WHERE body ? 'action_set' GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { fact: 'applied', n: 8 },
      { fact: 'expired', n: 4 },
      { fact: 'undone', n: 4 },
    ]);
  });
});

describe('an appeal', () => {
  it('that is granted lifts the action from that account alone, and is judged by somebody who did not act', async () => {
    const [ada, lea] = await Promise.all([desk.person('ada'), desk.person('lea', 'lead')]);
    const preview = (await lea.post('/v1/action-sets/preview', { incident: id(2), action: 'ban' })).json();
    const set = (
      await lea.post('/v1/action-sets', {
        incident: id(2),
        action: 'ban',
        preview: preview.preview,
        acknowledged: ['usage_unknown'],
        reason: 'again',
      })
    ).json();
    await lea.post(`/v1/action-sets/${set.id}/execute`);
    const filed = await ada.post(on(2, 'appeals'), { account: accounts[0], statement: 'we are a school' });
    expect(filed.statusCode).toBe(201);
    const { id: appeal } = filed.json();
    expect(told(await ada.post(on(2, 'appeals'), { account: accounts[0], statement: 'again' }))).toEqual([
      409,
      'appeal_open',
    ]);
    const outcome = { outcome: 'reversed', reason: 'it is one' };
    expect(told(await lea.post(`/v1/appeals/${appeal}/judgement`, outcome))).toEqual([409, 'own_action']);
    const max = await desk.person('max', 'lead');
    expect((await max.post(`/v1/appeals/${appeal}/judgement`, outcome)).json()).toMatchObject({
      outcome: 'reversed',
      judged_by: 'max',
    });
    const standing = async (account = '') => (await ada.get(`/v1/accounts/${account}/enforcement`)).json().standing;
    expect([await standing(accounts[0]), await standing(accounts[1])]).toEqual(['none', 'ban']);
    expect(told(await max.post(`/v1/appeals/${appeal}/judgement`, outcome))).toEqual([409, 'appeal_judged']);
    expect((await ada.get('/v1/appeals?state=judged')).json().appeals).toHaveLength(1);
  });
});

describe('the audit log', () => {
  it('has every step with who took it, and cannot be changed', async () => {
    const lea = await desk.person('lea', 'lead');
    const { entries } = (await lea.get('/v1/audit?limit=500')).json();
    const actions = new Set(entries.map(({ action }: { action: string }) => action));
    for (const action of [
      'incident.claim',
      'incident.snooze',
      'action_set.draft',
      'action_set.execute',
      'action_set.undo',
    ]) {
      expect(actions).toContain(action);
    }
    expect((await lea.get('/v1/audit/verification')).json()).toMatchObject({ whole: true, broken: null });
    for (const change of [
      sql`UPDATE audit_entry SET actor = 'eve'`,
      sql`DELETE FROM audit_entry`,
      sql`TRUNCATE audit_entry`,
    ]) {
      await expect(desk.casebook.db.execute(change)).rejects.toThrow(/append-only/);
    }
  });

  it('shows at the right entry what a database owner changed all the same', async () => {
    const lea = await desk.person('lea', 'lead');
    const verdict = async () => (await lea.get('/v1/audit/verification')).json().broken;
    const { db } = desk.casebook;
    await db.execute(sql`ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only`);
    await db.execute(sql`UPDATE audit_entry SET actor = actor || '!' WHERE sequence = 5`);
    expect(await verdict()).toEqual({ sequence: 5, because: 'it is not what was written' });
    await db.execute(sql`UPDATE audit_entry SET actor = rtrim(actor, '!') WHERE sequence = 5`);
    await db.execute(sql`DELETE FROM audit_entry WHERE sequence = 7`);
    expect(await verdict()).toMatchObject({ sequence: 7, because: expect.stringContaining('missing') });
  });
});
