import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ask, type DeskPages, PASSWORD } from './desk-pages.js';

/** The quarter that is over by the desk's clock; nothing of it was logged, so that noise alone is drawn. */
const PERIOD = '2025-Q4';

/** A publisher takes a release from its plan to the review, where a second person is waited for. */
export function tellReleases(pages: () => DeskPages): void {
  describe('releases', () => {
    it('go from plan to review under a publisher’s hand, who cannot approve them', async () => {
      const page = await publisher(pages());
      await page.goto(`${pages().desk.url}/releases`);
      await page.getByText('No release was planned yet').waitFor();
      await page.getByRole('button', { name: 'Plan a release' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Quarter').fill('2026-9');
      await dialog.getByRole('button', { name: 'Plan', exact: true }).click();
      await dialog.getByText(/calendar quarter such as/).waitFor();
      await page.keyboard.press('Escape');
      // By now the usual day of that quarter has passed; it is planned for another one.
      await ask(page, `/v1/releases/${PERIOD}/plan`, { models: [], publish_at: '2026-05-01T09:00:00Z' });
      await page.goto(`${pages().desk.url}/releases`);
      for (const act of ['Freeze', 'Measure']) {
        await page.getByRole('button', { name: act, exact: true }).click();
        await page.getByRole('dialog').getByRole('button', { name: act, exact: true }).click();
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
      }
      await page.getByText('measured', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Read it' }).click();
      await page.getByRole('heading', { name: /T1 Confirmed units/ }).waitFor();
      expect(await pages().look('releases', ['light', 'dark'], page)).toEqual([]);
      await page.setViewportSize({ width: 820, height: 1180 });
      expect(await pages().look('tablet-releases', ['light'], page)).toEqual([]);
      const [wide, seen] = await page.evaluate<number[]>('[document.documentElement.scrollWidth, innerWidth]');
      expect(wide).toBe(seen);
      await page.context().close();
    });
  });
}

/** A publisher, in a browser of their own. */
async function publisher(pages: DeskPages): Promise<Page> {
  const person = { login: 'pia', name: 'Pia', role: 'publisher', reason: 'tests' };
  const { link } = await ask<{ link: string }>(pages.page, '/v1/people', person);
  const page = await pages.other();
  await page.goto(pages.desk.url + link);
  await page.getByLabel('Password').first().fill(PASSWORD);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.waitForURL(/\/(queue|releases|overview)/);
  return page;
}
