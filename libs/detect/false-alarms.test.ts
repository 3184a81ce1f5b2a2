import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { falseAlarms } from './false-alarms.js';

const record = {
  loud: { version: 2, accountDays: 2_000, scores: [9, 7, 7, 3] },
  silent: { version: 1, accountDays: 2_000, scores: [] },
};
const loud = { name: 'loud', version: 2 };

describe('the false-alarm rate of a score', () => {
  it('counts the account-days on which an honest account scored as high', () => {
    expect(falseAlarms(loud, 7, record)).toEqual({ named: 3, accountDays: 2_000, rate: 0.0015, isBound: false });
    expect(falseAlarms(loud, 0, record)).toMatchObject({ named: 4 });
  });

  it('says below one in all account-days where nobody scored as high', () => {
    const below = { named: 0, accountDays: 2_000, rate: 0.0005, isBound: true };
    expect(falseAlarms(loud, 9.1, record)).toEqual(below);
    expect(falseAlarms({ name: 'silent', version: 1 }, 0, record)).toEqual(below);
  });

  it('is not told for a version or a detector that was not measured', () => {
    expect(falseAlarms({ ...loud, version: 3 }, 7, record)).toBeUndefined();
    expect(falseAlarms({ name: 'toString', version: 1 }, 7, record)).toBeUndefined();
  });

  it('never rises with the score', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        const rateOf = (score: number) => falseAlarms(loud, score, record)?.rate ?? 0;
        expect(rateOf(Math.max(a, b))).toBeLessThanOrEqual(rateOf(Math.min(a, b)));
      }),
    );
  });
});
