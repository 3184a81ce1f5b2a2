import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Campaign, campaigns } from './campaign.js';
import type { Row } from './row.js';
import { spamCampaign } from './spam-campaign.js';

/** A text and the rows of those who sent it; one of them names what it is near. */
type Text = readonly Row[];

const judge = (texts: readonly Text[]) => spamCampaign.judge(texts.flat());
const found = (texts: readonly Text[]): Campaign[] => campaigns(texts.flat());

/** Record `n`, 32 hex digits. */
const record = (n: number) => n.toString(16).padStart(32, '0');

/** A text near the others by `likeness`, sent once by each account named, which wrote `written` texts in all. */
function text(name: string, near: string[], likeness: number, accounts: string[], written = 1): Text {
  return accounts.map((account, nth) => ({
    number: numbered(name),
    part: 'completion',
    wordings: [numbered(name)],
    near: nth > 0 ? [] : near.map(numbered),
    likenesses: nth > 0 ? [] : near.map(() => likeness),
    account,
    organization: '',
    written,
    began: 1_000,
    records: [record(numbered(name + account))],
    promoted: [],
  }));
}

/** The text with something else true of all who sent it. */
function changed(one: Text, change: Partial<Row>): Text {
  return one.map((row) => ({ ...row, ...change }));
}

/** Different for every name, the same on every run. */
function numbered(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
}

/** A template sent by as many accounts as given, each text near the one before. */
function template(name: string, accounts: number, likeness: number, written = 1): Text[] {
  const names = Array.from({ length: accounts }, (_, n) => `${name}${n}`);
  return names.map((one, n) => {
    const near = names.filter((_, other) => Math.abs(other - n) === 1);
    return text(one, near, likeness, [`${name}-account-${n}`], written);
  });
}

describe('spam campaign', () => {
  it('names the accounts behind one template, with the numbers that tie them', () => {
    const [campaign, ...others] = judge(template('t', 3, 0.8));
    expect(others).toEqual([]);
    expect(campaign).toMatchObject({
      point: 'act',
      because: '3 accounts sent 3 texts that are 80 % alike and make up 100 % of all they wrote',
      numbers: { accounts: 3, records: 3, distinct_texts: 3, devotion: 1 },
      members: [{ tie: '1 of 1 texts, up to 80 % like another account’s' }, { account: 't-account-1', records: 1 }, {}],
    });
    expect(campaign?.score).toBeCloseTo(0.8);
  });

  it('counts word-for-word copies as wholly alike', () => {
    const [campaign] = judge([text('t', [], 0, ['a', 'b', 'c'])]);
    expect(campaign?.numbers).toMatchObject({ likeness: 1, distinct_texts: 1, records: 3 });
  });

  it('lists every record and is named by the earliest', () => {
    const rows = template('t', 5, 0.9).map((one, n) => changed(one, { began: 1_000 - n }));
    const [campaign] = judge(rows);
    const all = rows.flat().flatMap(({ records }) => records);
    expect(campaign?.records).toEqual([...all].sort());
    expect(campaign?.subject).toEqual({ kind: 'campaign', id: all[4] });
  });

  it('keeps its name when it grows', () => {
    const of = (accounts: number) => template('t', accounts, 0.9).map((one, n) => changed(one, { began: 1_000 + n }));
    expect(judge(of(9))[0]?.subject).toEqual(judge(of(4))[0]?.subject);
  });

  it('asks for a look only when the texts point to more places than they have senders, as digests of links do', () => {
    const places = (count: number) => Array.from({ length: count }, (_, n) => `place-${n}.example`);
    const pointing = (count: number) => template('t', 3, 0.9).map((one) => changed(one, { promoted: places(count) }));
    expect(judge(pointing(3))).toMatchObject([{ point: 'act' }]);
    expect(judge(pointing(4))).toMatchObject([{ point: 'report', numbers: { shared_addresses: 4 } }]);
  });

  it('scores a digest less the more places it points to, and leaves one of many places alone', () => {
    const pointing = (count: number) => {
      const promoted = Array.from({ length: count }, (_, n) => `place-${n}.example`);
      return judge(template('t', 3, 0.9).map((one) => changed(one, { promoted })));
    };
    expect(pointing(6)[0]?.score).toBeCloseTo(0.9 / 2);
    expect(pointing(8)).toEqual([]);
  });

  it('asks for a look only when the senders also write much else', () => {
    expect(judge(template('t', 3, 0.9, 2))).toMatchObject([{ point: 'report' }]);
  });

  it('leaves people alone who share a passage among many texts of their own', () => {
    expect(judge(template('t', 4, 0.5, 10))).toEqual([]);
  });

  it('leaves one account alone that sends a template a thousand times', () => {
    const records = Array.from({ length: 1_000 }, (_, n) => record(n));
    expect(judge([changed(text('t', [], 0, ['newsletter'], 1_000), { records })])).toEqual([]);
  });

  it('takes the accounts of one verified organisation for one party', () => {
    const sisters = template('t', 3, 0.9).map((one) => changed(one, { organization: 'publisher' }));
    expect(judge(sisters)).toEqual([]);
  });

  it('does not count how much a party resembles itself', () => {
    const bridge = changed(text('t1', [], 0, ['a']), { near: ['t0', 'u'].map(numbered), likenesses: [0.9, 0.4] });
    const [campaign] = found([text('t0', ['t1'], 0.9, ['a']), bridge, text('u', ['t1'], 0.4, ['b'])]);
    expect(campaign?.likeness).toBeCloseTo(0.4);
  });

  it('leaves a class alone that pastes one homework prompt, and names a prompt whose slots are filled anew', () => {
    const pupils = Array.from({ length: 30 }, (_, n) => `pupil-${n}`);
    const homework = changed(text('t', [], 0, pupils), { part: 'prompt' });
    expect(judge([homework])).toEqual([]);
    const filled = homework.map((row, nth) => ({ ...row, wordings: [nth] }));
    expect(judge([filled])).toMatchObject([{ score: 1, point: 'report' }]);
  });

  it('joins texts of fewer common words where they promote one address, and none where they hardly have any', () => {
    const selling = (likeness: number, places: number) =>
      found(template('t', 3, likeness).map((one, n) => changed(one, { promoted: [`place-${n % places}`] })));
    expect(selling(0.32, 1)).toHaveLength(1);
    expect(selling(0.32, 3)).toEqual([]);
    expect(selling(0.28, 1)).toEqual([]);
  });

  it('counts addresses that two accounts promote as evidence, and never joins by them alone', () => {
    const rows = [...template('t', 3, 0.9), ...template('u', 3, 0.9)];
    const told = judge(rows.map((one) => changed(one, { promoted: ['pills', `${one[0]?.number}`] })));
    expect(told.map(({ numbers }) => numbers.shared_addresses)).toEqual([1, 1]);
  });

  it('joins the templates that the same two parties share, so that many templates do not hide a sender', () => {
    const shop = ['a', 'b', 'c', 'd'].map((name) => text(name, [], 0, ['x', 'y', 'z'], 4));
    expect(judge(shop)).toMatchObject([{ numbers: { records: 12, distinct_texts: 4, devotion: 1 } }]);
    const strangers = [text('a', [], 0, ['x', 'y', 'z']), text('b', [], 0, ['x', 'v', 'w'])];
    expect(judge(strangers)).toHaveLength(2);
  });

  it('leaves two texts by two accounts alone', () => {
    expect(judge(template('t', 2, 1))).toEqual([]);
  });

  it('breaks a crowd that is held together by loose likeness only', () => {
    expect(found(template('t', 201, 0.5))).toEqual([]);
    expect(found(template('t', 201, 0.9))).toHaveLength(1);
  });

  it('shows every account in the evidence before a second record of any', () => {
    const many = Array.from({ length: 100 }, (_, n) => record(n));
    const busy = changed(text('t', ['u'], 0.9, ['a'], 100), { records: many });
    const [campaign] = judge([busy, changed(text('u', ['t'], 0.9, ['b']), { records: [record(500)] })]);
    expect(campaign?.evidence).toHaveLength(50);
    expect(campaign?.evidence.slice(0, 2)).toEqual([record(0), record(500)]);
  });

  const world = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 6 })
    .map((templates) => templates.flatMap(([accounts, likeness], n) => template(`t${n}-`, accounts, likeness)));

  it('finds the same whatever the order of the rows', () => {
    fc.assert(
      fc.property(
        world.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          expect(judge(shuffled)).toEqual(judge(rows));
        },
      ),
    );
  });

  it('is not moved by texts that are near to none of its own', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 1, max: 6 }), (rows, accounts) => {
        const before = found(rows);
        expect(found([...rows, ...template('stranger', accounts, 0.9)])).toEqual(expect.arrayContaining(before));
      }),
    );
  });
});
