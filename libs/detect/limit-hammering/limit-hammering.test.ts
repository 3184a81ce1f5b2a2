import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitHammering } from './limit-hammering.js';

type Minute = [minute: number, calls: number, limited: number, denied: number];

const every = (minutes: number, calls: number, limited: number, denied = 0, step = 1): Minute[] =>
  Array.from({ length: minutes / step }, (_, index) => [index * step, calls, limited, denied]);
const judge = (minutes: Minute[]) => limitHammering.judge([{ account: 'a', minutes, evidence: ['00'] }]);
const points = (minutes: Minute[]) => judge(minutes).map(({ point }) => point);

describe('limit hammering', () => {
  it('says how much was refused for how long', () => {
    expect(judge([[0, 32, 18, 0], ...every(54, 25, 23).map(([m, ...rest]): Minute => [m + 1, ...rest])])).toEqual([
      {
        subject: { kind: 'account', id: 'a' },
        score: expect.closeTo(3371.1, 0),
        point: 'act',
        because: '1,260 of 1,382 calls refused over 55 minutes without slowing down',
        numbers: { records: 1260, calls: 1382, share: 1260 / 1382, minutes: 55, kept_pace: expect.closeTo(0.995, 3) },
        evidence: ['00'],
      },
    ]);
  });

  it('reports, but does not act on, an account of which four calls in ten are refused for an hour', () => {
    expect(points(every(60, 10, 4))).toEqual(['report']);
  });

  it('leaves a batch job alone that fires every ten minutes and stops at its limit', () => {
    expect(judge(every(120, 50, 20, 0, 10))).toEqual([]);
  });

  it('leaves a launch alone that is refused for twenty minutes', () => {
    expect(judge([...every(20, 500, 400), ...every(120, 100, 0).slice(20)])).toEqual([]);
  });

  it('leaves a busy client alone that touches its limit now and then', () => {
    expect(judge(every(120, 100, 5))).toEqual([]);
  });

  it('leaves a person alone who presses "again" once a minute for a while', () => {
    expect(judge(every(50, 1, 1))).toEqual([]);
  });

  it('reports an account that is denied at every call for two hours, and never acts on it', () => {
    expect(points(every(120, 50, 0, 50))).toEqual(['report']);
  });

  it('leaves an integration alone of which half the calls are denied', () => {
    expect(judge(every(120, 50, 0, 25))).toEqual([]);
  });

  it('judges from the first refusal on, however much was served before it', () => {
    expect(
      points([...every(60, 1_000, 0), ...every(60, 10, 9).map(([m, ...rest]): Minute => [m + 60, ...rest])]),
    ).toEqual(['act']);
  });

  it('never loses a finding when more of the same calls are refused', () => {
    const minute = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(40), fc.nat(40));
    fc.assert(
      fc.property(fc.array(minute, { minLength: 30, maxLength: 120 }), (minutes) => {
        const fewer = minutes.map(([calls, a]): Minute => [0, calls, 1 + Math.min(a, calls - 1), 0]);
        const more = fewer.map(
          ([, calls, limited], i): Minute => [i, calls, Math.min(calls, limited + (minutes[i]?.[2] ?? 0)), 0],
        );
        const numbered = fewer.map(([, ...rest], i): Minute => [i, ...rest]);
        return judge(numbered).length <= judge(more).length;
      }),
    );
  });
});
