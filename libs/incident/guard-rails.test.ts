import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '#detect/detector';
import { type Exception, markExcepted, type SharedNetwork, standing, withheld } from './guard-rails.js';

const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour));
const window = (until: number) => ({ from: at(until - 2), until: at(until) });
const lasting = { addedBy: 'ada', since: at(10), expiresAt: at(20), removedAt: null };
const exception = (subject: string, more: Partial<Exception> = {}): Exception => {
  return {
    id: `id of ${subject}`,
    subjectKind: 'account',
    subject,
    detector: null,
    reason: 'load test',
    ...lasting,
    ...more,
  };
};
const network: SharedNetwork = {
  id: 'id of n',
  subjectKind: 'network',
  subject: 'n',
  usage: 'campus',
  provenance: 'university list',
  ...lasting,
};
const account = { subject: { kind: 'account', id: 'a' } } as const;
const campaign = (...accounts: string[]): Pick<Finding, 'subject' | 'members'> => ({
  subject: { kind: 'campaign', id: 'c' },
  members: accounts.map((name) => ({ account: name, records: 3, tie: 'same text' })),
});
const held = (finding: Pick<Finding, 'subject' | 'members'>, until: number, exceptions: Exception[], detector = 'd') =>
  withheld(finding, standing(detector, window(until), { exceptions, sharedNetworks: [network] }));

describe('an exception', () => {
  it('holds back findings of windows that end while it lasts, and says who vouched for it until when', () => {
    expect(held(account, 15, [exception('a')])).toBe('excepted by ada until 2026-03-01: load test (exception id of a)');
    const kept = [9, 10, 19, 20].map((until) => held(account, until, [exception('a')]) !== undefined);
    expect(kept).toEqual([false, true, true, false]);
  });

  it('that was taken back holds nothing back from then on', () => {
    const removed = exception('a', { removedAt: at(12) });
    expect([11, 12].map((until) => held(account, until, [removed]) !== undefined)).toEqual([true, false]);
  });

  it('concerns its own subject and detector alone', () => {
    expect(held(account, 15, [exception('b')])).toBeUndefined();
    expect(held(account, 15, [exception('a', { subjectKind: 'key' })])).toBeUndefined();
    expect(held(account, 15, [exception('a', { detector: 'other' })])).toBeUndefined();
    expect(held(account, 15, [exception('a', { detector: 'd' })])).toBeDefined();
  });

  it('holds a campaign back only when all its accounts are excepted', () => {
    expect(held(campaign('a', 'b'), 15, [exception('a')])).toBeUndefined();
    expect(held(campaign('a', 'b'), 15, [exception('a'), exception('b')])).toContain('all 2 accounts are excepted');
    expect(held(campaign(), 15, [exception('a')])).toBeUndefined();
  });

  it('is told of a member of a campaign that goes on without it', () => {
    const holding = standing('d', window(15), { exceptions: [exception('a')], sharedNetworks: [] });
    expect(markExcepted(campaign('a', 'b').members ?? [], holding).map(({ tie }) => tie)).toEqual([
      'same text; excepted by ada until 2026-03-01: load test (exception id of a)',
      'same text',
    ]);
  });
});

describe('a shared network', () => {
  it('holds back findings about it, and says where it is known from', () => {
    const finding = { subject: { kind: 'network', id: 'n' } } as const;
    expect(held(finding, 15, [])).toContain('many share this network (campus, says university list)');
    expect(held(finding, 20, [])).toBeUndefined();
    expect(held({ subject: { kind: 'account', id: 'n' } }, 15, [])).toBeUndefined();
  });
});

describe('guard rails', () => {
  it('say the same in whatever order their entries come', () => {
    const hour = fc.integer({ min: 0, max: 30 });
    const entry = fc
      .tuple(fc.constantFrom('a', 'b'), hour, hour, fc.option(hour, { nil: undefined }), fc.uuid())
      .map(([subject, from, length, removed, id]) =>
        exception(subject, {
          id,
          since: at(from),
          expiresAt: at(from + 1 + length),
          removedAt: removed === undefined ? null : at(removed),
        }),
      );
    fc.assert(
      fc.property(fc.array(entry), hour, (entries, until) => {
        expect(held(campaign('a', 'b'), until, [...entries].reverse())).toBe(held(campaign('a', 'b'), until, entries));
      }),
    );
  });
});
