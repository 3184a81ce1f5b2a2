import { readFile } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { run } from '#casebook/detect-tables';
import { parseConfig } from '#platform/config';
import { openInstallation } from '#platform/open-installation';
import { ask, type DeskPages, PASSWORD } from './desk-pages.js';

/** What people do about a case beside deciding it, and what becomes of it on other pages. */
export function tellCasework(pages: () => DeskPages, bob: { page?: Page }): void {
  const fill = async (title: RegExp, fields: Readonly<Record<string, string>>, does: string) => {
    const dialog = pages().page.getByRole('dialog', { name: title });
    for (const [label, value] of Object.entries(fields)) {
      const field = dialog.getByLabel(label);
      if ((await field.getAttribute('readonly')) === null) await field.fill(value);
      else {
        await field.click();
        await pages().page.getByRole('option', { name: value }).click();
      }
    }
    await dialog.getByRole('button', { name: does, exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
  };
  const more = async (deed: string) => {
    await pages().page.getByRole('button', { name: /^More/ }).click();
    await pages().page.getByRole('menuitem', { name: deed }).click();
  };

  describe('a detector', () => {
    it('says on its page what a bound kept it from comparing', async () => {
      const environment = { USEWATCH_DATA_DIR: pages().desk.directory };
      const { casebook, close } = await openInstallation(parseConfig(environment), false, () => undefined);
      const leftOut = 'of the 2,000 holders of one thing 150 were compared';
      await casebook.db.update(run).set({ leftOut }).where(eq(run.detector, 'spam-campaign'));
      await close();
      await pages().go('/detectors/spam-campaign');
      await pages()
        .page.getByText(/^Not everything could be compared: in the window until .* of the 2,000/)
        .waitFor();
      expect(await pages().look('detector-left-out', ['light'])).toEqual([]);
    });
  });

  describe('a case', () => {
    it('is noted, made urgent and let sleep from its page, and the queue shows it', async () => {
      const { page } = pages();
      const [id] = await pages().incidentsOf('limit-hammering');
      await pages().go(`/incidents/${id}?tab=history`);
      await more('Write a note');
      await fill(/A note/, { Note: 'same customer as in May' }, 'Keep note');
      await page.getByText('same customer as in May').waitFor();
      await more('Set priority');
      await fill(/How soon/, { Priority: 'urgent' }, 'Set');
      await more('Snooze');
      await fill(/Let it sleep/, { 'Why, so that': 'the customer answers tomorrow' }, 'Snooze');
      await page.getByText(/Asleep until/).waitFor();
      await pages().go('/queue?snoozed=only');
      await page.getByText('urgent priority').waitFor();
      await page.getByText(/asleep until/).waitFor();
    });

    it('is appealed against; whoever acted may not judge, somebody else sees what reversing lifts', async () => {
      const { page } = pages();
      const id = await pages().spam();
      const { members } = await ask<{ members: { account: string }[] }>(page, `/v1/incidents/${id}`);
      await act(page, id, 'suspension', { accounts: [members[0]?.account ?? ''] });
      await pages().go(`/incidents/${id}`);
      await more('Write down an appeal');
      await fill(
        /What an owner says/,
        { Account: members[0]?.account ?? '', 'What they say': 'we sell shoes' },
        'File',
      );
      await pages().go('/appeals');
      await page.getByText('suspension in force').waitFor();
      expect(await pages().look('appeals-open')).toEqual([]);
      await page.getByRole('button', { name: 'Judge…' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Outcome').click();
      await page.getByRole('option', { name: /Reverse/ }).click();
      await dialog.getByText(/At once lifted from this account/).waitFor();
      await dialog.getByLabel(/Why, in words/).fill('the shop exists');
      expect(await pages().look('appeal-judge', ['light'])).toEqual([]);
      await dialog.getByRole('button', { name: 'Judge', exact: true }).click();
      await dialog.getByText('the action is your own').waitFor();
      expect(await dialog.getByLabel(/Why, in words/).inputValue()).toBe('the shop exists');
      bob.page = await comeIn(pages());
      const { appeals } = await ask<{ appeals: { id: string }[] }>(bob.page, '/v1/appeals?state=open');
      await ask(bob.page, `/v1/appeals/${appeals[0]?.id}/judgement`, {
        outcome: 'reversed',
        reason: 'the shop exists',
      });
      await pages().go('/appeals?state=judged');
      await page.getByText('reversed').waitFor();
      await page
        .getByText(/Bob|bob/)
        .first()
        .waitFor();
    });

    it('has subjects that are excepted until a day, and lifted before it', async () => {
      const { page } = pages();
      const { members } = await ask<{ members: { account: string }[] }>(page, `/v1/incidents/${await pages().spam()}`);
      await pages().go(`/exceptions?kind=account&subject=${members[0]?.account}`);
      await fill(/Except somebody/, { 'Why, so that': 'a test customer of ours' }, 'Except');
      await page.getByText('a test customer of ours').waitFor();
      await page.getByRole('button', { name: /Enter a network/ }).click();
      await fill(
        /shared infrastructure/,
        { Network: 'AS64500', 'Who shares it': 'Campus', 'Where it is known': 'its operator' },
        'Enter',
      );
      await page.getByText('AS64500').waitFor();
      expect(await pages().look('exceptions-held', ['light'])).toEqual([]);
      await page.getByRole('button', { name: 'Lift this exception' }).click();
      await fill(/Lift this/, { 'Why it no longer': 'the test is over' }, 'Lift');
      await page.getByText('Nobody is excepted').waitFor();
    });

    it('of a campaign is shared with peers as a file that names no account, and the audit log says why', async () => {
      const { page } = pages();
      await pages().go('/campaigns');
      await page.locator('td a').first().click();
      await page.getByRole('button', { name: 'Share with peers…' }).click();
      const download = page.waitForEvent('download');
      await fill(/Share with peers/, { Format: 'MISP event', 'Why it is shared': 'the others see it too' }, 'Download');
      const file = await download;
      expect(file.suggestedFilename()).toMatch(/^campaign-[0-9a-f]{8}\.misp\.json$/);
      const { Event } = JSON.parse(await readFile(await file.path(), 'utf8')) as { Event: { info: string } };
      expect(Event.info).toMatch(/^2-4 accounts acting together/);
      await pages().go('/audit');
      await page
        .getByRole('row', { name: /ada shared a campaign with peers/ })
        .first()
        .waitFor();
    });

    it('begins with lines that are whole: those that are not say why, by shape and never by value', async () => {
      const { page } = pages();
      await pages().go('/quarantine?reason=unknown_field');
      await page.getByText('usewatch quarantine redrive --reason unknown_field').waitFor();
      expect(await page.locator('main').textContent()).not.toContain('CANARY');
    });

    it('leaves lines that are not to be driven again or discarded, as many as were shown, and is in the audit log', async () => {
      const { page } = pages();
      const why = (text: string) => ({ 'Why, for the audit log': text });
      await pages().go('/quarantine?reason=unknown_field');
      await page.getByRole('button', { name: 'Drive again…' }).click();
      await fill(/Drive 2 lines again/, why('the mapping is mended'), 'Drive them again');
      await page.getByText('2 lines driven again: 0 stored, 0 known already, 2 refused once more').waitFor();
      await page.getByRole('cell', { name: 'settled' }).first().waitFor();
      expect(await pages().look('quarantine-settled', ['light'])).toEqual([]);
      await page.getByRole('button', { name: 'Discard…' }).click();
      await fill(/Discard 2 lines for good/, why('they hold nothing we lack'), 'Discard them');
      await page.getByText('2 lines discarded').waitFor();
      await page.getByText('None of them waits.').waitFor();
      await pages().go('/audit');
      await page
        .getByRole('row', { name: /ada discarded refused lines/ })
        .first()
        .waitFor();
      await page
        .getByRole('row', { name: /ada drove refused lines again/ })
        .first()
        .waitFor();
    });
  });
}

/** Acts as previewed, and acknowledges whatever has to be. */
export async function act(page: Page, incident: string, action: string, more: object = {}): Promise<void> {
  const { expires_at, ...wanted } = { incident, action, ...more } as { expires_at?: string; incident: string };
  const { preview, warnings } = await ask<{ preview: string; warnings: { code: string }[] }>(
    page,
    '/v1/action-sets/preview',
    wanted,
  );
  const acknowledged = warnings.map(({ code }) => code);
  const draft = { ...wanted, preview, acknowledged, reason: 'tests', expires_at: expires_at ?? null };
  const { id } = await ask<{ id: string }>(page, '/v1/action-sets', draft);
  await ask(page, `/v1/action-sets/${id}/execute`, {});
}

/** A second person, in a browser of their own. */
async function comeIn(pages: DeskPages): Promise<Page> {
  const person = { login: 'bob', name: 'Bob', role: 'lead', reason: 'tests' };
  const { link } = await ask<{ link: string }>(pages.page, '/v1/people', person);
  const page = await pages.other();
  await page.goto(pages.desk.url + link);
  await page.getByLabel('Password').first().fill(PASSWORD);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.waitForURL('**/queue');
  return page;
}
