import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incident, incidentMember } from '#casebook/detect-tables';
import { release } from '#casebook/release-tables';
import { type FreshConsole, freshConsole } from '../../test/support/fresh-console.js';

let desk: FreshConsole;
let reader: string;
let decider: string;

const hex = (digit: string) => digit.repeat(32);
const account = hex('a');

beforeAll(async () => {
  desk = await freshConsole();
  const { db } = desk.casebook;
  const hammering = {
    detector: 'limit-hammering',
    version: 1,
    category: 'ACC',
    severity: 'low' as const,
    subjectKind: 'account' as const,
    openedAt: new Date('2026-09-30T00:00:00Z'),
    firstSeen: new Date('2026-09-01T00:00:00Z'),
    score: 1.5,
    point: 'report' as const,
    because: '<script>alert(1)</script>',
    accounts: 1,
  };
  const days = ['1', '2', '3', '4'];
  await db.insert(incident).values(
    days.map((day) => ({
      ...hammering,
      id: hex(day),
      subject: day === '1' ? account : hex('b'),
      lastSeen: new Date(`2026-09-1${day}T00:00:00Z`),
    })),
  );
  await db.insert(incidentMember).values({ incident: hex('1'), account, tie: 'refused', records: 12 });
  await db.insert(release).values({
    id: '2026-Q3-1',
    period: '2026-Q3',
    year: 2026,
    version: '1.0',
    state: 'planned',
    demo: false,
    draftedBy: 'ada',
    draftedAt: new Date('2026-10-01T00:00:00Z'),
  });
  reader = await desk.key(['incidents:read', 'releases:read']);
  decider = await desk.key(['incidents:decide'], 'night shift');
});
afterAll(() => desk.close());

const get = (url: string) => desk.application.inject({ url, headers: { authorization: `Bearer ${reader}` } });
const post = (id: string, payload: string | object, type = 'application/json') =>
  desk.application.inject({
    method: 'POST',
    url: `/v1/incidents/${id}/dispositions`,
    headers: { authorization: `Bearer ${decider}`, 'content-type': type },
    payload,
  });
const errorOf = (answer: { statusCode: number; json(): { error: { code: string; message: string } } }) => {
  const { error } = answer.json();
  return [answer.statusCode, error.code, error.message];
};

describe('incidents', () => {
  it('come latest first, page by page, each once', async () => {
    const seen: string[] = [];
    let url = '/v1/incidents?limit=3';
    for (;;) {
      const page = (await get(url)).json();
      seen.push(...page.incidents.map(({ id }: { id: string }) => id[0]));
      if (page.next_cursor === null) break;
      url = `/v1/incidents?limit=3&cursor=${page.next_cursor}`;
    }
    expect(seen).toEqual(['4', '3', '2', '1']);
  });

  it.each([
    [`account=${account}`, ['1']],
    ['state=confirmed', []],
    ['category=SPM', []],
    ['detector=limit-hammering&state=open&limit=1', ['4']],
  ])('are narrowed down by %s', async (filter, ids) => {
    const { incidents } = (await get(`/v1/incidents?${filter}`)).json();
    expect(incidents.map(({ id }: { id: string }) => id[0])).toEqual(ids);
  });

  it.each([
    ['limit=201', /limit.*200/],
    ['limit=0', /limit.*1/],
    ['limit=x', /limit/],
    ['limit=1&limit=2', /limit/],
    ['state=closed', /state.*"open"/],
    ['account=ada@example.org', /account: must be 32 hex digits/],
    ['detector=%27%3B%20DROP', /detector/],
    ['order=asc', /order/],
    ['cursor=AAAA', /cursor/],
    [`cursor=${Buffer.from(`2026-13-99T99:99:99Z ${hex('1')}`).toString('base64url')}`, /cursor/],
  ])('are not listed for %s, and the field is named', async (query, message) => {
    expect(errorOf(await get(`/v1/incidents?${query}`))).toEqual([
      400,
      'invalid_request',
      expect.stringMatching(message),
    ]);
  });

  it('are shown with members, findings and decisions, and nothing else of the casebook', async () => {
    const answer = await get(`/v1/incidents/${hex('1')}`);
    expect(answer.json()).toEqual({
      id: hex('1'),
      state: 'open',
      category: 'ACC',
      severity: 'low',
      detector: 'limit-hammering',
      version: 1,
      subject: { kind: 'account', id: account },
      because: '<script>alert(1)</script>',
      point: 'report',
      score: 1.5,
      accounts: 1,
      dispositions: 0,
      opened_at: '2026-09-30T00:00:00.000Z',
      first_seen: '2026-09-01T00:00:00.000Z',
      last_seen: '2026-09-11T00:00:00.000Z',
      decided_at: null,
      members: [{ account, records: 12, tie: 'refused' }],
      findings: [],
      decisions: [],
    });
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });

  it('answer 404 when there is none of that id, 400 when it is no id', async () => {
    expect(errorOf(await get(`/v1/incidents/${hex('f')}`))).toEqual([404, 'incident_unknown', expect.anything()]);
    expect(errorOf(await get('/v1/incidents/1'))).toEqual([400, 'invalid_request', 'id: must be 32 hex digits']);
  });
});

describe('a disposition', () => {
  it('is kept under the name of the key and the clock of the installation', async () => {
    const answer = await post(hex('2'), { verdict: 'confirmed', category: 'SPM', action: 'limit', reason: ' seen ' });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      state: 'confirmed',
      category: 'SPM',
      decisions: [
        {
          ordinal: 1,
          verdict: 'confirmed',
          category: 'SPM',
          action: 'limit',
          reason: 'seen',
          decided_by: 'key night shift',
          decided_at: '2026-10-01T00:00:00.000Z',
        },
      ],
    });
  });

  it('is refused when it says what stands already', async () => {
    const draft = { verdict: 'dismissed', reason: 'batch job' };
    expect((await post(hex('3'), draft)).statusCode).toBe(201);
    expect(errorOf(await post(hex('3'), draft))).toEqual([
      409,
      'decision_refused',
      expect.stringContaining('already dismissed'),
    ]);
  });

  it('is refused when somebody has decided since the caller looked', async () => {
    expect((await post(hex('4'), { verdict: 'uncertain', reason: 'unclear', seen: 0 })).statusCode).toBe(201);
    const late = { verdict: 'confirmed', reason: 'clear', seen: 0 };
    expect(errorOf(await post(hex('4'), late))).toEqual([
      409,
      'overtaken',
      expect.stringContaining('dispositions now: 1'),
    ]);
  });

  it('of an incident nobody knows is refused', async () => {
    expect((await post(hex('f'), { verdict: 'confirmed', reason: 'seen' })).statusCode).toBe(404);
  });

  it.each([
    ['no reason', { verdict: 'confirmed' }, /reason/],
    ['an empty reason', { verdict: 'confirmed', reason: '  ' }, /reason/],
    ['a reason of 2,001 characters', { verdict: 'confirmed', reason: 'a'.repeat(2_001) }, /reason.*2000/],
    ['a reason with NUL', { verdict: 'confirmed', reason: 'a\0' }, /reason.*NUL/],
    ['a reason with half a surrogate pair', { verdict: 'confirmed', reason: '\ud800' }, /reason.*well-formed/],
    ['another verdict', { verdict: 'guilty', reason: 'seen' }, /verdict/],
    ['a category of its own', { verdict: 'confirmed', reason: 'seen', category: 'XXX' }, /category/],
    ['a field too many', { verdict: 'confirmed', reason: 'seen', decided_by: 'mallory' }, /decided_by/],
    ['brackets nested 30,000 deep', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, /./],
    ['half a JSON', '{"verdict":', /./],
    ['a prototype', '{"__proto__":{"x":1},"verdict":"confirmed","reason":"seen"}', /./],
    ['nothing', '', /./],
  ])('with %s is refused, and the field is named', async (_, payload, message) => {
    expect(errorOf(await post(hex('1'), payload))).toEqual([400, expect.any(String), expect.stringMatching(message)]);
  });

  it('that is not JSON or larger than 64 KiB is refused unread', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      expect(errorOf(await post(hex('1'), 'verdict=confirmed&reason=seen', type))[0]).toBe(415);
    }
    expect(errorOf(await post(hex('1'), ' '.repeat(65_537)))[0]).toBe(413);
  });
});

describe('releases', () => {
  it('are listed with where they stand, without any number', async () => {
    expect((await get('/v1/releases')).json()).toEqual({
      releases: [
        {
          id: '2026-Q3-1',
          period: '2026-Q3',
          version: '1.0',
          state: 'planned',
          demo: false,
          drafted_by: 'ada',
          drafted_at: '2026-10-01T00:00:00.000Z',
          measured_at: null,
          publish_at: null,
          approved_by: null,
          end_reason: null,
        },
      ],
    });
  });
});

describe('the log', () => {
  it('holds one line a request, with its route and neither key nor address nor body', async () => {
    const before = desk.log.length;
    const answer = await get(`/v1/incidents?account=${account}`);
    await post(hex('1'), { verdict: 'confirmed', reason: 'unspeakable' });
    const lines = desk.log.slice(before);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'info', request: answer.headers['x-request-id'], method: 'GET', route: '/v1/incidents', status: 200 },
      { level: 'info', method: 'POST', route: '/v1/incidents/:id/dispositions', status: 201 },
    ]);
    for (const secret of [reader, decider, account, 'unspeakable']) expect(lines.join('\n')).not.toContain(secret);
  });
});
