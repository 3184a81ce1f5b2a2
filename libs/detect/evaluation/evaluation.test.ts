import { describe, expect, it } from 'vitest';
import type { Finding } from '#detect/detector';
import { identityKept } from './identity-kept.js';
import { type Names, score } from './score.js';
import { readTruth } from './truth.js';

const names: Names = { record: (record) => record.replace('r-', ''), account: (name) => `p-${name}` };

function campaign(id: string, point: 'report' | 'act', accounts: string[], records: string[] = []): Finding {
  return {
    subject: { kind: 'campaign', id },
    score: 1,
    point,
    because: 'the same text',
    numbers: {},
    evidence: [],
    members: accounts.map((account) => ({ account: `p-${account}`, records: 1, tie: 'the same text' })),
    records: records.map((record) => `r-${record}`),
  };
}

describe('truth', () => {
  it('is told apart by its columns', () => {
    expect(readTruth('id,account,label\na,b,spam\n').kind).toBe('records');
    expect(readTruth('account,label\na,spam\n').kind).toBe('accounts');
    expect(readTruth('account,category\na,left\n').kind).toBe('categories');
  });

  it('is nothing when only the header stands', () => {
    expect(readTruth('account,label\n')).toEqual({ kind: 'none' });
  });

  it('has its columns in any order, labels in any capitals, and may say the same twice', () => {
    const truth = readTruth('label,weight,id\nSpam,1,a\n"HAM",2,"b, c"\nspam,3,a\n');
    expect(truth).toEqual({
      kind: 'records',
      labels: new Map([
        ['a', 'spam'],
        ['b, c', 'ham'],
      ]),
    });
  });

  it('is refused by the line that does not fit', () => {
    expect(() => readTruth('account,label\na,x\nb\n')).toThrow(/2 cells on line 3, got 1/);
    expect(() => readTruth('account,label\na,x\na,y\n')).toThrow(/one label of a, got x and, on line 3, y/);
    expect(() => readTruth('account,label\na,\n')).toThrow(/a word as label on line 2/);
    expect(() => readTruth('account,label\n,x\n')).toThrow(/a name as account on line 2/);
    expect(() => readTruth('who,what\n')).toThrow(/got who,what/);
  });
});

describe('scoring', () => {
  const mails = readTruth('id,account,label\n1,a,spam\n2,b,spam\n3,c,spam\n4,d,ham\n5,e,ham\n');

  it('counts a record as raised when it belongs to a campaign', () => {
    const found = score([campaign('x', 'report', ['a', 'b', 'd'], ['1', '2', '4'])], 'report', mails, names);
    expect(found).toMatchObject({ clusters: 1, members: 3, findings: 1 });
    expect(found.precision).toBeCloseTo(2 / 3);
    expect(found.recall).toBeCloseTo(2 / 3);
    expect(found.purity).toBeCloseTo(2 / 3);
  });

  it('counts at the acting point only what passed it', () => {
    const findings = [campaign('x', 'report', ['d', 'e'], ['4', '5']), campaign('y', 'act', ['a', 'b'], ['1', '2'])];
    expect(score(findings, 'act', mails, names)).toMatchObject({ precision: 1, clusters: 1, members: 2 });
  });

  it('says nothing of precision when nothing was raised', () => {
    expect(score([], 'report', mails, names)).toEqual({
      recall: 0,
      f1: 0,
      clusters: 0,
      findings: 0,
      accounts: 0,
      members: 0,
    });
  });

  it('counts every account but background as wanted', () => {
    const truth = readTruth('account,label\na,bought\nb,bought\nc,background\n');
    const found = score([campaign('x', 'act', ['a', 'c'])], 'act', truth, names);
    expect(found).toMatchObject({ precision: 0.5, recall: 0.5, members: 2 });
  });

  it('compares campaigns with categories over found accounts, the largest campaign counting', () => {
    const truth = readTruth('account,category\na,left\nb,left\nc,right\nd,right\ne,right\nf,left\n');
    const findings = [campaign('x', 'act', ['a', 'b', 'c']), campaign('y', 'act', ['c', 'd'])];
    const found = score(findings, 'act', truth, names);
    expect(found.found).toBeCloseTo(4 / 6);
    expect(found.purity).toBeCloseTo(3 / 4);
  });

  it('asks of the pairs that were tied directly, not of all in a campaign, whether they are of one category', () => {
    const truth = readTruth('account,category\na,left\nb,left\nc,right\nd,right\n');
    const tied = (id: string, accounts: string, edges: [string, string][]): Finding => ({
      ...campaign(id, 'report', [...accounts]),
      edges: edges.map(([one, other]) => [`p-${one}`, `p-${other}`]),
    });
    const chain: [string, string][] = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
      ['d', 'stranger'],
    ];
    expect(score([tied('x', 'abcd', chain)], 'report', truth, names).same_category).toBeCloseTo(2 / 3);
    const again = [tied('x', 'abcd', chain), tied('y', 'bc', [['b', 'c']])];
    expect(score(again, 'report', truth, names).same_category).toBeCloseTo(2 / 3);
    expect(score([campaign('x', 'report', ['a', 'b'])], 'report', truth, names)).not.toHaveProperty('same_category');
  });

  const records = new Map([
    ['p-a', 9],
    ['p-b', 7],
    ['p-c', 5],
    ['p-d', 1],
  ]);

  it('says beside same_category what pairing as many of the busiest accounts would reach', () => {
    const truth = readTruth('account,category\na,left\nb,right\nc,left\nd,right\n');
    const found = score([campaign('x', 'report', ['b', 'c', 'd'])], 'report', truth, names, records);
    expect(found.activity_baseline).toBeCloseTo(1 / 3);
  });

  it('says beside precision what as many of the busiest accounts would reach', () => {
    const truth = readTruth('account,label\na,background\nb,bought\nc,bought\nd,bought\n');
    const found = score([campaign('x', 'report', ['c', 'd'])], 'report', truth, names, records);
    expect(found).toMatchObject({ precision: 1, activity_baseline: 0.5 });
  });
});

describe('identity kept', () => {
  it('is the share of accounts, found in two weeks running, whose campaign kept its name', () => {
    const weeks = [
      [campaign('one', 'report', ['a', 'b', 'c', 'd'])],
      [campaign('two', 'report', ['a', 'b', 'c']), campaign('three', 'report', ['d', 'x', 'y', 'z'])],
    ];
    expect(identityKept(weeks)).toBeCloseTo(3 / 4);
  });

  it('is unknown when nobody was found twice running', () => {
    const silent: Finding[] = [];
    expect(
      identityKept([[campaign('one', 'report', ['a', 'b'])], silent, [campaign('two', 'report', ['a'])]]),
    ).toBeNull();
  });
});
