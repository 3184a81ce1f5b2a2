import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellBadInput } from './bad-input.js';
import { tellCasework } from './casework.js';
import { DeskPages } from './desk-pages.js';
import { tellEveryDialog } from './every-dialog.js';
import { tellEveryPage } from './every-page.js';
import { tellHostileText } from './hostile-text.js';
import { tellKeysAndEvidence } from './keys-and-evidence.js';
import { tellNewcomer } from './newcomer.js';
import { tellReleases } from './releases.js';

const PAGES = fileURLToPath(new URL('../../dist/apps/console/web/', import.meta.url));

/** Bytes that a browser may have to load, gzipped, before the queue can be worked on. */
const MOST_AT_FIRST = 300_000;

let opened: DeskPages;
const pages = () => opened;
const bob: { page?: Page } = {};

beforeAll(async () => {
  opened = await DeskPages.open();
}, 300_000);

afterAll(() => opened?.close());

// Chapters of one tale in one browser: each begins with what those before it have left behind.
tellNewcomer(pages);
tellEveryPage(pages);
tellEveryDialog(pages);
tellKeysAndEvidence(pages);
tellCasework(pages, bob);
tellBadInput(pages, bob);
tellReleases(pages);
tellHostileText(pages);

describe('what a browser loads', () => {
  it('is what the queue shows first, asked for before its scripts are and never twice', async () => {
    const { page, desk } = pages();
    const asked: string[] = [];
    const note = (request: Request) => asked.push(request.url().slice(desk.url.length));
    page.on('request', note);
    await Promise.all([page.waitForResponse(/facets/), page.goto(`${desk.url}/queue`)]);
    page.off('request', note);
    const answers = asked.filter((path) => path.startsWith('/v1/'));
    expect(answers).toEqual(['/v1/session', '/v1/queue?limit=200', '/v1/queue/facets']);
    expect(asked.indexOf('/v1/queue?limit=200')).toBeLessThan(asked.findIndex((path) => path.endsWith('.js')));
  });

  it('travels packed', async () => {
    const [script = ''] = /\/assets\/[\w-]+\.js/.exec(await readFile(join(PAGES, 'index.html'), 'utf8')) ?? [];
    for (const packing of ['br', 'gzip']) {
      const { headers } = await fetch(`${pages().desk.url}${script}`, { headers: { 'accept-encoding': packing } });
      expect([headers.get('content-encoding'), headers.get('vary')]).toEqual([packing, 'accept-encoding']);
    }
  });

  it('is at most 300 kB of script, gzipped, before the queue can be worked on', async () => {
    const manifest = JSON.parse(await readFile(join(PAGES, '.vite/manifest.json'), 'utf8')) as Record<
      string,
      { file: string; imports?: string[]; isEntry?: boolean }
    >;
    const first = new Set<string>();
    const follow = (name: string) => {
      if (first.has(name)) return;
      first.add(name);
      for (const each of manifest[name]?.imports ?? []) follow(each);
    };
    for (const [name, { isEntry }] of Object.entries(manifest)) if (isEntry) follow(name);
    const sizes = await Promise.all(
      [...first].map(async (name) => gzipSync(await readFile(join(PAGES, manifest[name]?.file ?? ''))).length),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_AT_FIRST);
    const names = [...first].join(' ');
    expect(names).not.toMatch(/link-graph|day-chart|hunt-page/);
  });
});
