import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { type SeededDesk, seededDesk } from '../support/seeded-desk.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of a Chromium; see `tools/find-browser.mjs`. */
    browser: string;
  }
}

/** Pictures of every page in both schemes, for people to look at; git ignores them. */
const SHOTS = fileURLToPath(new URL('./shots/', import.meta.url));

export const PASSWORD = 'seven quiet otters weigh anchors';

// Software draws what a graphics card would, and puts pages together by itself, which takes half the time; root has no sandbox.
const ARGUMENTS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-gpu-compositing',
];

/** Milliseconds a page has to show what it should; the machine may be busy. */
const PATIENCE = 15_000;

/** What depends on colours, and so has to be looked at in either scheme; all else is the same page. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

type Scheme = 'light' | 'dark';

/** One service and one browser that all chapters of the test share. */
export class DeskPages {
  /** What pages threw, and what the policy of contents has kept from them. */
  readonly faults: string[] = [];

  private constructor(
    readonly desk: SeededDesk,
    private readonly browser: Browser,
    readonly page: Page,
  ) {
    page.on('pageerror', ({ message }) => this.faults.push(message));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) this.faults.push(message.text());
    });
  }

  static async open(): Promise<DeskPages> {
    await mkdir(SHOTS, { recursive: true });
    const [desk, browser] = await Promise.all([
      seededDesk(),
      chromium.launch({ executablePath: inject('browser'), args: ARGUMENTS }),
    ]);
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
    page.setDefaultTimeout(PATIENCE);
    return new DeskPages(desk, browser, page);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.desk.close();
  }

  /** Goes to a page by its link, and waits until nothing of it is on its way any more. */
  async go(path: string): Promise<void> {
    await this.page.goto(this.desk.url + path);
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.page.locator('h1').first().waitFor();
    await this.page.locator('[role="status"][aria-label^="Loading"]').first().waitFor({ state: 'detached' });
  }

  /** Another browser of the same person, or a stranger's. */
  async other(): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
    return context.newPage();
  }

  /**
   * Takes a picture, and has axe look at it.
   *
   * @param schemes  both for a page; one for what is made of the same parts as a page
   * @returns        what axe finds serious or critical
   */
  async look(name: string, schemes: readonly Scheme[] = ['light', 'dark'], page = this.page): Promise<string[]> {
    const found: string[] = [];
    await page.evaluate(axe.source);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
      await page.screenshot({ path: join(SHOTS, `${name}-${colorScheme}.png`) });
      const faults = await serious(page, colorScheme === schemes[0] ? undefined : OF_COLOUR);
      found.push(...faults.map((fault) => `${colorScheme} ${fault}`));
    }
    if (schemes.length > 1) await page.emulateMedia({ colorScheme: 'light' });
    return found;
  }

  /** Panels whose title is cut short or whose content sticks out of them, by title. */
  cutOff(): Promise<string[]> {
    return this.page.evaluate<string[]>(`[...document.querySelectorAll('section[aria-labelledby]')]
      .filter((panel) => [panel, panel.querySelector('h2')].some((part) => part.scrollWidth > part.clientWidth))
      .map((panel) => panel.querySelector('h2').textContent)`);
  }

  /** Takes a picture alone, of what axe has looked at in another size or scheme. */
  async picture(name: string, colorScheme: Scheme): Promise<void> {
    await this.page.emulateMedia({ colorScheme });
    await this.page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    await this.page.screenshot({ path: join(SHOTS, `${name}-${colorScheme}.png`) });
    await this.page.emulateMedia({ colorScheme: 'light' });
  }

  /** Incidents that a detector has opened, latest seen first. */
  async incidentsOf(detector: string): Promise<string[]> {
    const { incidents } = await ask<{ incidents: { id: string }[] }>(this.page, `/v1/incidents?detector=${detector}`);
    return incidents.map(({ id }) => id);
  }

  /** The incident that the planted spam campaign became. */
  async spam(): Promise<string> {
    return (await this.incidentsOf('spam-campaign'))[0] ?? '';
  }
}

async function serious(page: Page, rules: readonly string[] | undefined): Promise<string[]> {
  const options = { resultTypes: ['violations'], iframes: false, ...(rules === undefined ? {} : { runOnly: rules }) };
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${JSON.stringify(options)})`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** Asks the service what a page would, under its session. */
export function ask<Answer>(page: Page, path: string, body?: object): Promise<Answer> {
  return page.evaluate(
    async ([to, sent]) => {
      const request =
        sent === undefined
          ? {}
          : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) };
      const answer = await fetch(to, request);
      return (await answer.json()) as never;
    },
    [path, body] as const,
  );
}
