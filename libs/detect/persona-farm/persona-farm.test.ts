import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personaFarm } from './persona-farm.js';
import type { Persona, Row } from './row.js';
import { schedule } from './schedule.js';

const DAY = 1_440;
const DAYS = [1, 2, 3, 4, 5];

/** Calls at the same times of five days, minutes since midnight; `stray` moves each by some minutes. */
function daily(times: readonly number[], stray: (day: number, time: number) => number = () => 0): number[] {
  return DAYS.flatMap((day) => times.map((time) => day * DAY + time + stray(day, time))).sort((a, b) => a - b);
}

/** Numbers below `below` that look drawn and are the same every time. */
const drawn = (seed: number, below: number) => ((seed * 2_654_435_761) >>> 8) % below;

function persona(name: number, minutes: readonly number[], output: Persona['output'] = [18, 28, 38]): Persona {
  return { name, calls: minutes.length, minutes: [...minutes], output, record: name.toString(16).padStart(32, '0') };
}

/** A key whose claimed users have schedules of their own, four times a day, and get short decisions on one template. */
function farmed(personas: number, change: Partial<Row> = {}): Row {
  const returning = Array.from({ length: personas }, (_, n) =>
    persona(n + 1, daily([420 + 17 * n, 640 + 11 * n, 890 + 7 * n, 1_100 + 5 * n])),
  );
  const calls = returning.reduce((sum, each) => sum + each.calls, 0);
  const row = { account: 'a', key: 'k', organization: '', users: personas, calls, returning, prompts: calls };
  return { ...row, alike: Math.round(calls / 4), ...change };
}

const points = (row: Row) => personaFarm.judge([row]).map(({ point }) => point);

describe('a schedule', () => {
  it('is kept by whoever comes at the same minutes day after day, give or take three', () => {
    expect(schedule(daily([480, 700, 1_000])).isKept).toBe(true);
    expect(schedule(daily([480, 700, 1_000], (day, time) => drawn(day * time, 7) - 3)).isKept).toBe(true);
  });

  it('is kept by whoever leaves equal gaps through the day and never comes at the same minute', () => {
    const minutes = DAYS.flatMap((day) =>
      Array.from({ length: 12 }, (_, visit) => day * DAY + 400 + 13 * day + 47 * visit),
    );
    expect(schedule(minutes).isKept).toBe(true);
  });

  it('is not kept by people with habits of half an hour', () => {
    expect(schedule(daily([480, 960], (day, time) => drawn(31 * day + time, 61) - 30)).isKept).toBe(false);
  });

  it('is not kept by people who come when they like', () => {
    const minutes = DAYS.flatMap((day) =>
      Array.from({ length: 6 }, (_, visit) => day * DAY + 400 + drawn(97 * day + visit, 900)),
    );
    expect(schedule(minutes.sort((a, b) => a - b)).isKept).toBe(false);
  });

  it('is not kept by the punctual, who come once a day and talk for a while', () => {
    expect(schedule(daily([480, 482, 485, 489])).isKept).toBe(false);
  });

  it('knows how long it rests', () => {
    expect(schedule(daily([480, 1_080])).rest).toBe(840);
  });

  it('is the same for whoever lives an hour later', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 60, max: 1_300 }), { minLength: 2, maxLength: 12 }), (times) => {
        const minutes = daily(times);
        expect(schedule(minutes.map((minute) => minute + 60)).isKept).toBe(schedule(minutes).isKept);
      }),
    );
  });
});

describe('persona farm', () => {
  it('says how many claimed users a clock calls, how often, and what else speaks for it', () => {
    expect(personaFarm.judge([farmed(24)])).toMatchObject([
      {
        subject: { kind: 'key', id: 'k' },
        score: 24,
        point: 'act',
        because:
          '24 claimed users of one key call 4.0 times a day by the clock, with nights of rest, each in turn, for short answers of one form and with one template',
        numbers: {
          personas: 24,
          records: 480,
          users: 24,
          scheduled: 1,
          share: 1,
          visits: 4,
          tokens: 28,
          alike: 0.25,
          signs: 4,
        },
        members: [{ account: 'a', records: 480, tie: '24 claimed users on a schedule' }],
      },
    ]);
  });

  it('names the account where the log names no key', () => {
    expect(personaFarm.judge([farmed(24, { key: '' })])[0]?.subject).toEqual({ kind: 'account', id: 'a' });
  });

  it('reports, but does not act on, a dozen personas or a key whose texts are not logged', () => {
    expect(points(farmed(12))).toEqual(['report']);
    expect(points(farmed(24, { prompts: 0, alike: 0 }))).toEqual(['report']);
  });

  it('leaves nine personas alone', () => {
    expect(points(farmed(9))).toEqual([]);
  });

  it('leaves a help desk alone whose customers come once, but for ten machines', () => {
    expect(points(farmed(10, { users: 5_000, calls: 6_000 }))).toEqual([]);
  });

  it('leaves a tutor alone whose pupils have habits', () => {
    const pupils = Array.from({ length: 30 }, (_, n) =>
      persona(
        n + 1,
        daily([500, 970], (day, time) => drawn(7 * n + 31 * day + time, 61) - 30),
      ),
    );
    expect(points(farmed(30, { returning: pupils }))).toEqual([]);
  });

  it('leaves an organisation alone that serves all its customers in one go, and one that watches machines', () => {
    const inOneGo = Array.from({ length: 30 }, (_, n) => persona(n + 1, daily([360, 361, 720, 1_080])));
    const watched = Array.from({ length: 30 }, (_, n) =>
      persona(n + 1, daily([0, 180, 360, 540, 720, 900, 1_080, 1_260].map((time) => time + 5 * n))),
    );
    expect(points(farmed(30, { returning: inOneGo, organization: 'o' }))).toEqual([]);
    expect(points(farmed(30, { returning: watched, organization: 'o', calls: 1_200 }))).toEqual([]);
    expect(points(farmed(30, { organization: 'o' }))).toEqual(['act']);
  });

  it('never loses a finding when more personas keep their schedules', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (some, more) => {
        return points(farmed(some)).length <= points(farmed(some + more)).length;
      }),
    );
  });
});
