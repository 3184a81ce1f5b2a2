import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type SeededDesk, seededDesk } from '../support/seeded-desk.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of a Chromium; see `tools/find-browser.mjs`. */
    browser: string;
  }
}

/** Pictures of every page in both schemes, for people to look at; git ignores them. */
const SHOTS = fileURLToPath(new URL('./shots/', import.meta.url));

const PAGES = fileURLToPath(new URL('../../dist/apps/console/web/', import.meta.url));

/** Bytes that a browser may have to load, gzipped, before the queue can be worked on. */
const MOST_AT_FIRST = 300_000;

const PASSWORD = 'seven quiet otters weigh anchors';

// Software draws what a graphics card would; root has no sandbox.
const ARGUMENTS = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

let desk: SeededDesk;
let browser: Browser;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  await mkdir(SHOTS, { recursive: true });
  [desk, browser] = await Promise.all([
    seededDesk(),
    chromium.launch({ executablePath: inject('browser'), args: ARGUMENTS }),
  ]);
  page = await browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
  });
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

async function open(path: string): Promise<void> {
  await page.goto(desk.url + path);
  await page.locator('h1').first().waitFor();
  await page.locator('[role="status"][aria-label^="Loading"]').first().waitFor({ state: 'detached' });
}

/** What axe finds serious or critical. */
async function serious(): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** Takes a picture in both schemes, and has axe look at each. */
async function look(name: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    await page.screenshot({ path: join(SHOTS, `${name}-${colorScheme}.png`) });
    found.push(...(await serious()).map((fault) => `${colorScheme} ${fault}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** The incident that the planted spam campaign became. */
async function spam(): Promise<string> {
  const ask = "fetch('/v1/incidents?detector=spam-campaign').then((answer) => answer.json())";
  const { incidents } = await page.evaluate<{ incidents: { id: string }[] }>(ask);
  return incidents[0]?.id ?? '';
}

describe('a newcomer', () => {
  it('finds the door shut, and comes in by the link of the first administrator', async () => {
    await page.goto(`${desk.url}/queue`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await look('sign-in')).toEqual([]);
    await page.goto(desk.url + desk.welcome);
    await page.getByLabel('Password').first().fill(PASSWORD);
    expect(await look('welcome')).toEqual([]);
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.waitForURL('**/queue');
  });

  it('reaches the spam campaign, sees who belongs to it and why, previews a suspension, executes and undoes it', async () => {
    await open('/queue');
    let presses = 0;
    const press = async (key: string) => {
      presses += 1;
      await page.keyboard.press(key);
    };
    await page.locator('[data-incident]').first().waitFor();
    do await press('j');
    while (!(await page.locator(':focus').textContent())?.includes('texts that are') && presses < 12);
    await press('Enter');
    await page.getByRole('heading', { name: 'Who belongs to it, and why' }).waitFor();
    expect(await page.locator('main').textContent()).toMatch(/texts, up to \d+ % like another account’s/);
    await press('a');
    const act = page.getByRole('dialog');
    await act.getByLabel('Blast radius').waitFor();
    expect(await look('act')).toEqual([]);
    await act.getByRole('button', { name: /Suspend 4 accounts/ }).waitFor();
    for (const grave of await act.getByRole('checkbox').all()) {
      await grave.focus();
      await press('Space');
    }
    await press('Control+Enter');
    await act.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /Undo suspension/ }).waitFor();
    await press('z');
    await page.getByText(/The suspension is undone/).waitFor();
    expect(presses).toBeLessThan(20);
  });
});

describe('every page', () => {
  it.each([
    ['queue', '/queue'],
    ['queue-empty', '/queue?state=dismissed'],
    ['campaigns', '/campaigns'],
    ['actions', '/actions'],
    ['hunt', '/hunt?from=2026-03-01&until=2026-03-20'],
    ['discoveries', '/discoveries'],
    ['detectors', '/detectors'],
    ['detector', '/detectors/spam-campaign'],
    ['ingest', '/ingest'],
    ['audit', '/audit'],
    ['people', '/people'],
    ['missing', '/nowhere'],
  ])('%s opens from a link and has no serious fault in either scheme', async (name, path) => {
    await page.goto(desk.url + path);
    await page.waitForLoadState('networkidle');
    expect(await look(name)).toEqual([]);
  });

  it.each(['overview', 'members', 'links', 'evidence', 'history'])('of an incident, %s, is no worse', async (tab) => {
    await open(`/incidents/${await spam()}?tab=${tab}`);
    await page.waitForLoadState('networkidle');
    expect(await look(`incident-${tab}`)).toEqual([]);
  });

  it('of an account is no worse', async () => {
    await open(`/incidents/${await spam()}?tab=members`);
    await page.locator('td a').first().click();
    await page.getByRole('heading', { name: 'Findings' }).waitFor();
    expect(await look('account')).toEqual([]);
  });

  it('runs no script of a page, breaks no policy and throws nothing', () => {
    expect(faults).toEqual([]);
  });
});

describe('the keys', () => {
  it('do nothing while somebody types, and can be given to others', async () => {
    await open(`/incidents/${await spam()}?tab=members`);
    await page.keyboard.press('/');
    await page.keyboard.type('yz?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Tab');
    await page.locator('main').focus();
    await page.keyboard.press('?');
    await page.getByRole('button', { name: 'change the key for: Act: preview consequences first' }).click();
    await page.keyboard.press('x');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.locator('main').focus();
    await page.keyboard.press('x');
    await page.getByRole('dialog').getByText('what would happen').waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('evidence', () => {
  it('stays covered until it is revealed, with links that lead nowhere, and each look is in the audit log', async () => {
    await open(`/incidents/${await spam()}?tab=evidence`);
    expect(await page.locator('main').textContent()).not.toMatch(/joint|drops/);
    await page.getByRole('button', { name: /to read the template/ }).click();
    await page.getByRole('heading', { name: 'Template of the completions' }).waitFor();
    expect(await look('evidence-revealed')).toEqual([]);
    const text = await page.locator('main').textContent();
    expect(text).toMatch(/hxxps:\/\/joint-flexi-deals\[\.\]example/);
    expect(text).not.toMatch(/https:\/\/joint/);
    await open('/audit');
    expect(await page.locator('main').textContent()).toContain('incident.reveal');
  });
});

describe('what a browser loads', () => {
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
