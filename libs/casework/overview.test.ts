import { describe, expect, it } from 'vitest';
import { byDay, campaignsByFamily, counted, delays, sampled, shared } from './overview.js';

const stratum = (name: 'act' | 'report' | 'shadow' | 'none', population: number, labels: readonly number[]) => {
  const [confirmed = 0, dismissed = 0, uncertain = 0, unlabelled = 0] = labels;
  return { week: '2026-W39', stratum: name, population, confirmed, dismissed, uncertain, unlabelled };
};

describe('the figures of a period', () => {
  it('are counted by the days of both periods, the earlier one first', () => {
    const days = byDay(
      [
        { day: 0, n: 1 },
        { day: 3, n: 4 },
        { day: 3, n: 2 },
        { day: null, n: 9 },
      ],
      4,
      ({ n }) => n,
    );
    expect(days).toEqual([1, 0, 0, 6]);
    expect(counted(days)).toMatchObject({ now: 6, before: 1 });
    expect(counted([0, 0, 0, 0]).change).toBeNull();
  });

  it('name what a share is a share of, and none where there is nothing to take it of', () => {
    expect(shared([0, 0, 2, 1], [0, 0, 4, 2])).toMatchObject({
      now: { part: 3, of: 6, value: 0.5 },
      before: null,
      change: null,
    });
  });

  it('call medians different only when their intervals do not meet', () => {
    const row = (isNow: boolean, from: number) => ({
      kind: 'detect' as const,
      isNow,
      seconds: Array.from({ length: 20 }, (_, n) => from + n),
    });
    expect(delays([row(true, 100), row(false, 0)], 'detect').isBeyondNoise).toBe(true);
    expect(delays([row(true, 5), row(false, 0)], 'detect').isBeyondNoise).toBe(false);
    expect(delays([row(true, 5)], 'detect')).toMatchObject({
      now: { incidents: 20 },
      before: null,
      isBeyondNoise: null,
    });
    expect(delays([row(true, 5)], 'act').now).toBeNull();
  });

  it('weigh a judged account by how many it stands for, those nobody could tell and those in waiting told apart', () => {
    const labels = [stratum('act', 10, [5, 0]), stratum('report', 90, [5, 4, 1, 2]), stratum('none', 1_000, [0, 8])];
    const precision = sampled(labels, true);
    // By hand: 2 · 5 + 9 · 5 of 2 · 5 + 9 · 9.
    expect(precision?.value).toBeCloseTo(55 / 91, 12);
    expect(precision).toMatchObject({ judged: 14, confirmed: 10, uncertain: 1, waiting: 2, population: 100, weeks: 1 });
    expect(sampled(labels, false)).toMatchObject({ value: 0, judged: 8, population: 1_000 });
    expect(sampled([stratum('act', 10, [0, 0, 0, 4])], true)).toBeNull();
  });

  it('count campaigns at work by family, and each once on the day it was first seen', () => {
    const rows = [
      { detector: 'spam', isNow: false, day: 1, campaigns: 2 },
      { detector: 'spam', isNow: true, day: null, campaigns: 2 },
      { detector: 'pool', isNow: true, day: 3, campaigns: 1 },
    ];
    const found = campaignsByFamily(rows, (name) => (name === 'spam' ? 'GRF' : 'BEH'), 4);
    expect(found.families).toEqual([
      { family: 'BEH', detectors: ['pool'], now: 1, before: 0 },
      { family: 'GRF', detectors: ['spam'], now: 2, before: 2 },
    ]);
    expect(found.started).toMatchObject({ now: 1, before: 2 });
  });
});
