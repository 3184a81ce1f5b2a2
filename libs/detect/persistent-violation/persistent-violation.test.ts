import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harmOf } from './harm.js';
import { persistence } from './persistence.js';
import { persistentViolation } from './persistent-violation.js';
import type { Row, Sitting, Usual } from './row.js';

const hate = { classifier: 'watchword-2', category: 'hate' };

/** A session that begins at an hour, with so many calls of which so many score high for hate. */
function sitting(hour: number, calls: number, high: number, length = 1): Sitting {
  const records = Array.from({ length: Math.min(8, calls) }, (_, n) => `${hour}${n}`.padStart(32, '0'));
  const hours = Array.from({ length }, (_, n) => hour + n);
  return { hours, calls, high: high === 0 ? [] : [{ ...hate, calls: high }], records };
}

const usual: Usual = { ...hate, accounts: 400, level: 0.3, usual: 0.004 };
const nights = (count: number, calls = 20, high = 18) =>
  Array.from({ length: count }, (_, night) => sitting(24 * night + 22, calls, high));
const judge = (sittings: Sitting[], more: Partial<Row> = {}) =>
  persistentViolation.judge([
    { account: 'a', is_established: 0, is_named: 1, side_by_side: 1, sittings, cohort: [usual], ...more },
  ]);
const points = (sittings: Sitting[], more: Partial<Row> = {}) => judge(sittings, more).map(({ point }) => point);

describe('persistent violation', () => {
  it('says how much scored high, on how many occasions, and how usual that is', () => {
    expect(judge(nights(3))).toEqual([
      {
        subject: { kind: 'account', id: 'a' },
        score: expect.closeTo(5.1, 1),
        point: 'act',
        category: 'HAT',
        because:
          '54 of 60 calls scored high for hate in 3 sessions on 3 of 3 occasions; of ordinary accounts 0.4 % of the calls do',
        numbers: {
          records: 54,
          calls: 60,
          sessions: 3,
          occasions: 3,
          all_occasions: 3,
          high_from: 0.3,
          usual_share: 0.004,
          cohort: 400,
          side_by_side: 1,
        },
        evidence: nights(3).flatMap(({ records }) => records),
      },
    ]);
  });

  it('reports, but does not act on, two nights, a small cohort, or an established organisation', () => {
    expect(points(nights(2))).toEqual(['report']);
    expect(points(nights(3), { cohort: [{ ...usual, accounts: 49 }] })).toEqual(['report']);
    expect(points(nights(3), { is_established: 1 })).toEqual(['report']);
  });

  it('leaves a story of one evening alone, however hateful and however long', () => {
    expect(judge([sitting(20, 90, 90, 6)])).toEqual([]);
    expect(judge([sitting(20, 30, 30), sitting(22, 30, 30)])).toEqual([]);
  });

  it('leaves a historian alone, of whose calls one in eight is vile', () => {
    expect(judge(nights(7, 48, 6))).toEqual([]);
  });

  it('leaves short sessions alone, as moderation desks have them', () => {
    expect(judge(nights(7, 5, 5))).toEqual([]);
  });

  it('leaves an established organisation alone that serves several people at a time, or names no sessions', () => {
    expect(judge(nights(7), { is_established: 1, side_by_side: 2 })).toEqual([]);
    expect(judge(nights(7), { is_established: 1, is_named: 0 })).toEqual([]);
    expect(points(nights(7), { side_by_side: 2 })).toEqual(['act']);
  });

  it('asks for more where such scores are usual, and for more of a busy account', () => {
    expect(judge(nights(2), { cohort: [{ ...usual, usual: 0.05 }] })).toEqual([]);
    const busy = Array.from({ length: 12 }, (_, n) => sitting(1_000 + 24 * n, 9, 0));
    expect(judge([...nights(2), ...busy])).toEqual([]);
  });

  it('reports where hardly anybody else is scored, and says so', () => {
    const alone = { ...usual, accounts: 0, level: 0.5, usual: 0 };
    expect(judge(nights(3), { cohort: [alone] })).toMatchObject([
      {
        point: 'report',
        because: expect.stringMatching(/hardly anybody else is scored$/),
        numbers: { cohort: 0, high_from: 0.5 },
      },
    ]);
  });

  it('never acts on somebody in need, and does not judge what is no harm', () => {
    const called = (category: string) =>
      nights(3).map((each) => ({ ...each, high: each.high.map((one) => ({ ...one, category })) }));
    const cohort = (category: string) => [{ ...usual, category }];
    expect(points(called('self-harm/intent'), { cohort: cohort('self-harm/intent') })).toEqual(['report']);
    expect(judge(called('finance'), { cohort: cohort('finance') })).toEqual([]);
  });

  it('counts a day without rest as several occasions', () => {
    const [found] = persistence([sitting(0, 400, 400, 24)], [usual]);
    expect(found?.occasions).toBe(4);
  });

  it.each([
    ['hate/threatening', 'hate', 'HAT'],
    ['IDENTITY_ATTACK', 'hate', 'HAT'],
    ['harassment', 'harassment', 'HAT'],
    ['self-harm/intent', 'self-harm', 'SLF'],
    ['Sexual', 'sexual content', 'SEX'],
    ['violence/graphic', 'violence', 'VIO'],
    ['malware', 'cyber offence', 'CYB'],
    ['illicit/drugs', 'illicit goods and acts', 'REG'],
    ['profanity', undefined, undefined],
    ['Health', undefined, undefined],
  ])('takes %s for %s, policy category %s', (called, name, category) => {
    expect([harmOf(called)?.name, harmOf(called)?.category]).toEqual([name, category]);
  });

  it('files a finding under the policy category of what scored high', () => {
    const sexual = nights(3).map((each) => ({
      ...each,
      high: each.high.map((one) => ({ ...one, category: 'sexual' })),
    }));
    expect(judge(sexual, { cohort: [{ ...usual, category: 'sexual' }] })).toMatchObject([{ category: 'SEX' }]);
  });

  it('never loses a finding when another night scores as high', () => {
    const night = fc.tuple(fc.integer({ min: 6, max: 60 }), fc.nat(60));
    fc.assert(
      fc.property(fc.array(night, { maxLength: 12 }), fc.integer({ min: 6, max: 60 }), (told, calls) => {
        const before = told.map(([all, high], n) => sitting(24 * n, all, Math.min(all, high)));
        const after = [...before, sitting(24 * told.length, calls, calls)];
        expect(judge(after).length).toBeGreaterThanOrEqual(judge(before).length);
      }),
    );
  });
});
