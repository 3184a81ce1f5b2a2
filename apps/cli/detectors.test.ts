import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginRun, completeRun } from '#casebook/runs';
import { limitHammering } from '#detect/limit-hammering/limit-hammering';
import { runId } from '#incident/found';
import { StandingClock } from '#platform/clock';
import { HOUR } from '#usage/window';
import { atTerminal } from '../../test/support/at-terminal.js';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import { registerDetectors } from './detectors.js';
import { registerStages } from './stages.js';

const now = new Date('2026-03-02T00:00:00Z');

describe('detectors at the terminal', () => {
  let fresh: FreshCasebook;
  let usewatch: (...words: string[]) => Promise<string>;
  const clock = new StandingClock(now);
  beforeAll(async () => {
    fresh = await freshCasebook();
    usewatch = atTerminal([registerDetectors, registerStages], { casebook: fresh.casebook, clock });
    for (const version of [limitHammering.version, limitHammering.version + 1]) {
      const window = { from: new Date(now.getTime() - 2 * HOUR), until: now };
      const key = { detector: limitHammering.name, version, mode: 'scheduled' as const };
      const run = { ...key, id: runId({ ...key, window }), windowFrom: window.from, windowUntil: window.until };
      await beginRun(fresh.casebook, run, now, false);
      await completeRun(fresh.casebook, run, { findings: [], records: 9, opensIncidents: true }, now);
    }
  });
  afterAll(() => fresh.close());

  const file = async () => JSON.parse(await usewatch('detectors', '--detector', 'limit-hammering', '--json'));

  it('are listed with version, stage, spacing and last run', async () => {
    const out = await usewatch('detectors');
    expect(out).toMatch(/^limit-hammering +1 +scheduled +ACC +BEH +low +1 h +2 h +2026-03-02 00:00 scheduled$/m);
    expect(out).toMatch(/^spam-campaign .* never$/m);
  });

  it('tell at length what they catch, miss and mistake, and every version the ledger has', async () => {
    const out = await usewatch('detectors', '--long', '--detector', 'limit-hammering');
    for (const told of ['catches', 'misses', 'mistakes'] as const) expect(out).toContain(limitHammering[told]);
    expect(out).toContain('scheduled, as the catalogue has it');
    expect(out).toMatch(/^limit-hammering +2 +scheduled +1 .*\n^limit-hammering +1 +scheduled +1 /m);
    expect(await usewatch('detectors', '--long', '--detector', 'spam-campaign')).toContain('no window was judged yet');
  });

  it('are put in shadow and in service with a reason, and say who did it and when', async () => {
    expect(await usewatch('demote', 'limit-hammering', '--reason', 'half of it was dismissed')).toContain('in shadow');
    expect(await file()).toMatchObject({ stage: 'shadow', version: 1, lastRun: { mode: 'scheduled' } });
    expect(await usewatch('detectors', '--long')).toContain(
      `shadow, since 2026-03-02 00:00 by ${userInfo().username}: half of it was dismissed`,
    );
    expect(JSON.parse(await usewatch('promote', 'limit-hammering', '--reason', 'mended', '--json'))).toMatchObject({
      ordinal: 2,
      change: 'promote',
      stage: 'scheduled',
    });
    expect(await usewatch('shadow', 'limit-hammering', '--reason', 'a new threshold is tried')).toContain('in shadow');
    expect((await file()).stages).toMatchObject([{ change: 'demote' }, { change: 'promote' }, { change: 'shadow' }]);
  });

  it('stay as they are when nothing would change or nobody says why', async () => {
    await expect(usewatch('shadow', 'limit-hammering', '--reason', 'x')).rejects.toThrow('in shadow already');
    await expect(usewatch('promote', 'spam-campaign', '--reason', 'x')).rejects.toThrow('in service already');
    await expect(usewatch('demote', 'spam-campaign', '--reason', ' ')).rejects.toThrow('must say why');
    await expect(usewatch('demote', 'spam-campaign')).rejects.toThrow('--reason');
    await expect(usewatch('demote', 'nobody', '--reason', 'x')).rejects.toThrow('Allowed choices');
  });
});
