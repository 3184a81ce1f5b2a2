import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { DeskPages } from './desk-pages.js';

/** A window of a desk, and a tablet held upright. */
const SIZES = [
  { width: 1280, height: 720 },
  { width: 820, height: 1180 },
];

/** Dialogs of each make: whole in a small window and on a tablet, without a serious fault; pictures in both schemes. */
export function tellEveryDialog(pages: () => DeskPages): void {
  const press = (key: string) => async () => {
    await pages().page.locator('main').focus();
    await pages().page.keyboard.press(key);
  };
  const button = (name: RegExp) => () => pages().page.getByRole('button', { name }).first().click();
  const more = (deed: string) => async () => {
    await button(/^More/)();
    await pages().page.getByRole('menuitem', { name: deed }).click();
  };
  const incident = async (tab = 'overview') => `/incidents/${await pages().spam()}?tab=${tab}`;
  const chooseTwo = async () => {
    const boxes = pages().page.locator('main').getByRole('checkbox');
    await boxes.nth(1).check();
    await boxes.nth(2).check();
    await button(/^Split off/)();
  };

  describe('a dialog', () => {
    it.each<[string, () => Promise<string> | string, () => Promise<void>]>([
      ['dispose', incident, press('n')],
      ['escalate', incident, press('e')],
      ['keys', incident, press('?')],
      ['refer', incident, more('Record a referral')],
      ['appeal', incident, more('Write down an appeal')],
      ['split', () => incident('members'), chooseTwo],
      ['except', () => '/exceptions', button(/^Except/)],
      ['share', campaign, button(/^Share with peers/)],
      ['export', () => '/hunt?from=2026-03-01&until=2026-03-20', button(/^Export/)],
      ['redrive', () => '/quarantine?reason=unknown_field', button(/^Drive again/)],
      ['sample', () => '/samples', button(/^Draw/)],
    ])('%s fits a small window and a tablet, and has no serious fault', async (name, path, open) => {
      const { page } = pages();
      await pages().go(await path());
      await open();
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      expect(await pages().look(`dialog-${name}`, ['light'])).toEqual([]);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        expect([size.width, await overflow(dialog, size)]).toEqual([size.width, 'none']);
      }
      await pages().picture(`tablet-dialog-${name}`, 'dark');
      await page.setViewportSize({ width: 1280, height: 720 });
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    });
  });

  async function campaign(): Promise<string> {
    const { page } = pages();
    await pages().go('/campaigns');
    return (await page.locator('td a').first().getAttribute('href')) ?? '';
  }
}

/** What of a dialog lies outside the window, or has to be scrolled sideways. */
async function overflow(dialog: Locator, { width, height }: { width: number; height: number }): Promise<string> {
  const box = await dialog.boundingBox();
  if (box === null) return 'it is not there';
  if (box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height)
    return `it lies from ${box.x}, ${box.y}, ${box.width} wide and ${box.height} high`;
  const wide = (await dialog.evaluate('each => each.scrollWidth - each.clientWidth')) as number;
  return wide > 0 ? `it is ${wide} too wide` : 'none';
}
