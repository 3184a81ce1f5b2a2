import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fastifyStatic } from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Beside the compiled code, or in the build of the checkout when the sources themselves run. */
const FOLDERS = ['./web/', '../../dist/apps/console/web/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/** Addresses that are no pages: whoever mistypes one of them is told so in JSON. */
const NO_PAGE = /^\/(v1|docs|health|metrics|openapi\.json|ingest\/|otlp)(\/|$|\?)/;

/**
 * Scripts, fonts and answers come from here alone, and no script stands in a page. Mantine sets styles on elements, and
 * does not render where trusted types are asked for.
 */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const UNBUILT =
  '<!doctype html><title>Usewatch</title><p>The pages are not built; run npm run build. The API is at <a href="/docs">/docs</a>.';

/**
 * What the pages ask for before anything can be shown, named in the head of the answer: a browser asks for it while it still
 * reads the scripts that will. An address has to be the very one they ask, or it is asked twice.
 */
const ASKED_FIRST = ['/v1/session'];
const FIRST_OF_QUEUE = '/v1/queue?limit=200';

/** Pages for people who are not signed in. */
const OUTSIDE = /^\/(sign-in|welcome)(\/|$|\?)/;

/** Seconds; names of assets change with what is in them. */
const FOR_A_YEAR = 31_536_000;

/** Seconds; what keeps its name: pages wait for one such script, which is a question less of each. */
const FOR_A_DAY = 86_400;

/**
 * Serves the investigators' pages: every address that is not the API's is a page, so that links into the desk work.
 *
 * @param demo  whether everything shown is invented; the browser's tab says so
 */
export async function servePages(server: FastifyInstance, demo: boolean): Promise<void> {
  const root = FOLDERS.find((folder) => existsSync(`${folder}.vite/manifest.json`));
  const html = root === undefined ? UNBUILT : readFileSync(`${root}index.html`, 'utf8');
  const page = demo ? html.replace('<title>', '<title>DEMO · ') : html;
  if (root !== undefined) {
    await server.register(fastifyStatic, {
      root,
      index: false,
      wildcard: false,
      globIgnore: ['.vite/**', '.built', 'index.html', '**/*.br', '**/*.gz'],
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isNamedByContent = path.includes('/assets/');
        const kept = isNamedByContent ? `max-age=${FOR_A_YEAR}, immutable` : `max-age=${FOR_A_DAY}`;
        void reply.header('cache-control', `public, ${kept}`);
      },
    });
  }
  const show = (request: FastifyRequest, reply: FastifyReply) => {
    const wantsPage = /text\/html|\*\/\*/.test(request.headers.accept ?? '*/*');
    if (request.url !== '/' && (!wantsPage || NO_PAGE.test(request.url) || /\.\w+$/.test(request.url))) {
      return reply.callNotFound();
    }
    if (!OUTSIDE.test(request.url)) {
      const first = /^\/(queue)?$/.test(request.url) ? [...ASKED_FIRST, FIRST_OF_QUEUE] : ASKED_FIRST;
      void reply.header(
        'link',
        first.map((address) => `<${address}>; rel=preload; as=fetch; crossorigin`),
      );
    }
    return reply
      .header('content-security-policy', POLICY)
      .header('content-type', 'text/html; charset=utf-8')
      .send(page);
  };
  server.get('/', show);
  server.get('/*', show);
}
