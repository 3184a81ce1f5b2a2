import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { act } from './casework.js';
import { ask, type DeskPages, PASSWORD } from './desk-pages.js';

/** What goes wrong between people, clocks and links: each has its answer, and nothing typed is lost. */
export function tellBadInput(pages: () => DeskPages, bob: { page?: Page }): void {
  const why = () =>
    pages()
      .page.getByRole('dialog')
      .getByLabel(/^Why, so that/);

  describe('two people on one incident', () => {
    it('see each other, and neither writes over what the other has decided', async () => {
      const { page } = pages();
      const id = (await pages().incidentsOf('limit-hammering'))[1] ?? '';
      const other = bob.page ?? page;
      await ask(other, `/v1/incidents/${id}/claim`, {});
      await pages().go(`/incidents/${id}`);
      await page.getByText(/Bob works on this until/).waitFor();
      await page.keyboard.press('c');
      await page.getByText(/Bob works on it until/).waitFor();
      await page.keyboard.press('n');
      await why().fill('a load test they told us of');
      const bobs = { verdict: 'confirmed', reason: 'no such test', seen: 0 };
      await ask(other, `/v1/incidents/${id}/dispositions`, bobs);
      await page.keyboard.press('Control+Enter');
      await page
        .getByRole('alert')
        .getByText(/somebody has decided since/)
        .waitFor();
      expect(await pages().look('overtaken', ['light'])).toEqual([]);
      expect(await why().inputValue()).toBe('a load test they told us of');
      expect(await page.getByRole('button', { name: 'Keep this decision' }).isDisabled()).toBe(true);
      await page.getByRole('button', { name: /I have looked/ }).click();
      await page.getByRole('button', { name: 'Keep this decision' }).click();
      await page.getByText('Kept: dismissed').waitFor();
      const { decisions } = await ask<{ decisions: { verdict: string }[] }>(page, `/v1/incidents/${id}`);
      expect(decisions.map(({ verdict }) => verdict)).toEqual(['confirmed', 'dismissed']);
    });
  });

  describe('an action', () => {
    it('on an account that is banned already says so before it is done, and skips it', async () => {
      const { page } = pages();
      const id = (await pages().incidentsOf('limit-hammering'))[2] ?? '';
      await act(page, id, 'ban');
      await pages().go(`/incidents/${id}`);
      await page.keyboard.press('x');
      await page
        .getByRole('dialog')
        .getByText(/1 account will be skipped: ban in force already/)
        .waitFor();
      expect(await pages().look('already-banned', ['light'])).toEqual([]);
      await page.keyboard.press('Escape');
    });

    it('that has ended by itself cannot be undone, which the page says and then shows', async () => {
      const { page } = pages();
      const id = await pages().spam();
      // Long enough for a busy machine to show the page before.
      const end = Date.now() + 12_000;
      await act(page, id, 'limit', { expires_at: new Date(end).toISOString() });
      await pages().go(`/incidents/${id}`);
      const undo = page.getByRole('button', { name: /Undo limit/ });
      await undo.waitFor();
      await page.waitForTimeout(Math.max(0, end - Date.now()));
      await page.locator('main').focus();
      await page.keyboard.press('z');
      await page.getByText(/it has expired.*; nothing of it is in force any more/).waitFor();
      await undo.waitFor({ state: 'hidden' });
    });
  });

  describe('a session', () => {
    it('that ends in mid-decision asks for the password over the page; the decision is kept after', async () => {
      const { page } = pages();
      await pages().go(`/incidents/${await pages().spam()}`);
      await page.keyboard.press('u');
      await why().fill('half of it is a newsletter');
      const cookies = await page.context().cookies();
      await page.context().clearCookies();
      await page.keyboard.press('Control+Enter');
      const door = page.getByRole('dialog', { name: 'Your session has ended' });
      await door.waitFor();
      expect(cookies).not.toEqual([]);
      expect(await pages().look('session-ended', ['light'])).toEqual([]);
      await door.getByLabel('Name you sign in with').fill('ada');
      await door.getByLabel('Password').first().fill(PASSWORD);
      await page.keyboard.press('Enter');
      await door.waitFor({ state: 'hidden' });
      expect(await why().inputValue()).toBe('half of it is a newsletter');
      await page.getByRole('button', { name: 'Keep this decision' }).click();
      await page.getByText('Kept: uncertain').waitFor();
    });
  });

  describe('a link', () => {
    it('to a view that was deleted still filters, and says what became of its name', async () => {
      const { page } = pages();
      await pages().go('/queue?view=Monday%20round&severity=medium&detector=spam-campaign');
      await page.getByText(/The view “Monday round” is not saved in this browser, or was deleted/).waitFor();
      const shown = page.locator('[data-incident]');
      // The list before may stand for a moment, and the service may find another spam campaign meanwhile.
      await vi.waitFor(async () => {
        const incidents = await shown.allInnerTexts();
        expect(incidents).toEqual(incidents.filter((text) => text.includes('spam-campaign')));
        expect(incidents.length).toBeGreaterThan(0);
      }, 10_000);
      expect(await pages().look('lost-view', ['light'])).toEqual([]);
      await page.getByRole('button', { name: 'Save it here' }).click();
      await page.getByText(/is not saved in this browser/).waitFor({ state: 'hidden' });
    });

    it('with a filter that means nothing names the field, and leads out', async () => {
      const { page } = pages();
      await page.goto(`${pages().desk.url}/queue?state=flying`);
      await page.getByRole('alert').getByText(/state/).first().waitFor();
      await page.getByRole('button', { name: 'Show what waits for a decision' }).click();
      await page.locator('[data-incident]').first().waitFor();
    });

    it('to a hunt that would read everything is answered with why not, and with one that would not', async () => {
      const { page } = pages();
      await pages().go('/hunt?from=2020-01-01&until=2026-03-20');
      await page.getByRole('link', { name: 'Run the narrower hunt' }).waitFor();
      expect(await pages().look('hunt-too-wide', ['light'])).toEqual([]);
      await page.getByRole('link', { name: 'Run the narrower hunt' }).click();
      await page.getByRole('heading', { name: 'Who and what' }).waitFor();
    });
  });
}
