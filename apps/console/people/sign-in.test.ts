import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshConsole, freshConsole } from '../../../test/support/fresh-console.js';
import { firstLink } from './manage-people.js';

let desk: FreshConsole;
beforeAll(async () => {
  desk = await freshConsole();
});
afterAll(() => desk.close());

const OURS = { 'sec-fetch-site': 'same-origin' };
const PASSWORD = 'seven grey herons wait';
const post = (url: string, payload: object, headers: Record<string, string> = OURS) =>
  desk.application.inject({ method: 'POST', url, payload, headers });
const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  String(answer.headers['set-cookie']).split(';')[0] ?? '';
const session = (cookie: string) => desk.application.inject({ url: '/v1/session', headers: { ...OURS, cookie } });
const later = (minutes: number) => desk.clock.moveTo(new Date(desk.clock.now().getTime() + minutes * 60_000));

let admin = '';

describe('the first start', () => {
  it('has one link that makes the first admin, once', async () => {
    const link = await firstLink(desk.casebook, desk.clock.now());
    const token = link?.token ?? '';
    expect((await post('/v1/welcome/look', { token })).json()).toMatchObject({ purpose: 'first_admin', person: null });
    const weak = await post('/v1/welcome', { token, login: 'ada', name: 'Ada', password: 'ada' });
    expect([weak.statusCode, weak.json().error.code]).toEqual([400, 'password_weak']);
    const answer = await post('/v1/welcome', { token, login: 'ada', name: 'Ada', password: PASSWORD });
    expect(answer.json()).toMatchObject({ person: { login: 'ada', role: 'admin' }, demo: false });
    admin = cookieOf(answer);
    expect((await post('/v1/welcome', { token, login: 'eve', name: 'Eve', password: PASSWORD })).statusCode).toBe(410);
    expect(await firstLink(desk.casebook, desk.clock.now())).toBeUndefined();
  });
});

describe('a session', () => {
  it('lies in a cookie that no script reads and no other site sends', async () => {
    const answer = await post('/v1/sign-in', { login: 'Ada ', password: PASSWORD });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-usewatch=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect((await session(cookieOf(answer))).json()).toMatchObject({ person: { login: 'ada' } });
  });

  it('is new with each sign-in, whatever cookie was planted before', async () => {
    const planted = `__Host-usewatch=${'A'.repeat(43)}`;
    const answer = await post('/v1/sign-in', { login: 'ada', password: PASSWORD }, { ...OURS, cookie: planted });
    expect(cookieOf(answer)).not.toBe(planted);
    expect((await session(planted)).statusCode).toBe(401);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['nowhere', {}],
  ])('does nothing for a request from %s', async (_, headers) => {
    const answer = await post('/v1/sign-out', {}, { ...headers, cookie: admin } as Record<string, string>);
    expect([answer.statusCode, answer.json().error.code]).toEqual([403, 'other_origin']);
    const signIn = await post('/v1/sign-in', { login: 'ada', password: PASSWORD }, headers as Record<string, string>);
    expect(signIn.statusCode).toBe(403);
  });

  it('is believed from our own origin where a browser does not say which site it is on', async () => {
    const headers = { origin: 'http://localhost:80', host: 'localhost', cookie: admin };
    expect((await post('/v1/welcome/look', { token: 'x'.repeat(43) }, headers)).statusCode).toBe(410);
  });

  it('ends when somebody signs out, and a stolen cookie with it', async () => {
    const cookie = cookieOf(await post('/v1/sign-in', { login: 'ada', password: PASSWORD }));
    expect((await post('/v1/sign-out', {}, { ...OURS, cookie })).statusCode).toBe(204);
    const after = await session(cookie);
    expect([after.statusCode, after.json().error.code]).toEqual([401, 'session_over']);
  });

  it('goes idle after two hours, and ends after twelve however busy', async () => {
    const idle = cookieOf(await post('/v1/sign-in', { login: 'ada', password: PASSWORD }));
    later(119);
    expect((await session(idle)).statusCode).toBe(200);
    later(121);
    expect((await session(idle)).statusCode).toBe(401);
    const busy = cookieOf(await post('/v1/sign-in', { login: 'ada', password: PASSWORD }));
    for (let hour = 1; hour < 12; hour++) {
      later(60);
      expect((await session(busy)).statusCode).toBe(200);
    }
    later(60);
    expect((await session(busy)).statusCode).toBe(401);
    admin = cookieOf(await post('/v1/sign-in', { login: 'ada', password: PASSWORD }));
  });
});

describe('people', () => {
  const asAdmin = (url: string, payload: object) => post(url, payload, { ...OURS, cookie: admin });

  it('are added with a link, change roles from the next request on, and are put out at once', async () => {
    const wanted = { login: 'bo', name: 'Bo', role: 'viewer', reason: 'joins the desk' };
    const { person, link } = (await asAdmin('/v1/people', wanted)).json();
    const welcomed = await post('/v1/welcome', { token: link.split('#')[1], password: PASSWORD });
    const cookie = cookieOf(welcomed);
    expect(welcomed.json().rights).not.toContain('incident:decide');
    await asAdmin(`/v1/people/${person.id}/role`, { role: 'lead', reason: 'trained' });
    expect((await session(cookie)).json().rights).toContain('incident:arrange');
    await asAdmin(`/v1/people/${person.id}/disable`, { reason: 'left' });
    expect((await session(cookie)).statusCode).toBe(401);
    expect((await post('/v1/sign-in', { login: 'bo', password: PASSWORD })).statusCode).toBe(401);
  });

  it('never leave the installation without an admin', async () => {
    const { people } = (
      await desk.application.inject({ url: '/v1/people', headers: { ...OURS, cookie: admin } })
    ).json();
    const { id } = people.find(({ login }: { login: string }) => login === 'ada');
    for (const [verb, body] of [
      ['role', { role: 'viewer', reason: 'x' }],
      ['disable', { reason: 'x' }],
    ] as const) {
      const answer = await asAdmin(`/v1/people/${id}/${verb}`, body);
      expect([answer.statusCode, answer.json().error.code]).toEqual([409, 'last_admin']);
    }
  });
});

describe('signing in', () => {
  it('says the same of a wrong login as of a wrong password', async () => {
    const [wrong, unknown] = [
      await post('/v1/sign-in', { login: 'ada', password: 'wrong' }),
      await post('/v1/sign-in', { login: 'nobody', password: 'wrong' }),
    ];
    expect([wrong.statusCode, wrong.json()]).toEqual([unknown.statusCode, unknown.json()]);
  });

  it('has to wait after some failures, longer each time, and never for good', async () => {
    const codes = [];
    for (let n = 0; n < 8; n++) codes.push((await post('/v1/sign-in', { login: 'ada', password: 'no' })).statusCode);
    expect(codes.slice(-2)).toEqual([429, 429]);
    expect((await post('/v1/sign-in', { login: 'ada', password: PASSWORD })).statusCode).toBe(429);
    later(15);
    expect((await post('/v1/sign-in', { login: 'ada', password: PASSWORD })).statusCode).toBe(200);
  });

  it('is in the audit log, with who was refused and every change of rights', async () => {
    const answer = await desk.application.inject({ url: '/v1/audit', headers: { ...OURS, cookie: admin } });
    const actions = answer.json().entries.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(expect.arrayContaining(['session.begin', 'session.refuse', 'person.role', 'person.add']));
    expect(await desk.trail.verify(desk.casebook)).not.toHaveProperty('broken');
  });
});
