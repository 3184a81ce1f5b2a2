import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chains } from './chain.js';
import { filterEvasion } from './filter-evasion.js';
import type { Asked } from './row.js';

/** A text of 30 words of which the last few differ from wording to wording; subjects share no word. */
function call(second: number, end: Asked['end'], subject: number, wording: number, changed = 5): Asked {
  const words = Array.from({ length: 30 }, (_, n) => 1_000 * subject + (n < 30 - changed ? n : 100 + 30 * wording + n));
  const name = 1_000 * subject + wording;
  return { second, end, wording: name, template: name, words, record: name.toString(16).padStart(32, '0') };
}

/** Wordings of one subject, a minute apart: filtered but for the last one. */
function insisted(start: number, subject: number, filtered: number, end: Asked['end'] = 'answered'): Asked[] {
  return Array.from({ length: filtered + 1 }, (_, n) =>
    call(start + 60 * n, n < filtered ? 'filtered' : end, subject, n),
  );
}

const judge = (asked: Asked[], is_established = 0) =>
  filterEvasion.judge([{ account: 'a', is_established, calls: asked.length, asked }]);
const points = (asked: Asked[], is_established = 0) => judge(asked, is_established).map(({ point }) => point);

const three = [...insisted(0, 1, 4), ...insisted(5_000, 2, 4), ...insisted(9_000, 3, 5)];

describe('filter evasion', () => {
  it('says how often was asked in other words and how often it helped', () => {
    expect(judge(three)).toMatchObject([
      {
        subject: { kind: 'account', id: 'a' },
        point: 'act',
        because: 'asked in other words 13 times after 3 prompts were filtered or refused, and got an answer to 3',
        numbers: { records: 16, calls: 16, chains: 3, reworded: 13, through: 3, filtered_before: 1, filtered_after: 0 },
      },
    ]);
  });

  it('shows every try and the first call that passed', () => {
    expect(judge(three)[0]?.evidence).toEqual(three.map(({ record }) => record));
  });

  it('reports who insists twice, and never acts on an established organisation', () => {
    expect(points([...insisted(0, 1, 4), ...insisted(5_000, 2, 4)])).toEqual(['report']);
    expect(points(three, 1)).toEqual(['report']);
  });

  it('leaves curious people alone, who ask once or twice again', () => {
    const curious = [1, 2, 3, 4, 5].flatMap((subject) => insisted(subject * 3_000, subject, 2, 'filtered').slice(0, 2));
    expect(judge(curious)).toEqual([]);
    expect(judge(insisted(0, 1, 3))).toEqual([]);
  });

  it('leaves a client alone that sends the very same text again', () => {
    const repeats = [1, 2, 3].flatMap((subject) =>
      Array.from({ length: 8 }, (_, n) => call(subject * 2_000 + n, 'filtered', subject, 0)),
    );
    expect(judge(repeats)).toEqual([]);
  });

  it('leaves a job alone whose items are refused now and then', () => {
    const job = Array.from({ length: 90 }, (_, n) => call(n * 20, n % 3 === 0 ? 'filtered' : 'answered', 1, n));
    expect(judge(job)).toEqual([]);
  });

  it('leaves a job alone whose items are all refused, for nobody insists so long in vain', () => {
    const job = Array.from({ length: 90 }, (_, n) => call(n * 20, 'filtered', 1, n));
    expect(judge(job)).toEqual([]);
  });

  it('leaves a red team of an established organisation alone that tries many subjects', () => {
    const team = Array.from({ length: 8 }, (_, n) => insisted(n * 2_000, n + 1, 4)).flat();
    expect(judge(team, 1)).toEqual([]);
    expect(points(team)).toEqual(['act']);
  });

  it('takes a text that comes back after ten minutes for another matter', () => {
    const slow = Array.from({ length: 12 }, (_, n) => call(n * 601, 'filtered', 1, n));
    expect(judge(slow)).toEqual([]);
  });

  it('reports a template that passes all day once its letters are disguised, however late', () => {
    const disguised = (second: number, end: Asked['end'], wording: number) => ({
      ...call(second, end, 1, 0),
      wording,
    });
    const tries = [0, 1, 2, 3, 4].map((n) => disguised(n * 900, 'filtered', n % 4));
    const passes = [0, 1, 2, 3, 4].map((n) => disguised(20_000 + n * 3_000, 'answered', 50 + n));
    expect(judge([...tries, ...passes])).toMatchObject([
      { point: 'report', numbers: { filtered_before: 1, filtered_after: 0 } },
    ]);
    // The filter itself was changed: what was stopped now passes as it was.
    expect(judge([...tries, ...passes.map((each) => ({ ...each, wording: 0 }))])).toEqual([]);
  });

  it('cuts a chain where the filter begins to let it pass', () => {
    const [chain, ...others] = chains([...insisted(0, 1, 4), call(300, 'answered', 1, 4)]);
    expect(others).toEqual([]);
    expect([chain?.tries.length, chain?.after.length, chain?.wordings, chain?.isThrough]).toEqual([4, 2, 4, true]);
  });

  it('never loses a finding when one more subject is insisted on', () => {
    const subjects = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 });
    fc.assert(
      fc.property(subjects, fc.integer({ min: 1, max: 9 }), (tries, more) => {
        const asked = tries.flatMap((filtered, n) => insisted(n * 3_000, n + 1, filtered));
        const next = insisted(tries.length * 3_000, tries.length + 1, more);
        expect(judge([...asked, ...next]).length).toBeGreaterThanOrEqual(judge(asked).length);
      }),
    );
  });
});
