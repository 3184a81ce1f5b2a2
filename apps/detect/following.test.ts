import { asc } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listCampaigns } from '#casebook/campaign-files';
import { campaign, campaignFinding } from '#casebook/campaign-tables';
import { beginRun, completeRun } from '#casebook/runs';
import { campaignId, findingId, partiesOf, runId } from '#incident/found';
import { HOUR } from '#usage/window';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import { following } from './following.js';

const detector = { name: 'spam-campaign', everyHours: 24 };
const at = (day: number) => new Date(Date.UTC(2026, 2, 1) + day * 24 * HOUR);
const windowOf = (day: number) => ({ from: at(day), until: at(day + 1) });
const subjectOf = (letters: string) => ({ kind: 'campaign' as const, id: letters });
const nameOf = (day: number, letters: string) => campaignId(detector.name, windowOf(day), subjectOf(letters));

/** The campaigns of each day, by the letters of their accounts: one that grows, splits, and is whole again. */
const DAYS = [['abcdef'], ['abcdefgh', 'xyz'], ['abcde', 'fgh'], ['abcdefgh'], ['bcdefghi', 'xy']];

describe('campaigns in the casebook', () => {
  let fresh: FreshCasebook;
  beforeEach(async () => {
    fresh = await freshCasebook();
  });
  afterEach(() => fresh.close());

  const complete = async (day: number, found: readonly string[]) => {
    const key = { detector: detector.name, version: 1, mode: 'scheduled' as const };
    const window = windowOf(day);
    const run = { ...key, id: runId({ ...key, window }), windowFrom: window.from, windowUntil: window.until };
    const findings = found.map((letters) => {
      const members = [...letters].map((account) => ({ account, records: 2, tie: '2 of 2' }));
      const subject = subjectOf(letters);
      const said = {
        score: 1,
        point: 'report' as const,
        category: 'SPM',
        because: 'they do',
        numbers: {},
        evidence: [],
        withheld: null,
      };
      const parties = partiesOf({ subject, members });
      return { ...said, id: findingId(run.id, subject), subjectKind: subject.kind, subject: letters, members, parties };
    });
    await beginRun(fresh.casebook, run, at(9), true);
    const result = { findings, records: 9, opensIncidents: true, following: following(detector) };
    return completeRun(fresh.casebook, run, result, at(9));
  };
  const completeDays = async (days: readonly number[]) => {
    for (const day of days) await complete(day, DAYS[day] ?? []);
  };
  const kept = async () => ({
    campaigns: await fresh.casebook.db.select().from(campaign).orderBy(asc(campaign.id)),
    findings: await fresh.casebook.db.select().from(campaignFinding).orderBy(asc(campaignFinding.finding)),
  });

  it('keep their name while they grow, and tell what split off and what they took in', async () => {
    await completeDays([0, 1, 2, 3, 4]);
    const [main, part, other] = [nameOf(0, 'abcdef'), nameOf(2, 'fgh'), nameOf(1, 'xyz')];
    const listed = await listCampaigns(fresh.casebook, { merged: true }, 9);
    expect(listed.find(({ id }) => id === main)).toMatchObject({
      firstSeen: at(0),
      lastSeen: at(5),
      findings: 5,
      accounts: 9,
      aliases: [part],
      parts: [part],
    });
    expect(listed.find(({ id }) => id === part)).toMatchObject({ splitFrom: main, mergedInto: main, mergedAt: at(4) });
    expect(listed.find(({ id }) => id === other)).toMatchObject({ findings: 2, accounts: 3, mergedInto: null });
    expect((await listCampaigns(fresh.casebook, {}, 9)).map(({ id }) => id).sort()).toEqual([main, other].sort());
  });

  it('are the same in whatever order their windows are judged, and judging again changes nothing', async () => {
    await completeDays([0, 1, 2, 3, 4]);
    const inOrder = await kept();
    await completeDays([2, 0, 4]);
    expect(await kept()).toEqual(inOrder);
    await fresh.close();
    fresh = await freshCasebook();
    await completeDays([3, 0, 4, 2, 1]);
    expect(await kept()).toEqual(inOrder);
  });

  it('give way when a window turns out otherwise', async () => {
    await completeDays([0, 1, 2, 3]);
    await complete(2, ['abcdefgh']);
    const { campaigns } = await kept();
    expect(campaigns.map(({ id, splitFrom, mergedInto }) => [id, splitFrom, mergedInto]).sort()).toEqual(
      [nameOf(0, 'abcdef'), nameOf(1, 'xyz')].sort().map((id) => [id, null, null]),
    );
    await complete(1, ['abcdefgh']);
    expect((await kept()).campaigns.map(({ id }) => id)).toEqual([nameOf(0, 'abcdef')]);
    for (const day of [0, 1, 2, 3]) await complete(day, []);
    expect(await kept()).toEqual({ campaigns: [], findings: [] });
  });
});
