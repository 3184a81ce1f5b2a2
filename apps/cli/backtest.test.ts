import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addException } from '#casebook/guard-rails';
import { decideIncident, listIncidents } from '#casebook/incidents';
import { beginRun, completeRun, failRun } from '#casebook/runs';
import { limitHammering } from '#detect/limit-hammering/limit-hammering';
import { findingId, runId } from '#incident/found';
import { DispositionDraft, decide } from '#incident/life-cycle';
import { StandingClock } from '#platform/clock';
import type { Secrets } from '#platform/secrets';
import { HOUR } from '#usage/window';
import { atTerminal } from '../../test/support/at-terminal.js';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { hammering } from '../../test/support/hammering.js';
import { accountName, loadUsage } from '../../test/support/load-usage.js';
import { registerBacktest } from './backtest.js';
import { registerDetect } from './detect.js';
import { registerExplain } from './explain.js';
import { registerFindings } from './findings.js';
import { registerRuns } from './runs.js';
import { registerStages } from './stages.js';

const start = Date.UTC(2026, 2, 2);
const at = (hours: number) => new Date(start + hours * HOUR);
const day = ['--from', '2026-03-02', '--until', '2026-03-03'];
const hammer = (account: string, from: number, hours: number) => hammering(account, at(from), hours);

describe('backtests at the terminal', () => {
  let warehouse: FreshWarehouse;
  let fresh: FreshCasebook;
  let usewatch: (...words: string[]) => Promise<string>;
  beforeAll(async () => {
    [warehouse, fresh] = await Promise.all([freshWarehouse(), freshCasebook()]);
    await loadUsage(warehouse, ['ann', 'bob', 'cyd'].map((name, n) => hammer(name, 3 * n, 2)).join(''), at(24));
    const registers = [
      registerBacktest,
      registerDetect,
      registerExplain,
      registerFindings,
      registerRuns,
      registerStages,
    ];
    usewatch = atTerminal(registers, {
      warehouse: warehouse.warehouse,
      casebook: fresh.casebook,
      clock: new StandingClock(at(30)),
      secrets: { pseudonymKey: Buffer.alloc(32, 1), identityKey: Buffer.alloc(32, 1) } as Secrets,
    });
  });
  afterAll(() => Promise.all([warehouse?.close(), fresh?.close()]));

  const backtest = (...words: string[]) => usewatch('backtest', '--detector', 'limit-hammering', ...day, ...words);
  const party = (account: string) => `account:${accountName(account)}`;
  const decideOn = async (account: string, verdict: string) => {
    const { incidents } = await listIncidents(fresh.casebook, { accounts: [accountName(account)] });
    await decideIncident(fresh.casebook, incidents[0]?.id ?? '', undefined, (standing) =>
      decide(standing, DispositionDraft.parse({ verdict, reason: 'seen', decidedBy: 'ada' }), at(30)),
    );
  };

  it('count what would have been found, and open nothing', async () => {
    expect(JSON.parse(await backtest('--json'))).toMatchObject({
      version: 1,
      windows: 24,
      judgedNow: 9,
      judged: 9,
      findings: 9,
      subjects: 3,
      labels: { report: { confirmed: 0, undecided: 3 } },
      against: [],
    });
    const out = await backtest();
    expect(out).toContain('nobody has decided on incidents of these windows');
    expect(out).toMatch(/^ +24 +9 +0 +9 +\d+ +3$/m);
    expect((await listIncidents(fresh.casebook, {})).incidents).toEqual([]);
  });

  it('are scored by what people decided, with intervals', async () => {
    await usewatch('detect', '--detector', 'limit-hammering', ...day);
    await decideOn('ann', 'confirmed');
    await decideOn('bob', 'dismissed');
    const { labels } = JSON.parse(await backtest('--json'));
    expect(labels.report).toMatchObject({ confirmed: 1, dismissed: 1, undecided: 1, missed: 0 });
    expect(labels.report.precision).toMatchObject({ value: 0.5, low: expect.closeTo(0.0945, 4) });
    expect(labels.report.recall.value).toBe(1);
    expect(await backtest()).toMatch(/^report +1 +1 +1 +0 +50\.0 % \(9\.5 to 90\.5\)/m);
  });

  it('are compared with another mode and another version by whom they find', async () => {
    const window = { from: at(0), until: at(2) };
    const key = { detector: limitHammering.name, version: 7, mode: 'scheduled' as const };
    const run = { ...key, id: runId({ ...key, window }), windowFrom: window.from, windowUntil: window.until };
    const subject = { kind: 'account', id: accountName('eve') } as const;
    const finding = {
      ...{ id: findingId(run.id, subject), subjectKind: subject.kind, subject: subject.id, score: 1, numbers: {} },
      ...{
        point: 'act' as const,
        category: 'ACC',
        because: 'x',
        evidence: [],
        members: [],
        parties: [party('eve')],
        withheld: null,
      },
    };
    await beginRun(fresh.casebook, run, at(30), false);
    await completeRun(fresh.casebook, run, { findings: [finding], records: 9, opensIncidents: false }, at(30));
    const { against } = JSON.parse(await backtest('--json', '--against', 'retro', '7'));
    expect(against).toEqual([
      { against: 'retro', windows: 9, onlyHere: [], onlyThere: [], both: ['ann', 'bob', 'cyd'].map(party).sort() },
      { against: '7', windows: 1, onlyHere: [party('ann')], onlyThere: [party('eve')], both: [] },
    ]);
    expect(await backtest('--against', '7')).toContain(
      `in 1 window that both have judged: 1 only here, 1 only there, 0 both\nonly here: ${party('ann')}\nonly there: ${party('eve')}`,
    );
  });

  it('are refused with what to do instead', async () => {
    await expect(backtest('--against', '3')).rejects.toThrow(/it has 7\/scheduled, 1\/backtest, 1\/retro of/);
    await expect(backtest('--against', 'yesterday')).rejects.toThrow('such as 1, shadow or 1/shadow');
    const later = ['--from', '2026-04-02', '--until', '2026-04-03'];
    await expect(usewatch('backtest', '--detector', 'limit-hammering', ...later)).rejects.toThrow(
      'no window has ended',
    );
    const nobody = usewatch('backtest', '--detector', 'nobody', ...day);
    await expect(nobody).rejects.toThrow(/Allowed choices are .*limit-hammering/);
  });

  describe('a finding', () => {
    const latest = async (...words: string[]) =>
      (await usewatch('findings', '--json', ...words))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))[0];

    it('is listed with the mode that found it and the incident it belongs to', async () => {
      const retro = await latest('--mode', 'retro', '--account', 'cyd');
      expect(retro).toMatchObject({ subject: accountName('cyd'), mode: 'retro', incident: expect.any(String) });
      expect(await usewatch('findings', '--account', accountName('cyd'), '--mode', 'backtest')).toMatch(
        / backtest .*calls refused/,
      );
      expect(await usewatch('findings', '--account', 'nobody', '--json')).toBe('');
    });

    it('is explained by its numbers with units, its thresholds, window, run and evidence', async () => {
      const { id, incident } = await latest('--mode', 'retro', '--account', 'cyd');
      const out = await usewatch('explain', id);
      expect(out).toMatch(/^finding .*\n.* calls refused over \d+ minutes without slowing down$/m);
      expect(out).toMatch(/^minutes +\d+ +minutes +30 +45 +(act|report)/m);
      expect(out).toContain(`incident  ${incident}; see: usewatch incident ${incident}`);
      expect(out).toMatch(/^[0-9a-f]{32} +2026-03-02 0[78]:\d\d:00 +[0-9a-f]{32} +m .* 429/m);
      const { calls, evidence, numbers } = JSON.parse(await usewatch('explain', id, '--json'));
      expect(calls.map((call: { record: string }) => call.record).sort()).toEqual([...evidence].sort());
      expect(numbers).toContainEqual(expect.objectContaining({ name: 'share', unit: '0..1 of the calls', value: 1 }));
    });

    it('of another version says that its thresholds are not known', async () => {
      const { id } = await latest('--account', 'eve');
      expect(await usewatch('explain', id)).toContain('version 1 is in service, so no thresholds are shown');
    });

    it('that is withheld says why', async () => {
      await addException(fresh.casebook, {
        ...{ subjectKind: 'account', subject: accountName('fay'), detector: null, reason: 'agreed load test' },
        ...{ addedBy: 'ada', addedAt: at(0), since: at(0), expiresAt: at(99) },
      });
      await loadUsage(warehouse, hammer('fay', 12, 1), at(24));
      const detected = await usewatch('detect', '--detector', 'limit-hammering', ...day, '--json');
      expect(JSON.parse(detected)).toMatchObject({ mode: 'retro', withheld: 2, opened: 0 });
      const { id } = await latest('--withheld');
      expect(await usewatch('explain', id)).toContain(
        'none, withheld: excepted by ada until 2026-03-06: agreed load test',
      );
    });

    it('that is not there is said to be not there', async () => {
      await expect(usewatch('explain', '0'.repeat(32))).rejects.toThrow('`usewatch findings` lists those there are');
      await expect(usewatch('explain', 'x')).rejects.toThrow('a finding has 32 hex digits');
    });
  });

  it('leave lines in the ledger, with failures and with what a dead process left behind', async () => {
    const left = { detector: limitHammering.name, version: 9, mode: 'shadow' as const };
    for (const [hour, fails] of [
      [1, true],
      [2, false],
    ] as const) {
      const window = { from: at(hour - 2), until: at(hour) };
      const run = { ...left, id: runId({ ...left, window }), windowFrom: window.from, windowUntil: window.until };
      await beginRun(fresh.casebook, run, at(30), false);
      if (fails) await failRun(fresh.casebook, run.id, 'memory limit exceeded', at(30));
    }
    const out = await usewatch('runs');
    expect(out).toMatch(/^limit-hammering +9 +shadow +0 +1 +1 +0/m);
    expect(out).toContain('9 shadow: what is running was left by a process that died');
    expect(out).toContain('last failure: memory limit exceeded');
    expect(out).toMatch(/^limit-hammering +1 +backtest +9 +0 +0 +0/m);
    expect(await usewatch('runs', '--windows', '--state', 'running')).toMatch(/ left behind +1/);
    expect(await usewatch('runs', '--windows', '--limit', '2', '--json')).toMatch(/^\{.*\}\n\{.*\}\n$/);
    await fresh.casebook.lease('detect limit-hammering', async () => {
      expect(await usewatch('runs')).not.toContain('a process that died');
    });
  });

  it('go in shadow where the detector is, and detecting by hand does too', async () => {
    await usewatch('demote', 'limit-hammering', '--reason', 'tried out');
    const detect = (...words: string[]) => usewatch('detect', '--detector', 'limit-hammering', ...day, ...words);
    expect(JSON.parse(await detect('--json'))).toMatchObject({ mode: 'shadow', judged: 11, opened: 0 });
    await expect(detect('--mode', 'retro')).rejects.toThrow('is in shadow, so it opens no incident');
    expect(JSON.parse(await backtest('--json', '--against', 'shadow')).against).toMatchObject([
      { onlyHere: [], windows: 11 },
    ]);
  });
});
