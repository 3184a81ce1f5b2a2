import { describe, expect, it } from 'vitest';
import type { DeskPages } from './desk-pages.js';

/** Keys that can be given to others, and text that stays covered. */
export function tellKeysAndEvidence(pages: () => DeskPages): void {
  describe('the keys', () => {
    it('do nothing while somebody types, and can be given to others', async () => {
      const { page } = pages();
      await pages().go(`/incidents/${await pages().spam()}?tab=members`);
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
      const { page } = pages();
      await pages().go(`/incidents/${await pages().spam()}?tab=evidence`);
      expect(await page.locator('main').textContent()).not.toMatch(/joint|drops/);
      await page.getByRole('button', { name: /to read the template/ }).click();
      await page.getByRole('heading', { name: 'Template of the completions' }).waitFor();
      expect(await pages().look('evidence-revealed')).toEqual([]);
      const text = await page.locator('main').textContent();
      expect(text).toMatch(/hxxps:\/\/joint-flexi-deals\[\.\]example/);
      expect(text).not.toMatch(/https:\/\/joint/);
      await pages().go('/audit');
      await page.getByRole('button', { name: 'Who looked at what' }).click();
      await page.waitForURL('**/audit?action=incident.reveal');
      await page
        .getByRole('row', { name: /ada looked at a text .*to decide on incident/ })
        .first()
        .waitFor();
      await page.getByRole('button', { name: 'Verify the chain' }).click();
      await page.getByText(/whole: \d+ entries as written/).waitFor();
    });
  });
}
