import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { detectorStage } from '#casebook/detect-tables';
import { listFindings } from '#casebook/findings';
import { addException, addSharedNetwork, removeException } from '#casebook/guard-rails';
import { getIncident, listIncidents } from '#casebook/incidents';
import { latestRuns, sumRuns } from '#casebook/run-history';
import { changeStage, listStages } from '#casebook/stages';
import type { Detector, Stage } from '#detect/detector';
import { limitHammering } from '#detect/limit-hammering/limit-hammering';
import { StandingClock } from '#platform/clock';
import { HOUR, windowsBetween } from '#usage/window';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { hammering } from '../../test/support/hammering.js';
import { accountName, loadUsage, networkName } from '../../test/support/load-usage.js';
import { catchUp } from './catch-up.js';
import { type Judging, runDetector } from './run-detector.js';

const start = Date.UTC(2026, 2, 2);
const at = (hours: number) => new Date(start + hours * HOUR);
const never = new AbortController().signal;

const hammer = (account: string, from: number, hours: number) => hammering(account, at(from), hours);

describe('by stage', () => {
  let warehouse: FreshWarehouse;
  let fresh: FreshCasebook;
  let judging: Omit<Judging, 'mode'>;
  let clock: StandingClock;

  beforeAll(async () => {
    warehouse = await freshWarehouse();
    const inNetwork = {
      source: 's',
      id: 'n',
      at: at(0.5),
      account: 'eve',
      ip: '203.0.113.7',
      asn: 64_500,
      status: 200,
    };
    const lines = `${hammer('ann', 0, 9)}${hammer('bob', 12, 2)}${JSON.stringify(inNetwork)}\n`;
    await loadUsage(warehouse, lines, at(24));
  });
  afterAll(() => warehouse.close());
  beforeEach(async () => {
    fresh = await freshCasebook();
    clock = new StandingClock(at(4));
    judging = { warehouse: warehouse.warehouse, casebook: fresh.casebook, clock, detector: limitHammering };
  });
  afterEach(() => fresh.close());

  const put = (stage: Stage, hour: number) =>
    changeStage(fresh.casebook, limitHammering.name, () => ({
      entry: {
        version: 1,
        change: stage === 'shadow' ? 'demote' : 'promote',
        stage,
        decidedBy: 'ada',
        decidedAt: at(hour),
        reason: 'seen',
      },
    }));
  const incidents = async () => (await listIncidents(fresh.casebook, {})).incidents;
  const lines = async () =>
    (await sumRuns(fresh.casebook, {})).map(({ version, mode, done, findings }) => [version, mode, done, findings]);

  it('a detector in shadow is run by the clock, and what it finds opens no incident', async () => {
    await put('shadow', -1);
    expect(await catchUp(judging, 'everything', never)).toMatchObject({ judged: 4, findings: 4, opened: 0 });
    expect(await incidents()).toEqual([]);
    expect(await lines()).toEqual([[1, 'shadow', 4, 4]]);
    expect(await catchUp(judging, 'lately', never)).toMatchObject({ windows: 0 });
  });

  it('a detector that the catalogue has in shadow stays there until somebody promotes it', async () => {
    const detector: Detector = { ...(limitHammering as Detector), stage: 'shadow' };
    expect(await catchUp({ ...judging, detector }, 'everything', never)).toMatchObject({ judged: 4, opened: 0 });
    await put('scheduled', 4);
    clock.moveTo(at(6));
    expect(await catchUp({ ...judging, detector }, 'lately', never)).toMatchObject({ judged: 3, opened: 1 });
  });

  it('a promoted detector opens incidents from the next window on, and a demoted one none from then on', async () => {
    await put('shadow', -1);
    await catchUp(judging, 'everything', never);
    await put('scheduled', 4.5);
    clock.moveTo(at(7));
    expect(await catchUp(judging, 'lately', never)).toMatchObject({ judged: 3, opened: 1 });
    expect(await incidents()).toMatchObject([{ subject: accountName('ann'), firstSeen: at(3), lastSeen: at(7) }]);
    await put('shadow', 7.5);
    clock.moveTo(at(24));
    expect(await catchUp(judging, 'lately', never)).toMatchObject({ judged: 6, opened: 0 });
    expect((await incidents())[0]).toMatchObject({ lastSeen: at(7) });
    expect(await lines()).toEqual([
      [1, 'scheduled', 3, 3],
      [1, 'shadow', 10, 10],
    ]);
  });

  it('days that were missed are judged in order, each in the mode of its own time, whenever the clock comes to it', async () => {
    await put('shadow', -1);
    await put('scheduled', 4.5);
    await put('shadow', 7.5);
    clock.moveTo(at(24));
    expect(await catchUp(judging, 'everything', never)).toMatchObject({ judged: 13, opened: 1 });
    expect((await incidents())[0]).toMatchObject({ firstSeen: at(3), lastSeen: at(7) });
    expect(await lines()).toEqual([
      [1, 'scheduled', 3, 3],
      [1, 'shadow', 10, 10],
    ]);
  });

  it('decisions stay beside those before them for ever', async () => {
    await put('shadow', 1);
    await put('scheduled', 2);
    expect(await listStages(fresh.casebook)).toMatchObject([
      { ordinal: 1, change: 'demote', stage: 'shadow', decidedBy: 'ada', reason: 'seen' },
      { ordinal: 2, change: 'promote', stage: 'scheduled' },
    ]);
    await expect(fresh.casebook.db.delete(detectorStage)).rejects.toThrow('append-only');
    await expect(fresh.casebook.db.update(detectorStage).set({ reason: 'x' })).rejects.toThrow('append-only');
  });

  it('a changed version is a line of its own in the ledger, and judges everything anew', async () => {
    await catchUp(judging, 'everything', never);
    const detector: Detector = { ...(limitHammering as Detector), version: 2 };
    expect(await catchUp({ ...judging, detector }, 'everything', never)).toMatchObject({ judged: 4, opened: 0 });
    expect(await lines()).toEqual([
      [2, 'scheduled', 4, 4],
      [1, 'scheduled', 4, 4],
    ]);
    expect(await incidents()).toMatchObject([{ version: 2 }]);
  });

  it('all four modes say the very same of the same windows', async () => {
    const windows = windowsBetween(at(0), at(16), 1, 2);
    const said: unknown[] = [];
    for (const mode of ['scheduled', 'shadow', 'backtest', 'retro'] as const) {
      await runDetector({ ...judging, mode }, { windows });
      const found = await listFindings(fresh.casebook, { mode }, 1_000);
      said.push(
        found.map(({ windowUntil, subject, score, point, because }) => [windowUntil, subject, score, point, because]),
      );
    }
    expect(said[0]).not.toEqual([]);
    expect(new Set(said.map((each) => JSON.stringify(each))).size).toBe(1);
  });

  it('the ledger tells which windows were asked for and broken off, and the next call goes on with them', async () => {
    const stop = new AbortController();
    const windows = windowsBetween(at(0), at(24), 1, 2);
    const onWindow = (done: number) => void (done === 3 && stop.abort());
    const retro = { ...judging, mode: 'retro' as const };
    await runDetector(retro, { windows, signal: stop.signal, onWindow });
    expect(await sumRuns(fresh.casebook, {})).toMatchObject([{ done: 3, cancelled: 10, running: 0 }]);
    expect(await runDetector(retro, { windows })).toMatchObject({ judged: 10 });
    expect(await sumRuns(fresh.casebook, {})).toMatchObject([{ done: 13, cancelled: 0, retries: 0 }]);
  });

  describe('guard rails', () => {
    const vouched = { addedBy: 'ada', addedAt: at(1.5), since: at(1.5), expiresAt: at(5.5) };
    const except = (account: string, more: Partial<typeof vouched> = {}) =>
      addException(fresh.casebook, {
        subjectKind: 'account',
        subject: accountName(account),
        detector: null,
        reason: 'agreed load test',
        ...vouched,
        ...more,
      });

    it('record what an excepted subject does and open no incident, until the exception expires', async () => {
      await except('ann');
      clock.moveTo(at(5));
      const held = await catchUp(judging, 'everything', never);
      expect(held).toMatchObject({ judged: 5, withheld: 4, opened: 1 });
      expect(await incidents()).toMatchObject([{ lastSeen: at(1) }]);
      expect((await listFindings(fresh.casebook, { withheld: true }, 10)).map(({ withheld }) => withheld)).toEqual(
        Array(4).fill(expect.stringContaining('excepted by ada until 2026-03-02: agreed load test')),
      );
      clock.moveTo(at(6));
      expect(await catchUp(judging, 'lately', never)).toMatchObject({ withheld: 0, changed: 1 });
      expect((await incidents())[0]).toMatchObject({ lastSeen: at(6) });
    });

    it('reach back where somebody says so, once the windows are judged again', async () => {
      const windows = windowsBetween(at(0), at(4), 1, 2);
      const retro = { ...judging, mode: 'retro' as const };
      expect(await runDetector(retro, { windows })).toMatchObject({ opened: 1, withheld: 0 });
      await except('ann', { addedAt: at(4), since: at(0) });
      expect(await runDetector(retro, { windows })).toMatchObject({ judged: 0, withdrawn: 0 });
      expect(await runDetector(retro, { windows, again: true })).toMatchObject({ withheld: 4, withdrawn: 1 });
      expect(await incidents()).toEqual([]);
    });

    it('count no more from when they are taken back', async () => {
      const { id } = await except('ann');
      await removeException(fresh.casebook, id, { by: 'bob', at: at(2.5), because: 'the test is over' });
      await removeException(fresh.casebook, id, { by: 'eve', at: at(3), because: 'again' });
      expect(await catchUp(judging, 'everything', never)).toMatchObject({ judged: 4, withheld: 1, opened: 1 });
    });

    it.each([
      ['itself', 'network', networkName('203.0.113.0/24')],
      ['through its autonomous system', 'asn', '64500'],
    ] as const)('hold back what is found of a shared network, entered %s', async (_, subjectKind, entered) => {
      const usage = 'campus' as const;
      await addSharedNetwork(fresh.casebook, { subjectKind, subject: entered, usage, provenance: 'list', ...vouched });
      const subject = { kind: 'network', id: networkName('203.0.113.0/24') } as const;
      const said = { score: 1, point: 'act', because: 'x', numbers: {}, evidence: [] } as const;
      const detector: Detector = { ...(limitHammering as Detector), judge: () => [{ subject, ...said }] };
      const windows = windowsBetween(at(0), at(2), 1, 2);
      const held = await runDetector({ ...judging, detector, mode: 'retro' }, { windows });
      expect(held).toMatchObject({ findings: 2, withheld: 1, opened: 1 });
      const [found] = await listFindings(fresh.casebook, { withheld: true }, 9);
      expect(found?.withheld).toContain('many share this network (campus, says list); entered by ada');
    });

    it('hold nobody else back', async () => {
      await except('bob');
      await addSharedNetwork(fresh.casebook, {
        subjectKind: 'network',
        subject: accountName('ann'),
        usage: 'vpn',
        provenance: 'list',
        ...vouched,
      });
      const held = await catchUp(judging, 'everything', never);
      expect(held).toMatchObject({ withheld: 0, opened: 1 });
      const [{ id } = { id: '' }] = await incidents();
      expect((await getIncident(fresh.casebook, id))?.members).toMatchObject([{ account: accountName('ann') }]);
    });
  });

  it('the ledger keeps the seconds of the judging that counts, not of all the time since the first', async () => {
    await catchUp(judging, 'everything', never);
    await loadUsage(warehouse, hammer('late', 0, 1), at(24));
    clock.moveTo(at(4.5));
    expect(await catchUp(judging, 'lately', never)).toMatchObject({ judged: 2 });
    const [latest] = await latestRuns(fresh.casebook, { until: at(1) }, 1);
    expect(latest).toMatchObject({ startedAt: at(4.5), finishedAt: at(4.5), findings: 2 });
  });
});
