import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incident, incidentMember } from '#casebook/detect-tables';
import { decideIncident } from '#casebook/incidents';
import { type Action, decide, type Verdict } from '#incident/life-cycle';
import { type FreshConsole, freshConsole } from '../../../test/support/fresh-console.js';
import { type FreshWarehouse, freshWarehouse } from '../../../test/support/fresh-warehouse.js';
import { accountName, loadUsage } from '../../../test/support/load-usage.js';

let house: FreshWarehouse;
let desk: FreshConsole;
const id = (n: number) => n.toString(16).padStart(32, '0');
const on = (day: string) => new Date(`2026-09-${day}:00:00Z`);

const call = (n: number, account: string, at: string, cost_usd: number) =>
  JSON.stringify({ source: 'gateway', id: `r${n}`, at: `2026-09-${at}:20:00Z`, account, cost_usd });

/** An incident of two accounts, seen for four hours from `seen` and opened two hours later. */
async function opened(n: number, seen: string, accounts: readonly string[]): Promise<void> {
  const { db } = desk.casebook;
  const firstSeen = on(seen);
  const after = (hours: number) => new Date(firstSeen.getTime() + hours * 3_600_000);
  const found = { detector: 'spam-campaign', version: 1, category: 'SPM', severity: 'high', point: 'act' } as const;
  const about = { subjectKind: 'campaign', subject: id(n), score: 1, because: 'sent one text', accounts: 2 } as const;
  await db
    .insert(incident)
    .values({ id: id(n), ...found, ...about, openedAt: after(6), firstSeen, lastSeen: after(4) });
  await db
    .insert(incidentMember)
    .values(accounts.map((account) => ({ incident: id(n), account: accountName(account), tie: 'text', records: 1 })));
}

const decided = (n: number, verdict: Verdict, action: Action, at: Date) =>
  decideIncident(desk.casebook, id(n), undefined, (standing) =>
    decide(standing, { verdict, action, reason: 'seen', decidedBy: 'ada' }, at),
  );

beforeAll(async () => {
  house = await freshWarehouse();
  const calls = [
    call(1, 'a', '28T01', 0.5),
    call(2, 'a', '28T02', 0.25),
    call(3, 'a', '28T09', 9),
    call(4, 'b', '28T01', 0.25),
    call(5, 'honest', '28T01', 10),
    call(6, 'c', '20T01', 2),
  ];
  await loadUsage(house, calls.join('\n'), on('30T00'));
  desk = await freshConsole(house.warehouse);
  await opened(1, '28T00', ['a', 'b']);
  await opened(2, '28T01', ['a', 'honest']);
  await opened(3, '20T00', ['c', 'd']);
  await decided(1, 'confirmed', 'ban', on('28T10'));
  await decided(2, 'confirmed', 'warning', on('28T12'));
  await decided(2, 'dismissed', 'none', on('29T00'));
  await decided(3, 'confirmed', 'none', on('20T12'));
});
afterAll(async () => {
  await desk?.close();
  await house?.close();
});

const asked = async (days: number) =>
  (await (await desk.person('pia', 'publisher')).get(`/v1/overview?days=${days}`)).json();

describe('the overview', () => {
  it('sets a week beside the one before it, with what each figure is counted of', async () => {
    const told = await asked(7);
    expect(told.period).toMatchObject({ from: '2026-09-24T00:00:00.000Z', until: '2026-10-01T00:00:00.000Z', days: 7 });
    const { opened: now, confirmed, dismissed, days } = told.incidents;
    expect([now, confirmed, dismissed].map((each) => [each.now, each.before])).toEqual([
      [2, 1],
      [1, 1],
      [1, 0],
    ]);
    expect(days.find(({ day }: { day: string }) => day === '2026-09-28')).toMatchObject({ opened: 2, confirmed: 1 });
    expect(now.change).toMatchObject({ is_beyond_noise: false, too_few_days: true, busiest_day: 2 });
    expect(told.time_to_detect.now).toMatchObject({ incidents: 2, median: { value: 21_600 } });
    expect(told.time_to_act).toMatchObject({ now: { incidents: 2, median: { value: 14_400 } }, before: null });
    expect(told.reversals.confirmations_withdrawn).toMatchObject({
      now: { part: 1, of: 3 },
      before: { part: 0, of: 1 },
    });
    // Of the dismissed incident's two accounts; one of them stays banned by the other incident.
    expect(told.reversals.accounts_undone).toMatchObject({ now: 2, before: 0 });
    expect(told.accounts_actioned).toMatchObject({ total: { now: 3, before: 0 }, calling: { now: 3, before: 1 } });
    expect(told.accounts_actioned.actions).toEqual([
      { action: 'ban', now: 2, before: 0 },
      { action: 'suspension', now: 0, before: 0 },
      { action: 'limit', now: 0, before: 0 },
      { action: 'warning', now: 1, before: 0 },
    ]);
  });

  it('counts what confirmed misuse cost while it was seen, and nothing twice', async () => {
    const { cost } = await asked(7);
    expect(cost.cents).toMatchObject({ now: 100, before: 200 });
    expect(cost.of_all).toEqual({ now: 0.05, before: 1 });
    expect(cost).toMatchObject({ accounts: 4, is_cut: false });
  });

  it('says that nothing was sampled instead of making up a precision', async () => {
    const { precision, missed } = await asked(7);
    expect([precision, missed]).toEqual(Array(2).fill({ now: null, before: null, change: null }));
  });

  it.each(['8', '0', 'x', '28&from=2026-09-01'])('refuses days=%s, naming the field', async (days) => {
    const ada = await desk.person('ada');
    const answer = await ada.get(`/v1/overview?days=${days}`);
    expect([answer.statusCode, answer.json().error.message]).toEqual([400, expect.stringMatching(/days|from/)]);
  });
});

describe('a disposition with an action', () => {
  it('is an action set that is undone as one and found where all others are', async () => {
    const ada = await desk.person('ada');
    const { action_sets: sets } = (await ada.get(`/v1/action-sets?incident=${id(1)}`)).json();
    expect(sets).toMatchObject([{ action: 'ban', state: 'executed', applied: 2, executed_by: 'ada', undoable: true }]);
    expect((await ada.get(`/v1/action-sets/${sets[0].id}`)).json().blast_radius).toBeNull();
    const standing = async () => (await ada.get(`/v1/accounts/${accountName('b')}/enforcement`)).json().standing;
    expect(await standing()).toBe('ban');
    await ada.post(`/v1/action-sets/${sets[0].id}/undo`, { reason: 'a mistake' });
    expect(await standing()).toBe('none');
  });

  it('gives way to the next disposition of its incident: expired for another action, undone for none', async () => {
    const of = async (n: number) =>
      (await (await desk.person('ada')).get(`/v1/action-sets?incident=${id(n)}`))
        .json()
        .action_sets.map(({ action, state }: { action: string; state: string }) => `${action} ${state}`);
    expect(await of(2)).toEqual(['warning undone']);
    await decided(3, 'confirmed', 'limit', on('21T00'));
    await decided(3, 'confirmed', 'ban', on('22T00'));
    expect(await of(3)).toEqual(['ban executed', 'limit expired']);
  });
});
