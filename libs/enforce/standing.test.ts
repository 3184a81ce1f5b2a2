import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENFORCEMENTS, type Enforcement } from './notice.js';
import { Standing, type StandingCase } from './standing.js';

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const filed = (action: Enforcement, source = 'incident 1', expiresAt: Date | null = null): StandingCase => ({
  id: `case ${action}`,
  account: 'a',
  source,
  action,
  category: 'SPM',
  createdAt: at(1),
  expiresAt,
});
const filedAway = (...cases: StandingCase[]) => {
  const standing = new Standing();
  for (const each of cases) standing.add(each);
  return standing;
};

describe('what stands against an account', () => {
  it('is nothing while nobody has decided anything', () => {
    expect(filedAway().verdict(['a'], at(2))).toEqual({ verdict: 'allow', action: 'none' });
  });

  it.each([
    ['warning', 'warn'],
    ['limit', 'limit'],
    ['suspension', 'deny'],
    ['ban', 'deny'],
  ] as const)('lets a %s be told as %s', (action, verdict) => {
    expect(filedAway(filed(action)).verdict(['a'], at(2))).toMatchObject({ verdict, action });
  });

  it('is the strictest of all its cases, whatever their order', () => {
    const cases = ENFORCEMENTS.filter((action) => action !== 'none').map((action) => filed(action, action));
    fc.assert(
      fc.property(fc.shuffledSubarray(cases, { minLength: 1 }), (some) => {
        const strictest = Math.max(...some.map(({ action }) => ENFORCEMENTS.indexOf(action)));
        expect(filedAway(...some).verdict(['a'], at(2)).action).toBe(ENFORCEMENTS[strictest]);
      }),
    );
  });

  it('gives way to what is decided later of the same incident, and of no other', () => {
    const standing = filedAway(filed('ban'), filed('warning', 'incident 2'), filed('none'));
    expect(standing.verdict(['a'], at(2)).action).toBe('warning');
    standing.add(filed('none', 'incident 2'));
    expect([standing.verdict(['a'], at(2)).action, standing.size]).toEqual(['none', 0]);
  });

  it('ends by itself when its time is over', () => {
    const standing = filedAway(filed('ban', 'incident 1', at(5)), filed('limit', 'incident 2'));
    expect(standing.verdict(['a'], at(4)).action).toBe('ban');
    expect(standing.verdict(['a'], at(5)).action).toBe('limit');
  });

  it('stands under a former name as well', () => {
    expect(filedAway(filed('ban')).verdict(['b', 'a'], at(2)).verdict).toBe('deny');
  });
});
