import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import ICAL from 'ical.js';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { fraction } from '#disclosure/fraction';
import { attackRelease } from '#publish/attack/attack-release';
import type { ReleaseFile } from '#publish/release-file';
import { releaseFiles } from '#publish/release-files';
import { shownTables } from '#publish/shown-table';
import { renderSite } from '../../apps/publish/site/render-site.js';
import type { SiteContent } from '../../apps/publish/site/site-content.js';
import { exampleRelease } from '../support/example-release.js';

/** What WCAG 2.2 AA asks. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** What differs between the schemes. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

function exampleContent(): SiteContent {
  const unchecked = exampleRelease(true);
  const release = { ...unchecked, checks: attackRelease(unchecked) };
  const { quarter, version, publishAt, specHash, frozenAt } = release;
  const first = { ...release, version: 'DEMO-0.9.0' };
  const tables = shownTables(release.tables);
  return {
    demo: true,
    versions: [
      {
        release,
        tables,
        state: 'published',
        publishedAt: publishAt,
        endReason: '',
        hasFiles: true,
        changes: new Map([
          ['t1 VIO', 'up'],
          ['t1 OTH', 'within noise'],
        ]),
      },
      {
        release: first,
        tables,
        state: 'withdrawn',
        publishedAt: publishAt,
        endReason: 'a day was <counted> twice',
        hasFiles: false,
        changes: new Map(),
      },
    ],
    calendar: [{ period: quarter.name, version, state: 'published', publishAt, specHash, frozenAt }],
    year: 2026,
    debits: release.tables.map(({ table }, index) => ({
      period: quarter.name,
      table: table.id,
      purpose: 'release',
      rho: '1/200',
      at: publishAt,
      hash: `${index}`.repeat(64),
    })),
    spent: fraction(3n, 40n),
    left: fraction(17n, 40n),
    keys: release.signers,
  };
}

describe('the public site', () => {
  const content = exampleContent();
  const pages = renderSite(content);
  const html = pages.filter(({ path }) => path.endsWith('.html'));
  const files = [
    ...pages,
    ...content.versions
      .slice(0, 1)
      .flatMap(({ release }) =>
        releaseFiles(release).map(
          ({ path, bytes }): ReleaseFile => ({ path: `r/${release.quarter.name}/v${release.version}/${path}`, bytes }),
        ),
      ),
    { path: 'r/2026-Q3/vDEMO-0.9.0.withdrawn.json', bytes: Buffer.from('{}') },
  ];
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = process.env.PICTURES ?? (await mkdtemp(join(tmpdir(), 'usewatch-site-')));
    for (const { path, bytes } of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
    browser = await chromium.launch({
      executablePath: inject('browser'),
      args: ['--no-sandbox', '--disable-gpu-compositing'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    if (process.env.PICTURES === undefined) await rm(folder, { recursive: true });
  });

  const open = async (file: string, colorScheme: 'light' | 'dark', width = 1_100): Promise<Page> => {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 }, javaScriptEnabled: true });
    await page.goto(pathToFileURL(join(folder, file)).href);
    return page;
  };

  it('has a feed and a calendar that readers of others understand', () => {
    const textOf = (path: string) => pages.find((one) => one.path === path)?.bytes.toString('utf8') ?? '';
    expect(XMLValidator.validate(textOf('feed.xml'))).toBe(true);
    const { feed } = new XMLParser({ isArray: (name) => name === 'entry' }).parse(textOf('feed.xml'));
    for (const one of [feed, ...feed.entry])
      expect(one).toMatchObject({
        title: expect.stringMatching(/./),
        id: expect.stringMatching(/^urn:/),
        updated: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      });
    expect(feed.entry.map(({ summary }: { summary: string }) => summary)).toContain('a day was <counted> twice');
    const calendar = new ICAL.Component(ICAL.parse(textOf('calendar.ics')));
    const [event] = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
    expect(event?.startDate.toJSDate()).toEqual(content.calendar[0]?.publishAt);
    expect([event?.uid, event?.summary]).toEqual(['2026-Q3-DEMO-1.0.0@usewatch', 'Release 2026-Q3 DEMO-1.0.0']);
  });

  it('is the same bytes whenever it is made', () => {
    expect(renderSite(content).map(({ bytes }) => bytes.toString('base64'))).toEqual(
      pages.map(({ bytes }) => bytes.toString('base64')),
    );
  });

  it('has every page it names, and every file it links to', () => {
    const known = new Set(files.map(({ path }) => path));
    const broken = html.flatMap(({ path, bytes }) =>
      [...bytes.toString().matchAll(/(?:href|src)="([^"#]+)"/g)]
        .map(([, address]) => address ?? '')
        .filter((address) => address !== 'data:,' && !known.has(address))
        .map((address) => `${path} → ${address}`),
    );
    expect(broken).toEqual([]);
  });

  it('asks no other host for anything, and runs nothing', () => {
    for (const { path, bytes } of html) {
      const text = bytes.toString().replaceAll(/xmlns(:xlink)?="[^"]*"/g, '');
      expect([path, /<script|javascript:|https?:\/\/|@import| on\w+="/.exec(text)?.[0]]).toEqual([path, undefined]);
    }
  });

  it('escapes what people wrote, and says DEMO on every page', () => {
    const revisions = html.find(({ path }) => path === 'revisions.html')?.bytes.toString() ?? '';
    expect(revisions).toContain('a day was &lt;counted&gt; twice');
    for (const { path, bytes } of html) expect([path, bytes.includes('DEMO')]).toEqual([path, true]);
  });

  it('announces before anything is out', () => {
    const empty = renderSite({ ...content, versions: [], calendar: [], keys: [], debits: [] });
    expect(empty.find(({ path }) => path === 'index.html')?.bytes.toString()).toContain('Nothing is published yet');
  });

  it.each(['light', 'dark'] as const)('has no serious finding of axe in the %s scheme', async (scheme) => {
    for (const file of [
      'index.html',
      't1.html',
      't2.html',
      'privacy.html',
      'attacks.html',
      'taxonomy.html',
      'calendar.html',
    ]) {
      const page = await open(file, scheme);
      await page.evaluate(axe.source);
      const found = await page.evaluate(
        async (runOnly) => {
          const { axe: loaded } = globalThis as unknown as { axe: typeof axe };
          const { violations } = await loaded.run({ runOnly, resultTypes: ['violations'] } as never);
          return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
        },
        scheme === 'light' ? RULES : OF_COLOUR,
      );
      if (process.env.PICTURES !== undefined)
        await page.screenshot({ path: join(folder, `${scheme}-${file}.png`), fullPage: true });
      expect([file, found]).toEqual([file, []]);
      await page.close();
    }
  });

  it('fits a narrow window', async () => {
    for (const file of ['index.html', 't1.html', 'taxonomy.html']) {
      const page = await open(file, 'light', 360);
      const width = await page.evaluate(
        () =>
          (globalThis as unknown as { document: { documentElement: { scrollWidth: number } } }).document.documentElement
            .scrollWidth,
      );
      if (process.env.PICTURES !== undefined) await page.screenshot({ path: join(folder, `narrow-${file}.png`) });
      expect([file, width]).toEqual([file, 360]);
      await page.close();
    }
  });
});
