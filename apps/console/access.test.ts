import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, rightsOf } from '#casework/rights';
import { SCOPES } from '#platform/http/scopes';
import { type FreshConsole, freshConsole } from '../../test/support/fresh-console.js';
import { expectGolden } from '../../test/support/golden.js';

let desk: FreshConsole;
let document: OpenAPIObject;

beforeAll(async () => {
  desk = await freshConsole();
  document = (await desk.application.inject('/openapi.json')).json();
});
afterAll(() => desk.close());

interface Route {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Scope a key needs; undefined when no key opens it. */
  readonly scope: string | undefined;
  /** `resource:action` a role needs; `signed in` when any will do; undefined when no session opens it. */
  readonly right: string | undefined;
}

const routes = (): Route[] =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { security = [] }]): Route => {
      const url = path.replace('{kind}', 'account').replace(/\{\w+\}/g, '0'.repeat(32));
      const [session] = security.flatMap(({ session }: { session?: string[] }) => (session ? [session] : []));
      const [bearer] = security.flatMap(({ bearer }: { bearer?: string[] }) => (bearer ? [bearer] : []));
      const right = session === undefined ? undefined : (session[0] ?? 'signed in');
      return { method: method.toUpperCase() as Route['method'], url, scope: bearer?.[0], right };
    }),
  );
/** All but the doors of ingest, which have a law of their own. */
const guarded = () => routes().filter(({ right }) => right !== undefined);
const keyed = () => guarded().filter(({ scope }) => scope !== undefined);

const ask = ({ method, url }: Route, headers: Record<string, string> = {}) =>
  desk.application.inject({ method, url, headers });
const told = (answer: { statusCode: number; json(): { error: { code: string } } }) =>
  answer.statusCode === 204 ? [204, ''] : [answer.statusCode, answer.json().error?.code];

describe('every route that is not open to all', () => {
  it.each([
    ['nobody', {}, 'sign_in_needed', 'sign_in_needed'],
    ['a key nobody made', { authorization: `Bearer uw_00000000_${'A'.repeat(43)}` }, 'key_refused', 'key_refused'],
    ['something else than a key', { authorization: 'Bearer hello' }, 'key_refused', 'key_refused'],
    ['another scheme', { authorization: 'Basic dXNlcjpwYXNz' }, 'key_missing', 'key_missing'],
    ['a cookie nobody was given', { cookie: `__Host-usewatch=${'A'.repeat(43)}` }, 'session_over', 'other_origin'],
  ])('lets %s neither read nor write', async (_, headers, read, written) => {
    for (const route of guarded()) {
      const answer = await ask(route, headers);
      const expected = route.method === 'GET' ? read : written;
      expect([route.url, ...told(answer)]).toEqual([route.url, expected === 'other_origin' ? 403 : 401, expected]);
    }
  });

  it('refuses every role what the matrix does not give it, and nothing else, whatever the object', async () => {
    for (const role of ROLES) {
      for (const route of guarded()) {
        // Of their own, since one of the routes signs out.
        const { headers } = await desk.person(
          `${role}${route.right === 'signed in' ? `.${route.url.length}${route.method.toLowerCase()}` : ''}`,
          role,
        );
        const allowed = route.right === 'signed in' || (rightsOf(role) as string[]).includes(route.right ?? '');
        const answer = await ask(route, headers);
        const refused = answer.statusCode === 403 && answer.json().error.code === 'right_missing';
        expect([role, route.method, route.url, answer.statusCode, refused]).toEqual([
          role,
          route.method,
          route.url,
          answer.statusCode,
          !allowed,
        ]);
        expect([401, 500]).not.toContain(answer.statusCode);
      }
    }
  });

  it('changes nothing for a session when another site asks', async () => {
    const { cookie } = (await desk.person('ada', 'admin')).headers;
    const elsewhere: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      {},
    ];
    for (const route of guarded().filter(({ method }) => method !== 'GET')) {
      for (const from of elsewhere) {
        const answer = await ask(route, { cookie, ...from });
        expect([route.url, from, ...told(answer)]).toEqual([route.url, from, 403, 'other_origin']);
      }
    }
  });

  it('takes no key where only people may act, and none that lacks its scope', async () => {
    const everything = `Bearer ${await desk.key(SCOPES)}`;
    for (const route of guarded()) {
      if (route.scope === undefined) {
        expect([route.url, ...told(await ask(route, { authorization: everything }))]).toEqual([
          route.url,
          403,
          'person_needed',
        ]);
        continue;
      }
      const secret = await desk.key(SCOPES.filter((scope) => scope !== route.scope));
      const answer = await ask(route, { authorization: `Bearer ${secret}` });
      expect([route.url, ...told(answer)]).toEqual([route.url, 403, 'scope_missing']);
    }
  });

  it('lets a key in that has its scope alone', async () => {
    for (const route of keyed()) {
      const secret = await desk.key(SCOPES.filter((scope) => scope === route.scope));
      expect([401, 403, 500]).not.toContain((await ask(route, { authorization: `Bearer ${secret}` })).statusCode);
    }
  });
});

describe('the API', () => {
  it('knows who asks everywhere but at health and on the way in', async () => {
    const open = routes().filter(({ right }) => right === undefined);
    expect(open.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /health/live',
      'GET /health/ready',
      'GET /v1/sign-in',
      'POST /v1/sign-in',
      'POST /v1/welcome/look',
      'POST /v1/welcome',
      'GET /v1/sign-in/oidc',
      'GET /v1/sign-in/oidc/done',
    ]);
  });

  it('is described by the document people rely on; npm run golden re-makes it', async () => {
    await expectGolden(`${JSON.stringify(document, null, 2)}\n`, new URL('./openapi.json', import.meta.url));
  });

  it('keeps scripts, frames and caches away from every answer', async () => {
    for (const url of ['/', '/health/live', '/v1/incidents', '/nowhere', '/docs', '/%zz']) {
      const { headers } = await desk.application.inject(url);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'$/),
      });
    }
  });

  it('shows a page of documentation whose scripts and styles are its own', async () => {
    const page = await desk.application.inject('/docs');
    expect(page.statusCode).toBe(200);
    expect(page.body.replace(/<script src="\.\/[^"]*">\s*<\/script>/g, '')).not.toContain('<script');
    const styles = await desk.application.inject('/docs/swagger-ui.css');
    expect(styles.statusCode).toBe(200);
  });
});
