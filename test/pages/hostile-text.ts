import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ELSEWHERE } from '../support/hostile-texts.js';
import { HOSTILE, OF_ONE_ACCOUNT } from '../support/seeded-desk.js';
import { PATIENCE, REPEAT } from '../torture/counted.js';
import { ask, type DeskPages } from './desk-pages.js';

/** Characters of one note or reason; the service takes 2,000. */
const LONGEST = 1_900;

/** Calls uncovered at once. */
const AT_ONCE = 5;

/** For looks that are each written down first, on a busy machine. */
const PATIENT = { timeout: 30_000 };

/** What readers of a page see, whatever blanks and controls a text is broken by. */
const bare = (text: string | null) => (text ?? '').replace(/[\s\p{Cc}\p{Cf}]+/gu, '');

/** Whether a text stands on a page, its addresses defanged or as they came. */
const stands = (page: string, text: string) =>
  page
    .replace(/hxxp/gi, 'http')
    .replace(/\[([.@])\]/g, '$1')
    .toLowerCase()
    .includes(bare(text).toLowerCase());

/** Texts that attack whoever reads them, in every place of the desk where somebody else's text stands. */
export function tellHostileText(pages: () => DeskPages): void {
  describe('a text that attacks whoever reads it', () => {
    it(
      'stands on every page as the text it is, runs nothing and has nothing fetched',
      async () => {
        const { page, desk } = pages();
        const asked = new Set<string>();
        page.on('request', (request) => asked.add(new URL(request.url()).origin));
        const incidents = await pages().incidentsOf('limit-hammering');
        const theirs = incidents.slice(-Math.ceil(HOSTILE.length / OF_ONE_ACCOUNT));
        const incident = theirs.at(-1) ?? '';
        const { members } = await ask<{ members: { account: string }[] }>(page, `/v1/incidents/${incident}`);
        const account = members[0]?.account ?? '';
        const said = pieces();
        for (const text of said) await ask(page, `/v1/incidents/${incident}/notes`, { text });
        await writeAbout(pages(), incident, account, said[0] ?? '');
        const main = async () => bare(await page.locator('main').textContent());

        await pages().go(`/incidents/${incident}?tab=history`);
        const history = await main();
        for (const text of HOSTILE) expect([text, stands(history, text)], REPEAT).toEqual([text, true]);

        let evidence = '';
        for (const each of theirs) {
          await pages().go(`/incidents/${each}?tab=evidence`);
          await revealAll(page);
          evidence += await main();
        }
        for (const text of HOSTILE) expect([text, stands(evidence, text)], REPEAT).toEqual([text, true]);

        for (const path of [
          '/queue',
          `/incidents/${incident}`,
          `/incidents/${incident}?tab=members`,
          `/incidents/${incident}?tab=links`,
          `/accounts/${account}`,
          ...['user_agent', 'tools'].map((by) => `/hunt?from=2026-03-02&until=2026-03-03&by=${by}`),
          '/appeals',
          '/actions',
          '/exceptions',
          '/people',
          '/audit',
          '/ingest',
        ])
          await pages().go(path);
        await pages().go('/hunt?from=2026-03-02&until=2026-03-03&by=model');
        await page.getByRole('row').nth(20).waitFor();
        const top = await main();
        // Its page ranks 25 values, and one of them is that no model is named.
        expect(HOSTILE.filter((text) => stands(top, text)).length, REPEAT).toBeGreaterThanOrEqual(20);
        await page.getByRole('button', { name: 'Saved hunts' }).click();
        await page.getByRole('menuitem').first().waitFor();
        await page.keyboard.press('Escape');

        expect(
          [...asked].filter((origin) => origin !== 'null'),
          REPEAT,
        ).toEqual([new URL(desk.url).origin]);
        expect(
          pages().faults.filter((fault) => /hit|Content Security|Refused/.test(fault)),
          REPEAT,
        ).toEqual([]);
        expect(await page.locator(`[href*="${ELSEWHERE}"], [src*="${ELSEWHERE}"]`).count()).toBe(0);
      },
      PATIENCE,
    );
  });
}

/** Uncovers every call of an incident's evidence, five at a time. */
async function revealAll(page: Page): Promise<void> {
  const covered = page.getByRole('button', { name: /^Reveal the text of/ });
  for (let left = await covered.count(); left > 1; left = await covered.count()) {
    await page.getByRole('button', { name: /to read the template/ }).click();
    await expect.poll(() => covered.count(), PATIENT).toBe(Math.max(left - AT_ONCE, 0));
  }
}

/** All of them in as few texts as hold them. */
function pieces(): string[] {
  const made: string[] = [];
  for (const text of HOSTILE) {
    const last = made.at(-1);
    if (last !== undefined && last.length + text.length < LONGEST) made[made.length - 1] = `${last}\n${text}`;
    else made.push(text);
  }
  return made;
}

/** An appeal, an exception, a person, a saved hunt and an action with such a text in each place that takes one. */
async function writeAbout({ page }: DeskPages, incident: string, account: string, text: string): Promise<void> {
  const name = text.replace(/\s+/g, ' ').slice(0, 60);
  const until = new Date(Date.now() + 86_400_000).toISOString();
  await ask(page, `/v1/incidents/${incident}/appeals`, { account, statement: text });
  await ask(page, '/v1/exceptions', { kind: 'account', subject: account, reason: text, expires_at: until });
  await ask(page, '/v1/people', { login: 'mallory', name, role: 'viewer', reason: text });
  await ask(page, '/v1/saved-hunts', { name, hunt: 'from=2026-03-02&until=2026-03-03' });
}
