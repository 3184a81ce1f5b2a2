import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  /** Scope it needs; undefined when it is open to all. */
  readonly scope: string | undefined;
}

const routes = (): Route[] =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { security }]): Route => {
      const url = path.replace('{kind}', 'account').replace('{id}', '0'.repeat(32));
      return { method: method.toUpperCase() as Route['method'], url, scope: security?.[0]?.bearer[0] };
    }),
  );
const keyed = () => routes().filter(({ scope }) => scope !== undefined);

const ask = ({ method, url }: Route, authorization?: string) =>
  desk.application.inject({ method, url, headers: authorization === undefined ? {} : { authorization } });

describe('every route that needs a key', () => {
  it('is known: thirty-three of them', () => {
    expect(keyed()).toHaveLength(33);
  });

  it.each([
    ['no key', undefined],
    ['a key nobody made', `Bearer uw_00000000_${'A'.repeat(43)}`],
    ['something else than a key', 'Bearer hello'],
    ['another scheme', 'Basic dXNlcjpwYXNz'],
  ])('answers 401 to %s', async (_, authorization) => {
    for (const route of keyed()) {
      const answer = await ask(route, authorization);
      expect([route.url, answer.statusCode]).toEqual([route.url, 401]);
      expect(answer.json()).toEqual({
        error: { code: expect.stringMatching(/^key_/), message: expect.any(String), next: expect.any(String) },
      });
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    }
  });

  it('answers 403 to a key that has every scope but its own', async () => {
    for (const route of keyed()) {
      const secret = await desk.key(SCOPES.filter((scope) => scope !== route.scope));
      const answer = await ask(route, `Bearer ${secret}`);
      expect([route.url, answer.statusCode, answer.json().error.code]).toEqual([route.url, 403, 'scope_missing']);
    }
  });

  it('lets a key in that has its scope alone', async () => {
    for (const route of keyed()) {
      const secret = await desk.key(SCOPES.filter((scope) => scope === route.scope));
      expect([401, 403, 500]).not.toContain((await ask(route, `Bearer ${secret}`)).statusCode);
    }
  });
});

describe('the API', () => {
  it('asks for a key everywhere but at health', () => {
    const open = routes().filter(({ scope }) => scope === undefined);
    expect(open.map(({ url }) => url)).toEqual(['/health/live', '/health/ready']);
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
