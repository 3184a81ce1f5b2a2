import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listAudit } from '#casebook/audit-trail';
import { campaign, campaignFinding } from '#casebook/campaign-tables';
import { finding, run } from '#casebook/detect-tables';
import { openInstallation } from '#casebook/installation';
import type { Question } from '#usage/question';
import { type FreshConsole, freshConsole } from '../../../test/support/fresh-console.js';
import { type FreshWarehouse, freshWarehouse } from '../../../test/support/fresh-warehouse.js';
import { accountName, loadUsage } from '../../../test/support/load-usage.js';

let fresh: FreshWarehouse;
let desk: FreshConsole;
let secret: string;

const id = 'c'.repeat(32);
const small = 'd'.repeat(32);
const names = ['amber', 'birch', 'cedar', 'pills.example'];
const text =
  'These wonderful pills cured my aunt within a week, order them cheaply at https://pills.example/now or ask order@pills.example';
const window = { windowFrom: new Date('2026-09-01T00:00:00Z'), windowUntil: new Date('2026-09-02T00:00:00Z') };
const recordsOf: Question<{ record: string }> = {
  sql: new URL('../../../test/support/record-names.sql', import.meta.url),
  row: z.object({ record: z.string() }),
};

beforeAll(async () => {
  fresh = await freshWarehouse();
  desk = await freshConsole(fresh.warehouse);
  secret = await desk.key(['indicators:export']);
  const lines = names.map((account, nth) => ({
    source: 'gateway',
    id: `${nth}`,
    at: '2026-09-01T10:00:00Z',
    account,
    completion: text,
  }));
  await loadUsage(fresh, lines.map((line) => JSON.stringify(line)).join('\n'), new Date('2026-09-01T12:00:00Z'));
  const evidence = (await fresh.warehouse.ask(recordsOf)).map(({ record }) => record);
  const { casebook } = desk;
  const now = desk.clock.now();
  await openInstallation(casebook, { demo: false, now });
  const members = names.map((name) => ({ account: accountName(name), records: 1, tie: 'same text' }));
  const done = {
    detector: 'spam-campaign',
    version: 1,
    mode: 'scheduled',
    state: 'done',
    attempt: 1,
    records: 4,
    findings: 1,
  } as const;
  await casebook.db.insert(run).values({ id, ...done, ...window, startedAt: now, finishedAt: now });
  await casebook.db.insert(finding).values({
    id,
    run: id,
    subjectKind: 'campaign',
    subject: id,
    score: 1,
    point: 'act',
    category: 'SPM',
    because: 'four accounts wrote the same',
    numbers: {},
    evidence,
    members,
    parties: [],
  });
  const seen = { detector: 'spam-campaign', firstSeen: window.windowFrom, lastSeen: window.windowUntil, findings: 1 };
  await casebook.db.insert(campaign).values([
    { id, ...seen, accounts: names.length },
    { id: small, ...seen, accounts: 2 },
  ]);
  await casebook.db.insert(campaignFinding).values({ finding: id, campaign: id });
});
afterAll(async () => {
  await desk?.close();
  await fresh?.close();
});

const get = (path: string) =>
  desk.application.inject({ url: `/v1/campaigns/${path}`, headers: { authorization: `Bearer ${secret}` } });
const kindsIn = (bundle: { objects: { type: string; pattern?: string }[] }) =>
  bundle.objects.flatMap(({ pattern }) => (pattern === undefined ? [] : [/\[([^:]+)/.exec(pattern)?.[1]]));

describe('the indicators of a campaign', () => {
  it('are its templates and contacts, and domains only by the names somebody gives', async () => {
    const answer = await get(`${id}/indicators?reason=case+7`);
    expect(answer.headers['content-type']).toMatch(/^application\/stix\+json/);
    expect(kindsIn(answer.json()).sort()).toEqual(['x-usewatch-contact', 'x-usewatch-text']);
  });

  it('are written down with who shared them, what and why, and are not shared without a reason', async () => {
    const [entry] = await listAudit(desk.casebook, { action: 'campaign.share', limit: 1 });
    expect(entry).toMatchObject({ actor: 'key desk', object: id, reason: 'case 7' });
    expect(JSON.parse(entry?.details ?? '')).toMatchObject({ format: 'stix', tlp: 'amber', indicators: 2 });
    const answer = await get(`${id}/indicators`);
    expect([answer.statusCode, answer.json().error.message]).toEqual([400, expect.stringContaining('reason')]);
  });

  it('hold no account, by name or pseudonym, in either format', async () => {
    for (const format of ['stix', 'misp']) {
      const { body } = await get(`${id}/indicators?reason=case+7&format=${format}&tlp=red&producer=Example`);
      expect(body).toMatch(/2-4 accounts/);
      for (const name of names)
        for (const forbidden of [name, accountName(name)]) expect(body).not.toContain(forbidden);
    }
  });

  it('refuse a name that the campaign does not promote, or that an account of it bears', async () => {
    for (const name of ['honest.example', 'pills.example']) {
      const answer = await get(`${id}/indicators?reason=case+7&domain=${name}`);
      expect([answer.statusCode, answer.json().error.message]).toEqual([
        400,
        expect.stringContaining(`domain: ${name}`),
      ]);
    }
  });

  it('are shared of no campaign that is unknown or has fewer than three accounts', async () => {
    expect([
      (await get(`${'e'.repeat(32)}/indicators?reason=case+7`)).statusCode,
      (await get(`${small}/indicators?reason=case+7`)).statusCode,
    ]).toEqual([404, 422]);
  });

  it.each(['format=csv', 'tlp=white', 'domain=http%3A%2F%2Fx', 'producer='])('are refused with %s', async (query) => {
    expect((await get(`${id}/indicators?reason=case+7&${query}`)).statusCode).toBe(400);
  });
});
