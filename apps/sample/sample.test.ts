import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleLabels } from '#casebook/audit-samples';
import { listAudit } from '#casebook/audit-trail';
import { finding, incident, incidentMember, run } from '#casebook/detect-tables';
import { openInstallation } from '#casebook/installation';
import { auditItem } from '#casebook/sample-tables';
import { sampleCandidates } from '#casework/sample-questions';
import { seededDraw } from '#casework/seeded-draw';
import { StandingClock } from '#platform/clock';
import { callsAsUsage } from '../../test/support/calls.js';
import { freshCasebook } from '../../test/support/fresh-casebook.js';
import { type FreshConsole, freshConsole } from '../../test/support/fresh-console.js';
import { type FreshWarehouse, freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { accountName, loadUsage } from '../../test/support/load-usage.js';
import { type Draw, drawSample } from './draw-sample.js';
import { SampleDesk } from './sample-desk.js';

const WEEK = '2026-W39';
const SEED = '5'.repeat(64);
const id = (n: number) => n.toString(16).padStart(32, '0');
const names = Array.from({ length: 40 }, (_, n) => accountName(`user ${n}`));
/** What detectors said of the first ones in the week; the other 30 were named by nothing. */
const said = [
  ['scheduled', 'act', 0],
  ['scheduled', 'act', 1],
  ['scheduled', 'report', 2],
  ['scheduled', 'report', 3],
  ['scheduled', 'report', 4],
  ['scheduled', 'report', 5],
  ['shadow', 'act', 6],
  ['shadow', 'report', 7],
  ['shadow', 'report', 8],
  ['shadow', 'report', 9],
] as const;

let house: FreshWarehouse;
let desk: FreshConsole;
beforeAll(async () => {
  house = await freshWarehouse();
  const calls = names.map((_, n) => ({
    account: `user ${n}`,
    from: `2026-09-2${1 + (n % 6)}T0${n % 10}:10:00Z`,
    seconds: 600,
    count: 3,
    statuses: [200],
  }));
  const before = { account: 'early', from: '2026-09-20T23:00:00Z', seconds: 60, count: 3, statuses: [200] };
  await loadUsage(house, callsAsUsage([...calls, before]), new Date('2026-09-30T00:00:00Z'));
  desk = await freshConsole(house.warehouse);
  await flag(desk);
});
afterAll(async () => {
  await desk?.close();
  await house?.close();
});

/** Findings of the week, and an incident of a detector that looks as a sampled account's would. */
async function flag({ casebook: { db } }: FreshConsole): Promise<void> {
  const windowFrom = new Date('2026-09-23T00:00:00Z');
  const windowUntil = new Date('2026-09-24T00:00:00Z');
  const about = { detector: 'limit-hammering', version: 3, category: 'ACC', because: 'was refused 900 times' };
  for (const [n, mode] of (['scheduled', 'shadow'] as const).entries()) {
    const common = { id: id(n + 1), detector: about.detector, version: about.version, mode, windowFrom, windowUntil };
    const counted = { state: 'done' as const, attempt: 1, records: 1, findings: 1 };
    await db.insert(run).values({ ...common, ...counted, startedAt: windowUntil, finishedAt: windowUntil });
  }
  await db.insert(finding).values(
    said.map(([mode, point, n]) => ({
      id: id(100 + n),
      run: id(mode === 'scheduled' ? 1 : 2),
      subjectKind: 'account' as const,
      subject: names[n] ?? '',
      score: 7.5,
      point,
      category: 'ACC',
      because: about.because,
      numbers: {},
      evidence: [],
      members: [],
      parties: [`account:${names[n]}`],
    })),
  );
  const opened = { ...about, subjectKind: 'account' as const, score: 7.5, point: 'act' as const, accounts: 1 };
  const seen = { openedAt: new Date('2026-09-24T00:00:07Z'), firstSeen: windowFrom, lastSeen: windowUntil };
  for (const n of [35, 36, 37, 38, 39]) {
    const named = { id: id(200 + n), subject: names[n] ?? '', severity: 'medium' as const };
    await db.insert(incident).values({ ...opened, ...seen, ...named });
    await db
      .insert(incidentMember)
      .values({ incident: id(200 + n), account: names[n] ?? '', tie: 'hammers', records: 900 });
  }
}

const draw = (asked: Partial<Draw> = {}, at = desk) =>
  drawSample(
    { casebook: at.casebook, warehouse: house.warehouse, trail: at.trail, now: at.clock.now(), wall: at.clock.now() },
    { week: WEEK, seed: SEED, size: 12, floor: 2, drawnBy: 'lea', ...asked },
  );
const itemsOf = ({ casebook: { db } }: FreshConsole) => db.select().from(auditItem).orderBy(auditItem.account);

describe('the order of a seed', () => {
  it('is the same in the warehouse and here', async () => {
    const asked = { from: 1_789_948_800, until: 1_790_553_600, seed: SEED, most: 40 };
    const rows = await house.warehouse.ask(sampleCandidates, asked);
    expect(rows.map(({ account }) => account)).toEqual(seededDraw(names, 40, SEED));
    expect(rows[0]?.population).toBe(40);
  });
});

describe('the draw of a week', () => {
  it('waits until the week has ended', async () => {
    await expect(draw({ week: '2026-W40' })).rejects.toThrow('the week 2026-W40 ends at 2026-10-05T00:00:00.000Z');
  });

  it('takes of every stratum, of what nothing flagged as well, and says by which probability', async () => {
    expect((await draw()).drawn).toBe(true);
    const strata = await sampleLabels(desk.casebook, WEEK);
    const numbers = Object.fromEntries(strata.map(({ stratum, population, drawn }) => [stratum, [population, drawn]]));
    expect(numbers).toEqual({ act: [2, 2], none: [30, 5], report: [4, 3], shadow: [4, 2] });
    for (const { account, stratum, probability } of await itemsOf(desk)) {
      const [population = 0, drawn = 0] = numbers[stratum] ?? [];
      expect(probability).toBe(drawn / population);
      const [mode, point] = said.find(([, , n]) => names[n] === account) ?? [];
      expect(stratum).toBe(mode === undefined ? 'none' : mode === 'shadow' ? 'shadow' : point);
    }
  });

  it('is made once: asked again with another seed, it stands', async () => {
    const before = await itemsOf(desk);
    const again = await draw({ seed: '6'.repeat(64) });
    expect([again.drawn, again.sample.seed]).toEqual([false, SEED]);
    expect(await itemsOf(desk)).toEqual(before);
    const entries = await desk.casebook.db.$count(auditItem);
    expect(entries).toBe(12);
  });

  it('comes out the same elsewhere from the same seed, made by two at once', async () => {
    const other = await freshConsole(house.warehouse);
    try {
      await flag(other);
      const both = await Promise.all([draw({}, other), draw({}, other)]);
      expect(both.map(({ drawn }) => drawn).sort()).toEqual([false, true]);
      expect(await itemsOf(other)).toEqual(await itemsOf(desk));
    } finally {
      await other.close();
    }
  });
});

describe('the weekly tick', () => {
  it('draws the weeks that ended since the installation began, once', async () => {
    const { casebook, close } = await freshCasebook();
    try {
      await openInstallation(casebook, { demo: false, now: new Date('2026-09-15T00:00:00Z') });
      const clock = new StandingClock(new Date('2026-09-30T00:00:00Z'));
      const secrets = { apiKeyPepper: Buffer.alloc(32, 7) };
      const ticked = new SampleDesk({ casebook, warehouse: house.warehouse, clock, secrets });
      expect(await ticked.drawOwed()).toEqual(['2026-W38', WEEK]);
      expect(await ticked.drawOwed()).toEqual([]);
      const drawn = (await sampleLabels(casebook)).map(({ week, stratum, drawn }) => [week, stratum, drawn]);
      expect(drawn.filter(([, , number]) => number !== 0)).toEqual([
        ['2026-W38', 'none', 1],
        [WEEK, 'none', 40],
      ]);
    } finally {
      await close();
    }
  });
});

describe('a blind review', () => {
  const queue = async (query = '') => (await (await desk.person('ada')).get(`/v1/queue?limit=100${query}`)).json();
  const isItem = async (of: string) => (await desk.casebook.db.$count(auditItem, eq(auditItem.incident, of))) > 0;

  it('shows items of the sample and incidents of detectors alike, in the queue and one by one', async () => {
    const ada = await desk.person('ada');
    const { incidents } = await queue();
    const blind = incidents.filter((each: { blind: boolean }) => each.blind);
    const origins = new Set<boolean>();
    const shapes = new Set<string>();
    for (const line of blind) {
      const isSampled = await isItem(line.id);
      origins.add(isSampled);
      const page = (await ada.get(`/v1/incidents/${line.id}`)).json();
      const { casework } = { casework: (await ada.get(`/v1/incidents/${line.id}/casework`)).json() };
      const relations = (await ada.get(`/v1/incidents/${line.id}/relations`)).json();
      const evidence = (await ada.get(`/v1/incidents/${line.id}/evidence`)).json();
      expect(Object.keys(evidence)).not.toHaveLength(0);
      const { id: _, subject, opened_at, first_seen, last_seen, ...same } = page;
      expect([opened_at, first_seen, last_seen].every((at) => at.endsWith(':00:00.000Z'))).toBe(true);
      const members = same.members.map((member: object) => ({ ...member, account: '' }));
      shapes.add(JSON.stringify([subject.kind, { ...same, members }, casework.policy.category, relations]));
    }
    expect(blind).toHaveLength(12 + 5);
    expect([...origins].sort()).toEqual([false, true]);
    expect(shapes.size).toBe(1);
    expect([...shapes][0]).not.toMatch(/hammer|900|7\.5/);
  });

  it('cannot be told apart by filters, facets or what can be done with it', async () => {
    const [item] = await itemsOf(desk);
    const lea = await desk.person('lea', 'lead');
    expect((await queue('&detector=limit-hammering')).incidents).toEqual([]);
    expect((await queue('&category=ACC')).incidents).toEqual([]);
    const facets = (await lea.get('/v1/queue/facets')).json();
    expect([facets.detector, facets.category]).toEqual([
      [{ value: 'blind-review', count: 17 }],
      [{ value: 'OTH', count: 17 }],
    ]);
    const merges = [
      await lea.post(`/v1/incidents/${item?.incident}/merge`, { into: id(235), reason: 'same' }),
      await lea.post(`/v1/incidents/${id(235)}/merge`, { into: item?.incident, reason: 'same' }),
    ];
    const texts = merges.map((answer) => answer.json().error?.message ?? answer.body);
    expect(new Set(texts).size, texts.join('\n')).toBe(1);
  });

  it('shows calls of the account in place of evidence', async () => {
    const [item] = await itemsOf(desk);
    const ada = await desk.person('ada');
    const { records } = (await ada.get(`/v1/incidents/${item?.incident}/evidence`)).json();
    expect(records.map((each: { account: string }) => each.account)).toEqual(Array(3).fill(item?.account));
  });

  it('withholds on the page of an account what was said of it, and writes down whoever looks it up all the same', async () => {
    const ada = await desk.person('ada');
    const page = async (query = '') => (await ada.get(`/v1/entities/account/${names[0]}${query}`)).json();
    expect(await page()).toMatchObject({ blind: true, findings: [], incidents: [] });
    const looks = async () =>
      (await listAudit(desk.casebook, { action: 'review.look', limit: 10 })).map(({ details }) => details);
    expect(await looks()).toEqual([]);
    const shown = await page('?unblind=yes');
    expect([shown.findings.length, shown.incidents.length]).toEqual([1, 1]);
    await ada.get(`/v1/queue?account=${names[0]}`);
    for (const url of [
      `/v1/accounts/${names[0]}/enforcement`,
      `/v1/action-sets?account=${names[0]}`,
      `/v1/appeals?account=${names[0]}`,
      `/v1/queue/facets?account=${names[0]}`,
      `/v1/accounts/${names[34]}/enforcement`,
    ])
      expect([url, (await ada.get(url)).statusCode]).toEqual([url, 200]);
    const lea = await desk.person('lea', 'lead');
    const item = (await itemsOf(desk)).find(({ account }) => account === names[0]);
    const preview = await lea.post('/v1/action-sets/preview', { incident: item?.incident, action: 'ban' });
    expect(preview.statusCode).toBe(200);
    expect((await looks()).map((details) => JSON.parse(details).where)).toEqual([
      'preview of an action',
      '/v1/queue/facets',
      '/v1/appeals',
      '/v1/action-sets',
      '/v1/accounts/:account/enforcement',
      '/v1/queue',
      'account page',
    ]);
    const { findings, withheld_findings: withheld } = (await ada.get('/v1/detectors/limit-hammering')).json();
    const told = findings.map(({ subject }: { subject: { id: string } }) => subject.id);
    expect([told.includes(names[0]), told.length + withheld]).toEqual([false, said.length]);
  });

  it('is drawn and followed by leads, who are told how many and never whom', async () => {
    const lea = await desk.person('lea', 'lead');
    const { samples, draws } = (await lea.get('/v1/samples')).json();
    expect([samples.length, draws]).toEqual([1, false]);
    expect(samples[0].strata).toContainEqual(expect.objectContaining({ stratum: 'none', population: 30, drawn: 5 }));
    expect(JSON.stringify(samples)).not.toMatch(/[0-9a-f]{32}/);
    const refused = await lea.post('/v1/samples', { week: '2026-W38' });
    expect([refused.statusCode, refused.json().error.code]).toEqual([409, 'draws_none']);
  });

  it('keeps the label that was given, and shows a detector its own again once it is decided', async () => {
    const ada = await desk.person('ada');
    const [first, second, third] = await itemsOf(desk);
    const verdicts = [
      [first, { verdict: 'confirmed', category: 'SPM' }],
      [second, { verdict: 'dismissed' }],
      [third, { verdict: 'uncertain' }],
    ] as const;
    for (const [item, said] of verdicts) {
      const answer = await ada.post(`/v1/incidents/${item?.incident}/dispositions`, { ...said, reason: 'read it' });
      expect([answer.statusCode, answer.json().detector]).toEqual([201, 'blind-review']);
    }
    const labels = await sampleLabels(desk.casebook, WEEK);
    const sums = labels.map(({ confirmed, dismissed, uncertain, unlabelled }) => [
      confirmed,
      dismissed,
      uncertain,
      unlabelled,
    ]);
    expect(sums.reduce((all, each) => all.map((n, i) => n + (each[i] ?? 0)))).toEqual([1, 1, 1, 9]);
    const own = await ada.post(`/v1/incidents/${id(235)}/dispositions`, { verdict: 'confirmed', reason: 'read it' });
    expect([own.json().detector, own.json().category]).toEqual(['limit-hammering', 'ACC']);
  });
});
