import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FastifyInstance, fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteDoor } from './site-door.js';

describe('the door of the public site', () => {
  let folder: string;
  let server: FastifyInstance;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'usewatch-site-'));
    const site = join(folder, 'site');
    await mkdir(join(site, 'r/2026-Q3/v1.0.0'), { recursive: true });
    await writeFile(join(site, 'index.html'), '<!doctype html>');
    await writeFile(join(site, 'r/2026-Q3/v1.0.0/README.md'), '# hello');
    await writeFile(join(site, 'site.css'), 'main {}');
    await writeFile(join(folder, 'secret'), 'not yours');
    const releases = [{ period: '2026-Q3', version: '1.0.0', state: 'published' }];
    await writeFile(join(site, 'calendar.json'), JSON.stringify({ releases }));
    server = fastify();
    await server.register(siteDoor(site));
  });
  afterAll(async () => {
    await server?.close();
    await rm(folder, { recursive: true });
  });
  const get = (url: string, headers = {}) => server.inject({ url, headers });

  it('serves files under a tag that is their digest', async () => {
    const { statusCode, headers, body } = await get('/statistics/r/2026-Q3/v1.0.0/README.md');
    const digest = createHash('sha256').update(body).digest();
    expect([statusCode, headers['content-type'], headers.etag]).toEqual([
      200,
      'text/markdown; charset=utf-8',
      `"${digest.toString('hex')}"`,
    ]);
    expect(headers['content-digest']).toBe(`sha-256=:${digest.toString('base64')}:`);
    expect(headers['cache-control']).toContain('immutable');
    expect((await get('/statistics/r/2026-Q3/v1.0.0/README.md', { 'if-none-match': headers.etag })).statusCode).toBe(
      304,
    );
  });

  it('gives the style a media type that browsers take it by, since they are told not to guess', async () => {
    expect((await get('/statistics/site.css')).headers['content-type']).toBe('text/css; charset=utf-8');
  });

  it('begins at the overview, and leads to the latest version of a period', async () => {
    expect((await get('/statistics')).headers.location).toBe('/statistics/index.html');
    expect((await get('/statistics/')).body).toBe('<!doctype html>');
    expect((await get('/statistics/r/2026-Q3/latest')).headers.location).toBe('/statistics/r/2026-Q3/v1.0.0/README.md');
    expect((await get('/statistics/r/2026-Q2/latest')).statusCode).toBe(404);
  });

  it.each([
    '/statistics/../secret',
    '/statistics/..%2fsecret',
    '/statistics/%2e%2e/secret',
    '/statistics/%',
    '/statistics/x%00',
    '/statistics/r',
  ])('gives nothing for %s', async (url) => {
    const { statusCode, body } = await get(url);
    expect([statusCode >= 400 && statusCode < 500, body.includes('not yours')]).toEqual([true, false]);
  });
});
