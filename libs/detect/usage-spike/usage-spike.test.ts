import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usageSpike } from './usage-spike.js';

const DAY = 144;

/** Nine days before the judged hour, asked twenty times in each ten minutes, and what was asked in the hour. */
function row(hour: readonly number[], usual = 20) {
  const judged = 9 * DAY;
  const before = Array.from({ length: judged }, (_, ten): [number, number] => [ten, usual]);
  const now = hour.map((calls, index): [number, number] => [judged + index, calls]);
  const records = now.map(([ten]): [number, string[]] => [
    ten,
    Array.from({ length: 17 }, (_, index) => (ten * 100 + index).toString(16).padStart(32, '0')),
  ]);
  const calls = [...before, ...now].filter(([, count]) => count > 0);
  return { kind: 'key' as const, subject: 'k', judged, ended: judged + 6, calls, records };
}

describe('usage spike', () => {
  it('says how much a key called, and how many times what its past explains', () => {
    expect(usageSpike.judge([row([20, 500, 700, 20, 20, 20])])).toEqual([
      {
        subject: { kind: 'key', id: 'k' },
        score: expect.closeTo(10.77, 2),
        point: 'act',
        because:
          '540 calls within half an hour, 9.0 times as many as in any half hour in the six hours before or at this time of day in the last week',
        numbers: { records: 540, explained: 60, usual_daily_peak: expect.closeTo(60, 9) },
        evidence: expect.arrayContaining([(1_297 * 100).toString(16).padStart(32, '0')]),
      },
    ]);
  });

  it('shows records of the half hour alone', () => {
    const [finding] = usageSpike.judge([row([20, 20, 20, 20, 20, 700])]);
    expect(finding?.evidence).toHaveLength(50);
    expect(new Set(finding?.evidence.map((record) => Math.floor(Number.parseInt(record, 16) / 100)))).toEqual(
      new Set([1_299, 1_300, 1_301]),
    );
  });

  it('leaves an hour alone that is as busy as any', () => {
    expect(usageSpike.judge([row([20, 24, 18, 26, 22, 20])])).toEqual([]);
  });

  it('leaves a key alone that is as new as its burst', () => {
    expect(usageSpike.judge([row([500, 700, 500, 20, 20, 20], 0)])).toEqual([]);
  });

  it('leaves a burst to the window in which it began', () => {
    const begun = row([300, 300, 20, 20, 20, 20]);
    const calls = begun.calls.map(([ten, count]): [number, number] => [ten, ten === begun.judged - 1 ? 300 : count]);
    expect(usageSpike.judge([{ ...begun, calls }])).toEqual([]);
  });

  it('makes no more than one finding of an hour, and none of a key that nobody used', () => {
    const calls = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(calls, fc.integer({ min: 0, max: 50 }), (hour, usual) => {
        const findings = usageSpike.judge([row(hour, usual)]);
        expect(findings.length).toBeLessThanOrEqual(usual === 0 ? 0 : 1);
        for (const { numbers } of findings) expect(numbers.records).toBeGreaterThanOrEqual(90);
      }),
    );
  });
});
