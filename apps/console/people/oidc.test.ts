import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listAudit } from '#casebook/audit-trail';
import { addPerson, listPeople } from '#casebook/people';
import { parseConfig } from '#platform/config';
import { type FreshConsole, freshConsole } from '../../../test/support/fresh-console.js';
import { type FreshProvider, freshProvider } from '../../../test/support/identity-provider.js';

const DESK = 'https://desk.example';
const client = { id: 'usewatch', secret: 'of tests', back: `${DESK}/v1/sign-in/oidc/done` };
const named = {
  USEWATCH_PUBLIC_URL: DESK,
  USEWATCH_OIDC_CLIENT_ID: client.id,
  USEWATCH_OIDC_CLIENT_SECRET: client.secret,
  USEWATCH_OIDC_ROLES: 'platform=admin, trust-and-safety=investigator',
};
const ada = { sub: 'u-1', preferred_username: 'Ada', name: 'Ada L.', roles: ['staff', 'trust-and-safety'] };

let provider: FreshProvider;
let desk: FreshConsole;
beforeAll(async () => {
  provider = await freshProvider(client);
  const { oidc } = parseConfig({ ...named, USEWATCH_OIDC_ISSUER: provider.issuer }).signIn;
  desk = await freshConsole(undefined, false, undefined, oidc);
});
afterAll(async () => {
  await desk?.close();
  await provider?.close();
});
afterEach(() => {
  provider.mend = undefined;
});

const cookiesOf = (answer: { headers: Record<string, unknown> }) =>
  [answer.headers['set-cookie'] ?? []].flat().map((line) => String(line).split(';')[0] ?? '');
const get = (url: string, cookie = '') => desk.application.inject({ url, headers: { cookie } });

/** Goes to the provider. */
async function begin(query = '') {
  const answer = await get(`/v1/sign-in/oidc${query}`);
  return { url: new URL(String(answer.headers.location)), cookie: cookiesOf(answer).join('; ') };
}

/** Comes back from it, perhaps with something changed on the way. */
async function come(back: URL, cookie: string) {
  const answer = await get(`${back.pathname}${back.search}`, cookie);
  const session = cookiesOf(answer).find((each) => each.startsWith('__Host-usewatch='));
  return { status: answer.statusCode, to: String(answer.headers.location), session };
}

/** The whole way of somebody. */
async function signIn(account: FreshProvider['account'], query = '') {
  provider.account = account;
  const { url, cookie } = await begin(query);
  return come(await provider.visit(url.href), cookie);
}

const who = async (session = '') =>
  (
    await desk.application.inject({ url: '/v1/session', headers: { cookie: session, 'sec-fetch-site': 'same-origin' } })
  ).json();

describe('signing in by a provider', () => {
  it('is offered, with PKCE, state and nonce', async () => {
    const ways = (await get('/v1/sign-in')).json();
    const oidc = { label: 'Sign in with your organisation', url: '/v1/sign-in/oidc' };
    expect(ways).toMatchObject({ set_up: true, password: true, oidc });
    const { url, cookie } = await begin();
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      redirect_uri: client.back,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    for (const secret of ['state', 'nonce']) expect(cookie).not.toContain(url.searchParams.get(secret));
  });

  it('makes a person with the role of their claim, the same one each time', async () => {
    const first = await signIn(ada, '?to=/incidents/1');
    expect([first.status, first.to]).toEqual([303, '/incidents/1']);
    const { person } = await who(first.session);
    expect(person).toMatchObject({
      name: 'Ada L.',
      role: 'investigator',
      login: expect.stringMatching(/^ada-[0-9a-f]{8}$/),
    });
    const again = await signIn(ada);
    expect(again.to).toBe('/queue');
    expect((await who(again.session)).person.id).toBe(person.id);
  });

  it('gives the role that the provider gives today, and writes it down', async () => {
    const { session } = await signIn({ ...ada, roles: 'platform' });
    const { person } = await who(session);
    expect(person.role).toBe('admin');
    const [entry] = await listAudit(desk.casebook, { action: 'person.role', limit: 1 });
    expect(entry?.object).toBe(person.login);
  });

  it('never lets a name at the provider into an account of that login here', async () => {
    await addPerson(desk.casebook, { login: 'eve', name: 'Eve', role: 'admin', createdAt: desk.clock.now() });
    const { session } = await signIn({ sub: 'u-2', preferred_username: 'eve', roles: ['trust-and-safety'] });
    expect((await who(session)).person).toMatchObject({ role: 'investigator', login: expect.stringMatching(/^eve-/) });
    expect((await listPeople(desk.casebook)).find(({ login }) => login === 'eve')?.oidcSubject).toBeNull();
  });
});

describe('what does not hold', () => {
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const hour = 3_600;
  it('is told from a token that went the same way unchanged', async () => {
    provider.mend = (claims) => ({ claims });
    expect((await signIn(ada)).session).toBeDefined();
  });

  it.each([
    ['another audience', (claims: object) => ({ claims: { ...claims, aud: 'another-client' } })],
    ['another issuer', (claims: object) => ({ claims: { ...claims, iss: 'https://evil.example' } })],
    ['another nonce', (claims: object) => ({ claims: { ...claims, nonce: 'x'.repeat(43) } })],
    ['no nonce', ({ nonce: _, ...claims }: Record<string, unknown>) => ({ claims })],
    ['an expired token', (claims: object) => ({ claims: { ...claims, exp: Math.floor(Date.now() / 1_000) - hour } })],
    [
      'a token of the future',
      (claims: object) => ({ claims: { ...claims, nbf: Math.floor(Date.now() / 1_000) + hour } }),
    ],
    ['another signature', (claims: object) => ({ claims, key: stranger })],
  ])('is refused: %s', async (_, mend) => {
    provider.mend = mend;
    const { to, session } = await signIn(ada);
    expect([to.startsWith('/sign-in?problem='), session]).toEqual([true, undefined]);
  });

  it.each([
    ['another state', (back: URL) => back.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (back: URL) => back.searchParams.delete('state')],
    ['another code', (back: URL) => back.searchParams.set('code', 'x'.repeat(43))],
    ['another issuer in the address', (back: URL) => back.searchParams.set('iss', 'https://evil.example')],
    ['an error of the provider', (back: URL) => back.searchParams.set('error', 'access_denied')],
  ])('is refused: %s', async (_, change) => {
    const { url, cookie } = await begin();
    const back = await provider.visit(url.href);
    change(back);
    expect((await come(back, cookie)).session).toBeUndefined();
  });

  it('is refused: a code that somebody else began, without its cookie or with another one', async () => {
    const [first, second] = [await begin(), await begin()];
    const back = await provider.visit(first.url.href);
    expect(decodeURIComponent((await come(back, '')).to)).toContain('has begun no sign-in');
    expect((await come(back, second.cookie)).session).toBeUndefined();
    expect((await come(back, `${first.cookie}AA`)).session).toBeUndefined();
  });

  it('is refused: another challenge, and a code that comes a second time', async () => {
    const altered = await begin();
    altered.url.searchParams.set('code_challenge', 'x'.repeat(43));
    expect((await come(await provider.visit(altered.url.href), altered.cookie)).session).toBeUndefined();
    const { url, cookie } = await begin();
    const back = await provider.visit(url.href);
    expect((await come(back, cookie)).session).toBeDefined();
    expect((await come(back, cookie)).session).toBeUndefined();
  });

  it('is refused and written down: a role nobody mapped, and a person who is shut out', async () => {
    const guest = await signIn({ sub: 'u-3', preferred_username: 'guest', roles: ['guests'] });
    expect([decodeURIComponent(guest.to), guest.session]).toEqual([expect.stringContaining('no role here'), undefined]);
    const admin = await signIn({ sub: 'u-4', preferred_username: 'root', roles: ['platform'] });
    const { id } = (await who((await signIn(ada)).session)).person;
    const headers = { cookie: admin.session ?? '', 'sec-fetch-site': 'same-origin' };
    const payload = { reason: 'left' };
    await desk.application.inject({ method: 'POST', url: `/v1/people/${id}/disable`, headers, payload });
    expect((await signIn(ada)).session).toBeUndefined();
    const refused = await listAudit(desk.casebook, { action: 'session.refuse', limit: 9 });
    expect(refused.map(({ details }) => JSON.parse(details).why)).toEqual(['disabled', 'role']);
  });

  it('is refused: a way that took longer than ten minutes', async () => {
    const { url, cookie } = await begin();
    const back = await provider.visit(url.href);
    desk.clock.moveTo(new Date(desk.clock.now().getTime() + 601_000));
    expect(decodeURIComponent((await come(back, cookie)).to)).toContain('took too long');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', ''])('leads nowhere else: %s', async (to) => {
    expect((await get(`/v1/sign-in/oidc?to=${encodeURIComponent(to)}`)).statusCode).toBe(400);
  });
});

describe('the settings of a provider', () => {
  it('are refused with all that is missing, or leads over an open line', () => {
    const refused = (settings: Record<string, string>) => () => parseConfig(settings);
    expect(refused({ USEWATCH_OIDC_ISSUER: 'https://login.example' })).toThrow(
      /USEWATCH_OIDC_ROLES[\s\S]*USEWATCH_OIDC_CLIENT_ID[\s\S]*USEWATCH_PUBLIC_URL/,
    );
    expect(refused({ ...named, USEWATCH_OIDC_ISSUER: 'http://login.example' })).toThrow(
      'must be a URL starting with https',
    );
    expect(refused({ ...named, USEWATCH_OIDC_ISSUER: 'https://l.example', USEWATCH_OIDC_ROLES: 'a=king' })).toThrow(
      'must be rules such as platform=admin',
    );
  });
});
