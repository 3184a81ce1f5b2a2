import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mediaType } from '#publish/catalogue-entries';

/** Where the public site lies below the service's own address. */
const SITE = '/statistics';

/** Nothing runs in these pages, and nothing comes from elsewhere. Charts carry their own styles. */
const POLICY =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Files that never change: those of one version of a release. */
const IMMUTABLE = /^r\/[^/]+\/v[^/]+\//;

/** Latest version of a period. */
const LATEST = /^r\/([^/]+)\/latest\/?$/;

const NOTHING = 'Nothing is here. Begin at /statistics/index.html, or look into /statistics/calendar.html.\n';

/**
 * Serves the public site as the folder it is, as a Fastify plugin: files by their name, nothing evaluated, nobody's query kept.
 *
 * @param site  folder of the site; it is replaced as a whole whenever something is published
 */
export function siteDoor(site: string): (server: FastifyInstance) => Promise<void> {
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const path = pathOf(request.url);
    const latest = LATEST.exec(path ?? '')?.[1];
    if (latest !== undefined) return redirect(reply, site, latest);
    const bytes = path === undefined ? undefined : await contents(join(site, path));
    if (path === undefined || bytes === undefined)
      return reply.code(404).header('content-type', 'text/plain; charset=utf-8').send(NOTHING);
    const digest = createHash('sha256').update(bytes).digest();
    const tag = `"${digest.toString('hex')}"`;
    void reply
      .header('etag', tag)
      .header('cache-control', IMMUTABLE.test(path) ? 'public, max-age=31536000, immutable' : 'public, no-cache')
      .header('content-security-policy', POLICY)
      .header('content-digest', `sha-256=:${digest.toString('base64')}:`);
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    return reply.header('content-type', mediaType(path)).send(bytes);
  };
  return async (server) => {
    server.get(SITE, (_request, reply) => reply.redirect(`${SITE}/index.html`));
    server.get(`${SITE}/*`, answer);
  };
}

/** The file an address names; undefined when it would lead out of the site. */
function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.slice(SITE.length + 1).replace(/[?#].*$/, '')) || 'index.html';
    const clean = normalize(path).split(sep).join('/');
    return clean.startsWith('..') || clean.startsWith('/') || clean.includes('\0') ? undefined : clean;
  } catch {
    // What is not well encoded names no file.
    return undefined;
  }
}

async function contents(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(error.code ?? '')) return undefined;
    throw error;
  });
}

async function redirect(reply: FastifyReply, site: string, period: string): Promise<FastifyReply> {
  const calendar = await contents(join(site, 'calendar.json'));
  const { releases } = JSON.parse(calendar?.toString('utf8') ?? '{"releases":[]}') as {
    releases: readonly { readonly period: string; readonly version: string; readonly state: string }[];
  };
  const current = releases.find((one) => one.period === period && one.state === 'published');
  if (current === undefined) return reply.code(404).header('content-type', 'text/plain; charset=utf-8').send(NOTHING);
  return reply.redirect(`${SITE}/r/${current.period}/v${current.version}/README.md`);
}
