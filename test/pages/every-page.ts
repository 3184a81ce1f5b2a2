import { describe, expect, it } from 'vitest';
import type { DeskPages } from './desk-pages.js';

/** Each page by its link, in both schemes; some of them on a tablet as well. */
export function tellEveryPage(pages: () => DeskPages): void {
  describe('every page', () => {
    it.each([
      ['leadership', '/overview'],
      ['queue', '/queue'],
      ['queue-empty', '/queue?state=dismissed'],
      ['campaigns', '/campaigns'],
      ['actions', '/actions'],
      ['appeals', '/appeals'],
      ['exceptions', '/exceptions'],
      ['hunt', '/hunt?from=2026-03-01&until=2026-03-20'],
      ['discoveries', '/discoveries'],
      ['detectors', '/detectors'],
      ['detector', '/detectors/spam-campaign'],
      ['ingest', '/ingest'],
      ['quarantine', '/quarantine'],
      ['samples', '/samples'],
      ['releases', '/releases'],
      ['audit', '/audit'],
      ['people', '/people'],
      ['status', '/status'],
      ['missing', '/nowhere'],
    ])('%s opens from a link and has no serious fault in either scheme', async (name, path) => {
      await pages().go(path);
      expect(await pages().look(name)).toEqual([]);
      expect(await pages().cutOff()).toEqual([]);
    });

    it.each(['overview', 'members', 'links', 'evidence', 'history'])('of an incident, %s, is no worse', async (tab) => {
      await pages().go(`/incidents/${await pages().spam()}?tab=${tab}`);
      expect(await pages().look(`incident-${tab}`)).toEqual([]);
    });

    it('of an account or a campaign is no worse', async () => {
      const { page } = pages();
      await page.goto(`${pages().desk.url}/incidents/${await pages().spam()}?tab=members`);
      await page.locator('td a').first().click();
      await page.getByRole('heading', { name: 'Findings' }).waitFor();
      await pages().settled();
      expect(await pages().look('account')).toEqual([]);
      await pages().go('/campaigns');
      await page.locator('td a').first().click();
      await page.getByRole('heading', { name: 'Lineage' }).waitFor();
      await pages().settled();
      expect(await pages().look('campaign')).toEqual([]);
    });

    it('of leadership cuts no title short and lets no figure stick out, however wide it is', async () => {
      const { page } = pages();
      await pages().go('/overview');
      for (const width of [820, 1_024, 1_180, 1_400, 1_600, 1_920]) {
        await page.setViewportSize({ width, height: 720 });
        expect([width, ...(await pages().cutOff())]).toEqual([width]);
      }
      await page.setViewportSize({ width: 1_280, height: 720 });
    });

    it('fits a tablet held upright, without a serious fault and without scrolling sideways', async () => {
      const { page } = pages();
      await page.setViewportSize({ width: 820, height: 1180 });
      for (const [name, path] of [
        ['queue', '/queue'],
        ['incident', `/incidents/${await pages().spam()}`],
        ['hunt', '/hunt?from=2026-03-01&until=2026-03-20'],
        ['quarantine', '/quarantine'],
      ] as const) {
        await pages().go(path);
        expect(await pages().look(`tablet-${name}`, ['light'])).toEqual([]);
        const [wide, seen] = await page.evaluate<number[]>('[document.documentElement.scrollWidth, innerWidth]');
        expect([name, wide]).toEqual([name, seen]);
      }
      await page.setViewportSize({ width: 1280, height: 720 });
    });

    it('runs no script of a page, breaks no policy and throws nothing', () => {
      expect(pages().faults).toEqual([]);
    });
  });
}
