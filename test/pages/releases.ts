import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ask, type DeskPages, PASSWORD } from './desk-pages.js';

/** The quarter that is over by the desk's clock; nothing of it was logged, so that noise alone is drawn. */
const PERIOD = '2025-Q4';

/** When it comes out; the usual day of that quarter has passed by the desk's clock. */
const OUT_AT = '2026-05-01T09:00:00Z';

/** Milliseconds that all attacks on a release may take on a busy machine. */
const ATTACKED = 90_000;

/** One publisher takes a release from its plan to the review, and a second one from there to the public. */
export function tellReleases(pages: () => DeskPages): void {
  describe('releases', () => {
    it('go from plan to review under a publisher’s hand', async () => {
      const page = await publisher(pages(), 'pia', 'Pia');
      await page.goto(`${pages().desk.url}/releases`);
      await page.getByText('No release was planned yet').waitFor();
      await page.getByRole('button', { name: 'Plan a release' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Quarter').fill('2026-9');
      await dialog.getByRole('button', { name: 'Plan', exact: true }).click();
      await dialog.getByText(/calendar quarter such as/).waitFor();
      await page.keyboard.press('Escape');
      await ask(page, `/v1/releases/${PERIOD}/plan`, { models: [], publish_at: OUT_AT });
      await page.goto(`${pages().desk.url}/releases`);
      await act(page, 'Freeze');
      await act(page, 'Measure');
      await page.getByText('measured', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Read it' }).click();
      await page.getByRole('heading', { name: /T1 Confirmed units/ }).waitFor();
      expect(await pages().look('releases', ['light', 'dark'], page)).toEqual([]);
      await page.setViewportSize({ width: 820, height: 1180 });
      expect(await pages().look('tablet-releases', ['light'], page)).toEqual([]);
      const [wide, seen] = await page.evaluate<number[]>('[document.documentElement.scrollWidth, innerWidth]');
      expect(wide).toBe(seen);
      await pages().desk.usewatch('release', 'signer', 'rex', '--key', keyOf(pages()));
      await act(page, 'Check');
      await page.getByText('review', { exact: true }).waitFor({ timeout: ATTACKED });
      await page.context().close();
    }, 180_000);

    it('are approved by a second publisher, who signs in the browser, and come out at their hour', async () => {
      const { desk } = pages();
      const page = await publisher(pages(), 'rex', 'Rex');
      await page.goto(`${desk.url}/releases`);
      await page.getByRole('button', { name: 'Read it' }).click();
      await page.getByRole('heading', { name: `${PERIOD}: attacks` }).waitFor();
      expect(await page.getByText('passed', { exact: true }).count()).toBeGreaterThan(10);
      expect(await page.getByText('failed', { exact: true }).count()).toBe(0);
      await page.getByRole('button', { name: 'Approve', exact: true }).click();
      const dialog = page.getByRole('dialog');
      const approve = dialog.getByRole('button', { name: 'Approve', exact: true });
      await dialog.getByLabel('Your private key').fill('a word that I remember');
      await approve.click();
      await dialog.getByText(/no Ed25519 key in PEM/).waitFor();
      await dialog.getByLabel('Your private key').fill(await readFile(keyOf(pages()), 'utf8'));
      await approve.click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByText('scheduled', { exact: true }).waitFor();
      const [row] = await page.getByRole('row', { name: PERIOD }).allInnerTexts();
      expect(row).toMatch(/pia[\s\S]*rex/);
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
      await dialog.getByText(/comes out at 2026-05-01T09:00/).waitFor();
      await page.keyboard.press('Escape');
      await desk.usewatch('release', 'publish', PERIOD, '--as', 'rex', '--at', OUT_AT);
      await page.goto(`${desk.url}/releases`);
      await page.getByText('published', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Withdraw', exact: true }).waitFor();
      await page.goto(`${desk.url}/statistics/`);
      await page.getByText(PERIOD).first().waitFor();
      await page.context().close();
    }, 120_000);
  });
}

/** Does what a release's line offers, and agrees to what its dialog says. */
async function act(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** Where the second person's key lies. */
function keyOf({ desk }: DeskPages): string {
  return join(desk.directory, 'rex.pem');
}

/** A publisher, in a browser of their own. */
async function publisher(pages: DeskPages, login: string, name: string): Promise<Page> {
  const person = { login, name, role: 'publisher', reason: 'tests' };
  const { link } = await ask<{ link: string }>(pages.page, '/v1/people', person);
  const page = await pages.other();
  await page.goto(pages.desk.url + link);
  await page.getByLabel('Password').first().fill(PASSWORD);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.waitForURL(/\/(queue|releases|overview)/);
  return page;
}
