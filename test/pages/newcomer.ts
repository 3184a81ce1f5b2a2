import { describe, expect, it } from 'vitest';
import { type DeskPages, PASSWORD } from './desk-pages.js';

/** Coming in for the first time, and the way from there to the planted campaign and back. */
export function tellNewcomer(pages: () => DeskPages): void {
  describe('a newcomer', () => {
    it('finds the door shut, and comes in by the link of the first administrator', async () => {
      const { page, desk } = pages();
      await page.goto(desk.url + desk.welcome);
      await page.getByLabel('Name you sign in with').fill('ada');
      await page.getByLabel('Name others see').fill('Ada');
      await page.getByLabel('Password').first().fill(PASSWORD);
      expect(await pages().look('welcome')).toEqual([]);
      await page.getByRole('button', { name: 'Begin' }).click();
      await page.waitForURL('**/queue');
      const stranger = await pages().other();
      await stranger.goto(`${desk.url}/queue`);
      await stranger.getByRole('button', { name: 'Sign in' }).waitFor();
      expect(await pages().look('sign-in', ['light', 'dark'], stranger)).toEqual([]);
      await stranger.context().close();
    });

    it('reaches the spam campaign, sees who belongs to it and why, previews a suspension, executes and undoes it', async () => {
      const { page } = pages();
      await pages().go('/queue');
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
      expect(await pages().look('act')).toEqual([]);
      await act.getByRole('button', { name: /Suspend 4 accounts/ }).waitFor();
      for (const grave of await act.getByRole('checkbox').all()) {
        await grave.focus();
        await press('Space');
      }
      expect(await pages().look('act-ready')).toEqual([]);
      await press('Control+Enter');
      await act.waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: /Undo suspension/ }).waitFor();
      await press('z');
      await page.getByText(/The suspension is undone/).waitFor();
      expect(presses).toBeLessThan(20);
    });
  });
}
