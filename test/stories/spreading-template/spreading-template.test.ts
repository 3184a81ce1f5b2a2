import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incident, regroup } from '#casebook/detect-tables';
import { beginRun, completeRun } from '#casebook/runs';
import { MODES } from '#detect/detector';
import { emergingCluster } from '#detect/emerging-cluster/emerging-cluster';
import { StandingClock } from '#platform/clock';
import { windowsBetween } from '#usage/window';
import { registerCampaigns } from '../../../apps/cli/campaigns.js';
import { registerDiscoveries } from '../../../apps/cli/discoveries.js';
import { runDetector } from '../../../apps/detect/run-detector.js';
import { growingCluster, regulars } from '../../scenarios/emerging-cluster.js';
import { DAY, usageLines } from '../../scenarios/scene.js';
import { atTerminal } from '../../support/at-terminal.js';
import { type FreshCasebook, freshCasebook } from '../../support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { accountName, loadUsage } from '../../support/load-usage.js';

const from = Date.UTC(2026, 7, 18);
const until = new Date(from + 4 * DAY);
const strength = { seed: 3, accounts: 18, volume: 3, mutation: 0.15, jitter: 0.2 };
const told = [...growingCluster(strength, 'taker', from, 4), ...regulars(3, 8, from)];

describe('a template that more accounts fill in each day', () => {
  let warehouse: FreshWarehouse;
  let fresh: FreshCasebook;
  let usewatch: (...words: string[]) => Promise<string>;
  beforeAll(async () => {
    [warehouse, fresh] = await Promise.all([freshWarehouse(), freshCasebook()]);
    await loadUsage(warehouse, usageLines(told), until);
    const clock = new StandingClock(until);
    usewatch = atTerminal([registerDiscoveries, registerCampaigns], {
      casebook: fresh.casebook,
      warehouse: warehouse.warehouse,
      clock,
    });
    const { everyHours, spanHours } = emergingCluster;
    const windows = windowsBetween(new Date(from - 2 * DAY), until, everyHours, spanHours);
    const judging = { warehouse: warehouse.warehouse, casebook: fresh.casebook, clock, detector: emergingCluster };
    for (const mode of MODES) await runDetector({ ...judging, mode }, { windows });
  });
  afterAll(() => Promise.all([warehouse?.close(), fresh?.close()]));

  const listed = async (...words: string[]) =>
    (await usewatch('discoveries', ...words, '--json'))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));

  it('is told as this story has it', () => expectGolden(usageLines(told), new URL('./usage.ndjson', import.meta.url)));

  it('is one discovery though two windows found it, with its growth and its accounts', async () => {
    const [found, ...others] = await listed();
    expect(others).toEqual([]);
    expect(found).toMatchObject({ state: 'new', explainedBy: [], firstSeen: '2026-08-18T00:00:00.000Z' });
    expect(found.findings).toHaveLength(2);
    expect(found.growth.map(({ day }: { day: string }) => day)).toEqual(
      ['18', '19', '20', '21'].map((day) => `2026-08-${day}`),
    );
    const takers = new Set(Array.from({ length: 18 }, (_, n) => accountName(`taker-${n + 1}`)));
    expect(found.members.length).toBeGreaterThanOrEqual(12);
    expect(found.members.every(({ account }: { account: string }) => takers.has(account))).toBe(true);
  });

  it('opens no incident in any mode', async () => {
    const { db } = fresh.casebook;
    expect([await db.select().from(incident), await db.select().from(regroup)]).toEqual([[], []]);
  });

  it('is shown as a line that rises, and day by day', async () => {
    const [{ id }] = await listed();
    expect(await usewatch('discoveries')).toMatch(new RegExp(`${id} +2026-08-18 +2026-08-21 +[▁▂▃▄▅▆▇]{3}█ +1\\d `));
    const shown = await usewatch('discoveries', 'show', id);
    expect(shown).toContain('in the 7 days before 3 did');
    expect(shown).toMatch(/2026-08-21 +1\d\n/);
  });

  it('is a campaign under the same name, with what ties each account in and what it cost', async () => {
    const [{ id, members }] = await listed();
    expect(await usewatch('campaigns')).toMatch(new RegExp(`${id} +emerging-cluster .* 18 *\\n`));
    const campaign = JSON.parse(await usewatch('campaign', id, '--json'));
    expect(campaign).toMatchObject({
      id,
      splitFrom: null,
      mergedInto: null,
      incidents: [],
      cents: 0,
      reformedAt: null,
    });
    expect(campaign.members).toHaveLength(members.length);
    expect(campaign.growth.at(-1).accounts).toBeGreaterThan(campaign.growth[0].accounts);
    expect(await usewatch('campaign', id)).toMatch(/cost +0\.00 USD, all \d+ calls of its accounts/);
    await expect(usewatch('campaign', '0'.repeat(32))).rejects.toThrow('there is no campaign');
  });

  it('leaves the list once an analyst has looked, and keeps what was said', async () => {
    const [{ id }] = await listed();
    const said = await usewatch('discoveries', 'mark', id, '--as', 'looked-at', '--reason', 'recipes, harmless');
    expect(said).toMatch(/looked at +by .*: recipes, harmless/);
    expect(await listed()).toEqual([]);
    await usewatch('discoveries', 'mark', id, '--as', 'explained', '--reason', 'a cooking course');
    expect(await listed('--all')).toMatchObject([
      { id, state: 'explained', marks: [{}, { reason: 'a cooking course' }] },
    ]);
    await expect(usewatch('discoveries', 'mark', id, '--as', 'explained', '--reason', ' ')).rejects.toThrow('--reason');
    await expect(usewatch('discoveries', 'show', '0'.repeat(32))).rejects.toThrow('there is no discovery');
  });

  it('is left to another detector that names half of its accounts at that time', async () => {
    const [{ id, members }] = await listed('--all');
    const window = { windowFrom: new Date(from), windowUntil: until };
    const run = { id: '0a'.repeat(16), detector: 'spam-campaign', version: 1, mode: 'retro' as const, ...window };
    const some = members.slice(0, members.length / 2 + 1);
    const finding = {
      id: '0b'.repeat(16),
      subjectKind: 'campaign' as const,
      subject: 'c'.repeat(32),
      score: 1,
      point: 'act' as const,
      category: 'SPM',
      because: 'they do',
      numbers: {},
      evidence: [],
      members: some,
      parties: some.map(({ account }: { account: string }) => `account:${account}`),
      withheld: null,
    };
    await beginRun(fresh.casebook, run, until, false);
    await completeRun(fresh.casebook, run, { findings: [finding], records: 1, opensIncidents: false }, until);
    expect(await listed('--all')).toMatchObject([
      { id, explainedBy: [{ detector: 'spam-campaign', accounts: some.length }] },
    ]);
    expect(await usewatch('discoveries', '--all')).toContain('explained by spam-campaign');
  });
});
