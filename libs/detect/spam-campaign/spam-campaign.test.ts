import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaigns, type Row } from './campaign.js';
import { spamCampaign } from './spam-campaign.js';

/** Record `n` of an account, 32 hex digits. */
const record = (n: number) => n.toString(16).padStart(32, '0');

/** A text near the others by `likeness`, sent once by each account named, which wrote `written` texts in all. */
function row(text: string, near: string[], likeness: number, accounts: string[], written = 1): Row {
  return {
    text,
    links: near.map((other): [string, number] => [other, likeness]),
    part: 'completion',
    wordings: 1,
    senders: accounts.map((account) => [
      account,
      written,
      1_000 + accounts.indexOf(account),
      [record(named(text, account))],
      [],
    ]),
  };
}

/** The same text, sent at another second. */
function sentAt(one: Row, began: number): Row {
  return {
    ...one,
    senders: one.senders.map(([account, written, , records, promoted]) => [account, written, began, records, promoted]),
  };
}

/** Different for every text and account, the same on every run. */
function named(text: string, account: string): number {
  return [...text, ...account].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
}

/** A template sent by as many accounts as given, each text near the one before. */
function template(name: string, accounts: number, likeness: number, written = 1): Row[] {
  const texts = Array.from({ length: accounts }, (_, n) => `${name}${n}`);
  return texts.map((text, n) =>
    row(
      text,
      texts.filter((_, other) => Math.abs(other - n) === 1),
      likeness,
      [`${name}-account-${n}`],
      written,
    ),
  );
}

describe('spam campaign', () => {
  it('names the accounts behind one template, with the numbers that tie them', () => {
    const [found, ...others] = spamCampaign.judge(template('t', 3, 0.8));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      point: 'act',
      because: '3 accounts sent 3 texts that are 80 % alike and make up 100 % of all they wrote',
      numbers: { accounts: 3, records: 3, distinct_texts: 3, devotion: 1 },
      members: [{ tie: '1 of 1 texts nearly the same' }, { account: 't-account-1', records: 1 }, {}],
    });
    expect(found?.score).toBeCloseTo(0.8);
  });

  it('counts word-for-word copies as wholly alike', () => {
    const [found] = spamCampaign.judge([row('t', [], 0, ['a', 'b', 'c'])]);
    expect(found?.numbers).toMatchObject({ likeness: 1, distinct_texts: 1, records: 3 });
  });

  it('lists every record and is named by the earliest', () => {
    const rows = template('t', 5, 0.9).map((row, n) => sentAt(row, 1_000 - n));
    const [found] = spamCampaign.judge(rows);
    const all = rows.flatMap(({ senders }) => senders.flatMap(([, , , records]) => records));
    expect(found?.records).toEqual([...all].sort());
    expect(found?.subject).toEqual({ kind: 'campaign', id: all[4] });
  });

  it('keeps its name when it grows', () => {
    const young = spamCampaign.judge(template('t', 4, 0.9).map((row, n) => sentAt(row, 1_000 + n)));
    const grown = spamCampaign.judge(template('t', 9, 0.9).map((row, n) => sentAt(row, 1_000 + n)));
    expect(grown[0]?.subject).toEqual(young[0]?.subject);
  });

  it('leaves a class alone that pastes one homework prompt, and names a prompt whose slots are filled anew', () => {
    const pupils = Array.from({ length: 30 }, (_, n) => `pupil-${n}`);
    const homework: Row = { ...row('t', [], 0, pupils), part: 'prompt' };
    expect(spamCampaign.judge([homework])).toEqual([]);
    expect(spamCampaign.judge([{ ...homework, wordings: 30 }])).toHaveLength(1);
  });

  it('counts addresses that two accounts promote as evidence, and never joins by them', () => {
    const promoting = (rows: Row[]) =>
      rows.map((one): Row => ({ ...one, senders: one.senders.map(([a, w, b, r]) => [a, w, b, r, ['pills', a]]) }));
    const found = spamCampaign.judge(promoting([...template('t', 3, 0.9), ...template('u', 3, 0.9)]));
    expect(found.map(({ numbers }) => numbers.shared_addresses)).toEqual([1, 1]);
  });

  it('asks for a look only when the senders also write much else', () => {
    expect(spamCampaign.judge(template('t', 3, 0.9, 2))).toMatchObject([{ point: 'report' }]);
  });

  it('leaves people alone who share a passage among many texts of their own', () => {
    expect(spamCampaign.judge(template('t', 4, 0.5, 10))).toEqual([]);
  });

  it('leaves one account alone that sends a template a thousand times', () => {
    const records = Array.from({ length: 1_000 }, (_, n) => record(n));
    expect(
      spamCampaign.judge([{ ...row('t', [], 0, ['a']), senders: [['newsletter', 1_000, 0, records, []]] }]),
    ).toEqual([]);
  });

  it('leaves two texts by two accounts alone', () => {
    expect(spamCampaign.judge(template('t', 2, 1))).toEqual([]);
  });

  it('breaks a crowd that is held together by loose likeness only', () => {
    expect(campaigns(template('t', 201, 0.5))).toEqual([]);
    expect(campaigns(template('t', 201, 0.9))).toHaveLength(1);
  });

  it('shows every account in the evidence before a second record of any', () => {
    const many = Array.from({ length: 100 }, (_, n) => record(n));
    const senders: Row['senders'] = [
      ['a', 100, 0, many, []],
      ['b', 1, 0, [record(500)], []],
    ];
    const [found] = spamCampaign.judge([{ ...row('t', [], 0, ['a']), senders }]);
    expect(found?.evidence).toHaveLength(50);
    expect(found?.evidence.slice(0, 2)).toEqual([record(0), record(500)]);
  });

  const world = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 6 })
    .map((templates) => templates.flatMap(([accounts, likeness], n) => template(`t${n}-`, accounts, likeness)));

  it('finds the same whatever the order of the rows', () => {
    fc.assert(
      fc.property(
        world.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          expect(spamCampaign.judge(shuffled)).toEqual(spamCampaign.judge(rows));
        },
      ),
    );
  });

  it('is not moved by texts that are near to none of its own', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 1, max: 6 }), (rows, accounts) => {
        const before = campaigns(rows);
        expect(campaigns([...rows, ...template('stranger', accounts, 0.9)])).toEqual(expect.arrayContaining(before));
      }),
    );
  });
});
