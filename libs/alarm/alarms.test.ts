import { describe, expect, it } from 'vitest';
import { poissonTail } from '#statistics/poisson-tail';
import { byGravity, gravest, unknownAlarm } from './alarm.js';
import { budgetLeft } from './budget-left.js';
import { clockSkew } from './clock-skew.js';
import { deadLetters } from './dead-letters.js';
import { detectorLag } from './detector-lag.js';
import { detectorVolume } from './detector-volume.js';
import { ingestGap } from './ingest-gap.js';
import { spoolDepth } from './spool-depth.js';

const HOUR = 3_600_000;
const now = new Date('2026-10-15T12:00:00Z');
const ago = (hours: number) => new Date(now.getTime() - hours * HOUR);

describe('the lag of a detector', () => {
  it('is how long its oldest window has waited', () => {
    expect(detectorLag('d', [], now)).toMatchObject({ state: 'calm', value: 0 });
    expect(detectorLag('d', [ago(0.5)], now)).toMatchObject({ state: 'calm', value: 0.5 });
    expect(detectorLag('d', [ago(1), ago(2)], now)).toMatchObject({ state: 'warning', value: 2 });
    expect(detectorLag('d', [ago(6)], now)).toMatchObject({
      state: 'alarm',
      because: expect.stringMatching(/^1 window waits/),
    });
  });
});

describe('the volume of a detector', () => {
  const states = (weeks: (number | null)[]) => detectorVolume('d', weeks).map(({ state }) => state);

  it('is silent where every week before had accounts', () => {
    expect(states([0, 5, 6, 5, 9])).toEqual(['alarm', 'calm']);
    expect(states([0, 5, 4, 5, 9])).toEqual(['calm', 'calm']);
    expect(states([1, 50, 60, 50, 90])).toEqual(['calm', 'calm']);
  });

  it('is loud beyond three times any week before, and twenty accounts more', () => {
    expect(states([30, 10, 9, 8, 10])).toEqual(['calm', 'warning']);
    expect(states([29, 10, 9, 8, 10])).toEqual(['calm', 'calm']);
    expect(states([19, 0, 0, 0, 0])).toEqual(['calm', 'calm']);
    expect(states([20, 0, 0, 0, 0])).toEqual(['calm', 'warning']);
  });

  it('says nothing before five weeks were judged', () => {
    expect(states([0, 9, 9, 9])).toEqual(['calm', 'calm']);
    expect(states([90, 9, null, 9, 9])).toEqual(['calm', 'calm']);
  });

  it('is as rare by chance as its thresholds claim', () => {
    expect(1 - poissonTail(1, 5)).toBeLessThan(1 / 140);
    expect(poissonTail(30, 10)).toBeLessThan(1e-6);
    expect(poissonTail(150, 50)).toBeLessThan(1e-6);
  });
});

describe('a gap of a source', () => {
  const steady = Array.from({ length: 48 }, (_, index) => ago(48 - index));

  it('is told by the source alone: an office that rests at night is not silent at night', () => {
    const office = steady.filter((hour) => hour.getUTCHours() >= 8 && hour.getUTCHours() < 20);
    const night = new Date('2026-10-14T19:00:00Z');
    const until = office.filter((hour) => hour <= night);
    const more = [
      ...Array.from({ length: 24 }, (_, index) => new Date(Date.parse('2026-10-10T08:00:00Z') + index * HOUR)),
      ...until,
    ];
    expect(ingestGap('s', more, new Date('2026-10-15T08:00:00Z'))).toMatchObject({ state: 'calm' });
  });

  it('is a warning beyond the longest pause and an alarm beyond twice that', () => {
    expect(ingestGap('s', steady, ago(-0.5))).toMatchObject({ state: 'calm', warnsAt: 2, alarmsAt: 6 });
    expect(ingestGap('s', steady, ago(-2))).toMatchObject({ state: 'warning', value: 2 });
    expect(ingestGap('s', steady, ago(-6))).toMatchObject({
      state: 'alarm',
      because: expect.stringMatching(/longest pause.*was 0: see/),
    });
  });

  it('means nothing of a source that hardly ever sent', () => {
    expect(ingestGap('s', [ago(300)], now)).toMatchObject({ state: 'calm', warnsAt: null });
    expect(ingestGap('s', [], now)).toMatchObject({ state: 'calm', value: null });
  });
});

describe('the depth of a spool', () => {
  const depth = (seconds: number, share: number) =>
    spoolDepth('i', { bytes: share * 1_000, mostBytes: 1_000, oldestReceivedAt: ago(seconds / 3_600) }, now).state;

  it('is judged by the age of the oldest line and by how full it is', () => {
    expect([depth(5, 0.01), depth(60, 0.01), depth(5, 0.25), depth(600, 0), depth(0, 0.75)]).toEqual([
      ...['calm', 'warning', 'warning', 'alarm', 'alarm'],
    ]);
    expect(spoolDepth('i', { bytes: 0, mostBytes: 1, oldestReceivedAt: undefined }, now)).toMatchObject({ value: 0 });
  });
});

describe('dead letters', () => {
  it('warn from the first on', () => {
    expect([0, 1, 9, 10].map((dead) => deadLetters('r', dead).state)).toEqual(['calm', 'warning', 'warning', 'alarm']);
  });
});

describe('the budget of a year', () => {
  const of = (...spent: number[]) => budgetLeft({ year: 2026, budget: 0.45, spent });

  it('is enough while it pays for the quarters to come at the dearest cost so far', () => {
    expect(of()).toMatchObject({ state: 'calm', value: 0.45 });
    expect(of(0.1125, 0.1125)).toMatchObject({ state: 'calm' });
    expect(of(0.15)).toMatchObject({ state: 'warning', because: expect.stringMatching(/enough for 2 of 3 releases/) });
    expect(of(0.3, 0.1)).toMatchObject({ state: 'alarm' });
    expect(of(0.1125, 0.1125, 0.1125, 0.1125)).toMatchObject({ state: 'calm' });
  });
});

describe('the clock of a store', () => {
  const skew = (seconds: number) => {
    const theirs = new Date(now.getTime() + seconds * 1_000);
    return clockSkew('casebook', { before: now, theirs, after: new Date(now.getTime() + 2_000) });
  };

  it('is judged by what goes beyond the time that the question took', () => {
    expect([skew(1), skew(2), skew(6)].map(({ state }) => state)).toEqual(['calm', 'calm', 'calm']);
    expect(skew(7)).toMatchObject({ state: 'warning', value: 5, because: expect.stringMatching(/5\.0 s ahead of/) });
    expect(skew(-61)).toMatchObject({ state: 'alarm', because: expect.stringMatching(/behind/) });
  });
});

describe('alarms together', () => {
  it('are as grave as the gravest, which comes first', () => {
    const some = [
      deadLetters('a', 0),
      deadLetters('b', 3),
      unknownAlarm('clock-skew', 'warehouse', 'seconds', 'no answer'),
    ];
    expect(gravest(some)).toBe('warning');
    expect(byGravity(some).map(({ about }) => about)).toEqual(['b', 'warehouse', 'a']);
    expect(gravest([])).toBe('calm');
  });
});
