import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Member } from '#detect/detector';
import { HOUR } from '#usage/window';
import { type Found, findingId, incidentId, runId, type Said } from './found.js';
import { type Decided, group } from './group.js';

const DAY = 24 * HOUR;
const start = Date.UTC(2026, 2, 1);
const judge = { name: 'spam-campaign', severity: 'medium', everyHours: 24 } as const;
const nobody: Decided = new Map();

const day = (number: number) => ({ from: new Date(start + number * DAY), until: new Date(start + (number + 1) * DAY) });

const found = (number: number, finding: Said, version = 1): Found => {
  const window = day(number);
  const run = runId({ detector: judge.name, version, mode: 'scheduled', window });
  return { id: findingId(run, finding.subject), version, window, finding };
};

const says = { score: 1, point: 'report' as const, category: 'SPM', because: 'they do', members: [] };

const campaign = (number: number, accounts: string, more: Partial<Said> = {}): Found => {
  const members = [...accounts].sort().map((account): Member => ({ account, records: 3, tie: '3 of 3' }));
  return found(number, { ...says, subject: { kind: 'campaign', id: `${number}-${accounts}` }, members, ...more });
};

const account = (number: number, id = 'a', more: Partial<Said> = {}): Found =>
  found(number, { ...says, subject: { kind: 'account', id }, ...more });

const idOf = ({ window, finding }: Found) => incidentId(judge.name, window, finding.subject);
const spans = (findings: Found[], decided = nobody) =>
  group(judge, findings, decided)
    .map(({ findings: f }) => f.length)
    .sort();

describe('findings become incidents', () => {
  it('one for a campaign that runs ten days while its accounts come and go', () => {
    const ten = Array.from({ length: 10 }, (_, n) => campaign(n, 'abcdefghijklmnopqrstuvwxyz'.slice(n, n + 8)));
    const [incident, ...others] = group(judge, ten, nobody);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ id: idOf(ten[0] as Found), firstSeen: day(0).from, lastSeen: day(9).until });
    expect(incident?.members.map(({ account: a }) => a).join('')).toBe('abcdefghijklmnopq');
  });

  it('two for campaigns of which only two accounts in eight are the same', () => {
    expect(spans([campaign(0, 'abcdefgh'), campaign(1, 'ghijklmn')])).toEqual([1, 1]);
  });

  it('one for a campaign that falls into two pieces', () => {
    expect(spans([campaign(0, 'abcdefgh'), campaign(1, 'abcde'), campaign(1, 'fgh')])).toEqual([3]);
  });

  it('one for an account found in every window, none for its neighbour', () => {
    expect(spans([account(0), account(1), account(2), account(1, 'b')])).toEqual([1, 3]);
  });

  it('two for an account that was quiet for four weeks', () => {
    expect(spans([account(0), account(29)])).toEqual([1, 1]);
    expect(spans([account(0), account(28)])).toEqual([2]);
  });

  it('a new one for an account that comes back two weeks after it was decided upon', () => {
    const first = account(0);
    const decided: Decided = new Map([[idOf(first), day(1).from]]);
    expect(spans([first, account(14)], decided)).toEqual([2]);
    expect(spans([first, account(15)], decided)).toEqual([1, 1]);
  });

  it('of an uncertain verdict go on like an open one', () => {
    const first = account(0);
    expect(spans([first, account(20)], new Map([[idOf(first), undefined]]))).toEqual([2]);
  });

  it('keep the name people decided upon when an earlier window turns up later', () => {
    const [earlier, decidedOn] = [campaign(0, 'abcd'), campaign(1, 'abcd')];
    const decided: Decided = new Map([[idOf(decidedOn), day(2).from]]);
    expect(group(judge, [decidedOn, earlier], decided).map(({ id, findings }) => [id, findings.length])).toEqual([
      [idOf(decidedOn), 2],
    ]);
  });

  it('never melt two incidents people decided upon into one', () => {
    const [one, other] = [account(0), account(40)];
    const decided: Decided = new Map([
      [idOf(one), day(50).from],
      [idOf(other), day(50).from],
    ]);
    expect(spans([one, account(20), other], decided)).toEqual([1, 2]);
  });

  it('of two versions in one window heed the newer', () => {
    const newer = found(0, { ...says, subject: { kind: 'account', id: 'a' }, because: 'better' }, 2);
    expect(group(judge, [account(0), newer], nobody)).toMatchObject([{ version: 2, because: 'better' }]);
  });

  it('take the sentence and score of the strongest, the stricter threshold first', () => {
    const findings = [
      account(0, 'a', { score: 9, because: 'loud' }),
      account(1, 'a', { score: 5, point: 'act', because: 'sure' }),
    ];
    expect(group(judge, findings, nobody)).toMatchObject([{ score: 5, point: 'act', because: 'sure' }]);
  });

  it('count a member twice only in windows that do not overlap', () => {
    const [whole] = [campaign(0, 'ab')];
    const [incident] = group(judge, [whole as Found, { ...campaign(0, 'ab'), id: 'again' }, campaign(1, 'ab')], nobody);
    expect(incident?.members.map(({ records }) => records)).toEqual([6, 6]);
  });

  it('are the same in whatever order findings come', () => {
    const letters = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1, maxLength: 6 });
    const some = fc.uniqueArray(fc.tuple(fc.nat(60), letters), {
      maxLength: 25,
      selector: ([n, l]) => `${n} ${[...l].sort()}`,
    });
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (drawn, keys) => {
        const findings = drawn.map(([n, l]) => campaign(n, l.join('')));
        const shuffled = findings
          .map((f) => ({ f, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ f }) => f);
        expect(group(judge, shuffled, nobody)).toEqual(group(judge, findings, nobody));
      }),
    );
  });

  it('hold every finding exactly once', () => {
    const letters = fc.uniqueArray(fc.constantFrom(...'abcdefghijkl'), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(90), letters), { maxLength: 30 }), (drawn) => {
        const findings = [...new Map(drawn.map(([n, l]) => [`${n}${l}`, campaign(n, l.join(''))])).values()];
        const held = group(judge, findings, nobody).flatMap((incident) => incident.findings);
        expect(held.sort()).toEqual(findings.map(({ id }) => id).sort());
      }),
    );
  });
});
