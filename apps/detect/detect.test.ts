import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finding } from '#casebook/detect-tables';
import { decideIncident, getIncident, listIncidents } from '#casebook/incidents';
import { beginRun, completeRun, listRuns } from '#casebook/runs';
import { limitHammering } from '#detect/limit-hammering/limit-hammering';
import { runId } from '#incident/found';
import { DispositionDraft, decide } from '#incident/life-cycle';
import { StandingClock } from '#platform/clock';
import { HOUR, windowsBetween } from '#usage/window';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { accountName, loadUsage } from '../../test/support/load-usage.js';
import { catchUp, lookAfter } from './catch-up.js';
import { type Judging, runDetector } from './run-detector.js';

const start = Date.UTC(2026, 2, 2);
const at = (hours: number) => new Date(start + hours * HOUR);
const never = new AbortController().signal;

const call = (account: string, from: number, index: number, status: number) =>
  JSON.stringify({
    source: 's',
    id: `${account} ${from} ${index}`,
    at: new Date(at(from).getTime() + index * 20_000).toISOString(),
    account,
    status,
  });

/** One refused call every 20 seconds. */
const hammer = (account: string, from: number, hours: number) =>
  Array.from({ length: hours * 180 }, (_, index) => call(account, from, index, 429)).join('\n');

describe('detecting', () => {
  let warehouse: FreshWarehouse;
  let fresh: FreshCasebook;
  let judging: Judging;
  const clock = new StandingClock(at(24));

  beforeAll(async () => {
    warehouse = await freshWarehouse();
    await loadUsage(warehouse, `${hammer('ann', 3, 3)}\n${hammer('bob', 20, 2)}\n`, at(23));
    await loadUsage(warehouse, `${call('cyd', -10, 0, 200)}\n`, at(23));
    await loadUsage(warehouse, `${hammer('old', -24 * 365, 2)}\n`, at(23));
  });
  afterAll(() => warehouse.close());
  beforeEach(async () => {
    fresh = await freshCasebook();
    judging = {
      warehouse: warehouse.warehouse,
      casebook: fresh.casebook,
      clock,
      detector: limitHammering,
      mode: 'retro',
    };
  });
  afterEach(() => fresh.close());

  const windows = (from: number, until: number) => windowsBetween(at(from), at(until), 1, 2);
  const incidents = async () => (await listIncidents(fresh.casebook, { limit: 1_000 })).incidents;
  const runs = (mode: Judging['mode'] = 'retro') => {
    const { name: detector, version } = limitHammering;
    return listRuns(fresh.casebook, { detector, version, modes: [mode], from: at(-24 * 400), until: at(999) });
  };
  /** Every row there is, as text. */
  const everything = async () =>
    JSON.stringify([
      await runs(),
      await runs('scheduled'),
      await Promise.all((await incidents()).map(({ id }) => getIncident(fresh.casebook, id))),
    ]);

  it('opens one incident per account, from its first window to its last', async () => {
    const judgement = await runDetector(judging, { windows: windows(0, 24) });
    expect(judgement).toMatchObject({ windows: 24, judged: 7, findings: 7, opened: 2, failures: [], stopped: false });
    expect(await incidents()).toMatchObject([
      { subject: accountName('bob'), state: 'open', category: 'ACC', firstSeen: at(19), lastSeen: at(23) },
      {
        subject: accountName('ann'),
        because: '360 of 360 calls refused over 120 minutes without slowing down',
        accounts: 1,
      },
    ]);
  });

  it('changes no row when judged again', async () => {
    await runDetector(judging, { windows: windows(0, 24) });
    const before = await everything();
    const again = await runDetector(judging, { windows: windows(0, 24), again: true });
    expect(again).toMatchObject({ judged: 7, findings: 7, opened: 0, changed: 0, withdrawn: 0 });
    expect(await runDetector(judging, { windows: windows(0, 24) })).toMatchObject({ judged: 0 });
    expect(await everything()).toBe(before);
  });

  it('comes to the same rows by two processes at once as by one', async () => {
    await runDetector(judging, { windows: windows(0, 24) });
    const alone = await everything();
    await fresh.close();
    fresh = await freshCasebook();
    judging = { ...judging, casebook: fresh.casebook };
    const both = await Promise.all([1, 2].map(() => runDetector(judging, { windows: windows(0, 24) })));
    expect(both.reduce((sum, { judged }) => sum + judged, 0)).toBe(7);
    expect(await everything()).toBe(alone);
  });

  it('comes to the same incidents in whatever pieces it is asked', async () => {
    await runDetector(judging, { windows: windows(0, 24) });
    const whole = (await everything()).replaceAll(/"openedAt":"[^"]+"/g, '');
    await fresh.close();
    fresh = await freshCasebook();
    judging = { ...judging, casebook: fresh.casebook };
    for (const [from, until] of [
      [12, 24],
      [4, 12],
      [0, 4],
    ] as const) {
      await runDetector(judging, { windows: windows(from, until) });
    }
    expect((await everything()).replaceAll(/"openedAt":"[^"]+"/g, '')).toBe(whole);
  });

  it('takes over a run that a dead process left behind', async () => {
    const [window] = windows(4, 5);
    if (window === undefined) throw new RangeError('no window');
    const name = { detector: limitHammering.name, version: limitHammering.version, mode: 'retro' as const };
    const run = { ...name, id: runId({ ...name, window }), windowFrom: window.from, windowUntil: window.until };
    await beginRun(fresh.casebook, run, at(0), false);
    expect(await runDetector(judging, { windows: [window] })).toMatchObject({ judged: 1, findings: 1, opened: 1 });
    expect(await runs()).toMatchObject([{ state: 'done', attempt: 2, findings: 1, records: 360 }]);
  });

  it('opens what a process found that died before it could', async () => {
    const windowed = windows(4, 5);
    await runDetector({ ...judging, mode: 'backtest' }, { windows: windowed });
    const [found] = await fresh.casebook.db.select().from(finding);
    const name = { detector: limitHammering.name, version: limitHammering.version, mode: 'retro' as const };
    const [window] = windowed as [(typeof windowed)[number]];
    const run = { ...name, id: runId({ ...name, window }), windowFrom: window.from, windowUntil: window.until };
    await beginRun(fresh.casebook, run, at(24), false);
    const kept = { ...found, id: '0'.repeat(32) } as typeof finding.$inferSelect;
    await completeRun(fresh.casebook, run, { findings: [kept], records: 360, opensIncidents: true }, at(24));
    expect(await incidents()).toEqual([]);
    expect(await runDetector(judging, { windows: windowed })).toMatchObject({ judged: 0, opened: 1 });
  });

  it('opens no incident in shadow and in backtests', async () => {
    for (const mode of ['shadow', 'backtest'] as const) {
      expect(await runDetector({ ...judging, mode }, { windows: windows(0, 24) })).toMatchObject({
        findings: 7,
        opened: 0,
      });
    }
    expect(await incidents()).toEqual([]);
  });

  it('stops between two windows when asked to, and goes on from there', async () => {
    const stop = new AbortController();
    const onWindow = (done: number) => {
      if (done === 5) stop.abort();
    };
    const first = await runDetector(judging, { windows: windows(0, 24), signal: stop.signal, onWindow });
    expect(first).toMatchObject({ judged: 2, stopped: true, opened: 1 });
    expect(await runDetector(judging, { windows: windows(0, 24) })).toMatchObject({ judged: 5, opened: 1 });
  });

  it('writes down why a window could not be judged, and gives in when three fail in a row', async () => {
    const broken = { ...limitHammering, sql: new URL('file:///dev/null') };
    const judgement = await runDetector({ ...judging, detector: broken }, { windows: windows(3, 24) });
    expect(judgement).toMatchObject({ judged: 0, stopped: true, failures: [expect.stringContaining('null')] });
    expect(await runs()).toMatchObject([{ state: 'failed' }, { state: 'failed' }, { state: 'failed' }]);
  });

  it('writes down what a bound kept it from comparing, until a later judging leaves nothing out', async () => {
    const bounded = { ...limitHammering, leftOut: () => 'of 9 minutes 3 were looked at' };
    await runDetector({ ...judging, detector: bounded }, { windows: windows(3, 5) });
    expect((await runs()).map(({ leftOut }) => leftOut)).toEqual(Array(2).fill('of 9 minutes 3 were looked at'));
    await runDetector(judging, { windows: windows(3, 5), again: true });
    expect((await runs()).map(({ leftOut }) => leftOut)).toEqual([null, null]);
  });

  describe('by the clock', () => {
    it('judges every window with timely usage that has ended, and nothing of years ago', async () => {
      expect(await catchUp(judging, 'everything', never)).toMatchObject({ judged: 9, findings: 7, opened: 2 });
      expect((await runs('scheduled')).map(({ windowUntil }) => windowUntil)).toEqual(
        [-9, -8, 4, 5, 6, 7, 21, 22, 23].map(at),
      );
      expect(await catchUp(judging, 'everything', never)).toMatchObject({ windows: 0 });
      expect(await catchUp(judging, 'lately', never)).toMatchObject({ windows: 0 });
    });

    it('finds the incidents that were found by hand, and opens none twice', async () => {
      await runDetector(judging, { windows: windows(0, 24) });
      const before = (await incidents()).map(({ id }) => id);
      expect(await catchUp(judging, 'everything', never)).toMatchObject({ findings: 7, opened: 0 });
      expect((await incidents()).map(({ id }) => id)).toEqual(before);
    });

    it('leaves a detector to the process that already works for it', async () => {
      await fresh.casebook.lease(`detect ${limitHammering.name}`, async () => {
        expect(await catchUp(judging, 'everything', never)).toBeUndefined();
      });
    });

    it('judges a window again that has received more since', async () => {
      await catchUp(judging, 'everything', never);
      await loadUsage(warehouse, `${hammer('eve', -10, 1)}\n`, at(23));
      expect(await catchUp(judging, 'lately', never)).toMatchObject({ windows: 2, judged: 2, opened: 1 });
      expect(await catchUp(judging, 'lately', never)).toMatchObject({ windows: 0 });
    });
  });

  describe('how far back to look', () => {
    it('is everything after a start, and whenever the clock was set or stood still for more than a day', () => {
      const looks = [undefined, at(-25), at(-24), at(-1), at(24), at(25)].map((last) => lookAfter(last, at(0)));
      expect(looks).toEqual(['everything', 'everything', 'lately', 'lately', 'lately', 'everything']);
    });
  });

  describe('after a decision', () => {
    const decideOn = (id: string, draft: object, seen?: number) =>
      decideIncident(fresh.casebook, id, seen, (standing) =>
        decide(standing, DispositionDraft.parse({ decidedBy: 'ada', reason: 'seen', ...draft }), clock.now()),
      );

    it('keeps state, category and name while findings go on joining', async () => {
      await runDetector(judging, { windows: windows(4, 5) });
      const id = (await incidents())[0]?.id ?? '';
      await decideOn(id, { verdict: 'confirmed', category: 'SPM', action: 'limit' });
      await runDetector(judging, { windows: windows(0, 8) });
      const file = await getIncident(fresh.casebook, id);
      expect(file).toMatchObject({ state: 'confirmed', category: 'SPM', firstSeen: at(2), lastSeen: at(7) });
      expect(file?.decisions).toMatchObject([{ ordinal: 1, verdict: 'confirmed', action: 'limit', decidedBy: 'ada' }]);
      expect((await incidents()).map((incident) => incident.id)).toEqual([id]);
    });

    it('refuses the second of two people who decided at the same time', async () => {
      await runDetector(judging, { windows: windows(4, 5) });
      const id = (await incidents())[0]?.id ?? '';
      const both = await Promise.all([
        decideOn(id, { verdict: 'confirmed' }, 0),
        decideOn(id, { verdict: 'dismissed' }, 0),
      ]);
      expect(both.map(({ outcome }) => outcome).sort()).toEqual(['decided', 'overtaken']);
    });

    it('adds reversals and keeps what was said before', async () => {
      await runDetector(judging, { windows: windows(4, 5) });
      const id = (await incidents())[0]?.id ?? '';
      await decideOn(id, { verdict: 'confirmed' });
      expect(await decideOn(id, { verdict: 'confirmed' })).toMatchObject({ outcome: 'refused' });
      expect(await decideOn(id, { verdict: 'dismissed', reason: 'load test' })).toMatchObject({
        outcome: 'decided',
        incident: {
          state: 'dismissed',
          decisions: [{ verdict: 'confirmed' }, { verdict: 'dismissed', reason: 'load test' }],
        },
      });
      expect(await decideOn('0'.repeat(32), { verdict: 'dismissed' })).toEqual({ outcome: 'unknown' });
    });
  });

  it('lists by state, category, detector and account, a page at a time', async () => {
    await runDetector(judging, { windows: windows(0, 24) });
    const list = async (filter: object) =>
      (await listIncidents(fresh.casebook, filter)).incidents.map(({ subject }) => subject);
    expect(await list({ accounts: [accountName('ann')] })).toEqual([accountName('ann')]);
    expect(await list({ state: 'open', category: 'ACC', detector: 'limit-hammering' })).toHaveLength(2);
    expect(await list({ state: 'confirmed' })).toEqual([]);
    const first = await listIncidents(fresh.casebook, { limit: 1 });
    const second = await listIncidents(fresh.casebook, { limit: 1, cursor: first.cursor ?? '' });
    expect([...first.incidents, ...second.incidents]).toEqual(await incidents());
    expect(second.cursor).toBeUndefined();
    await expect(listIncidents(fresh.casebook, { cursor: 'x' })).rejects.toThrow('a cursor that it gave out');
  });

  it('late records a week old repair the windows they touch, and older ones schedule nothing', async () => {
    const week = 24 * 7;
    const late = new StandingClock(at(week));
    await catchUp({ ...judging, clock: late }, 'everything', never);
    await loadUsage(warehouse, `${hammer('gil', 8, 1)}\n`, at(week + 7.9));
    await loadUsage(warehouse, `${hammer('hal', 10, 1)}\n`, at(week + 12));
    late.moveTo(at(week + 12));
    expect(await catchUp({ ...judging, clock: late }, 'lately', never)).toMatchObject({
      windows: 2,
      judged: 2,
      opened: 1,
    });
    expect((await incidents()).find(({ subject }) => subject === accountName('gil'))).toMatchObject({
      firstSeen: at(7),
      lastSeen: at(10),
    });
  });
});
