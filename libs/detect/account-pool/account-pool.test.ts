import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountPool } from './account-pool.js';
import type { Family, Row, Trait } from './row.js';

type Tens = [ten: number, calls: number, limited: number][];

const trait = (family: Family, value: number, holders: number): Trait => ({ family, value, holders });
const bond = (holders: number, value = 1): [Trait, Trait] => [
  trait('client', value, holders),
  trait('sign-up hour', value, holders),
];

function row(n: number, tens: Tens, bonds: [Trait, Trait][], more: Partial<Row> = {}): Row {
  return {
    account: `a${String(n).padStart(5, '0')}`,
    organization: '',
    is_paying: 0,
    began: n,
    first_record: n.toString(16).padStart(32, '0'),
    bonds,
    tens,
    ...more,
  };
}

/** Two calls in each of so many stretches of ten minutes, from one of them on. */
const shift = (from: number, stretches: number, calls = 2): Tens =>
  Array.from({ length: stretches }, (_, ten) => [from + ten, calls, 0]);

/** Used up to a limit within `stretches`, the last call is refused. */
const drained = (from: number, stretches: number): Tens => [
  ...shift(from, stretches - 1, 8),
  [from + stretches - 1, 8, 1],
];

const crew = (count: number, tens: (n: number) => Tens, more: Partial<Row> = {}, value = 1) =>
  Array.from({ length: count }, (_, n) => row(n, tens(n), [bond(count, value)], more));
const points = (rows: Row[]) => accountPool.judge(rows).map(({ point }) => point);

describe('account pool', () => {
  it('names the accounts that take turns, what ties them and how they work', () => {
    const [found, ...others] = accountPool.judge(crew(6, (n) => shift(n * 20, 12)));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      subject: { kind: 'campaign', id: '0'.repeat(32) },
      point: 'act',
      because:
        '6 accounts with the same client and sign-up hour made 24 calls each on average, equal shares and taking turns',
      numbers: { accounts: 6, records: 144, families: 2, overlap: 0, dispersion: 0 },
    });
    expect(found?.members?.[0]).toEqual({
      account: 'a00000',
      records: 24,
      tie: 'shares client (6 accounts have it) and sign-up hour (6 accounts have it)',
    });
  });

  it('names accounts that are drained one after the other', () => {
    const [found] = accountPool.judge(crew(5, (n) => drained(n * 3, 3)));
    expect(found).toMatchObject({ point: 'act', numbers: { handed_over: 0.8 } });
    expect(found?.because).toContain('switching at the limit');
  });

  it('leaves a class alone that does one exercise in one lesson', () => {
    expect(accountPool.judge(crew(25, () => shift(54, 6)))).toEqual([]);
  });

  it('leaves a hackathon alone, where everybody works at a pace of their own', () => {
    const paces = [1, 2, 2, 3, 5, 9, 14];
    expect(accountPool.judge(crew(7, (n) => shift(48 + n, 40, paces[n])))).toEqual([]);
  });

  it('leaves the services of one verified organisation alone', () => {
    expect(accountPool.judge(crew(6, (n) => shift(n * 20, 12), { organization: 'one' }))).toEqual([]);
  });

  it('leaves two accounts alone, however much they have in common', () => {
    expect(accountPool.judge(crew(2, (n) => shift(n * 20, 12)))).toEqual([]);
  });

  it('leaves neighbours alone of whom each pair shares other things', () => {
    const chain = Array.from({ length: 6 }, (_, n) => row(n, shift(n * 20, 12), [bond(2, n), bond(2, n + 1)]));
    expect(accountPool.judge(chain)).toEqual([]);
  });

  it('counts an account that shares one bond among those it works with, not among all', () => {
    const two = [...crew(6, (n) => shift(n * 20, 12)), ...crew(6, (n) => shift(n * 20, 12), {}, 2)].map((each, n) => ({
      ...each,
      account: `b${String(n).padStart(2, '0')}`,
    }));
    expect(points(two)).toEqual(['act', 'act']);
  });

  it('weighs what few have more than what many have', () => {
    const score = (holders: number) =>
      accountPool.judge(crew(6, (n) => shift(n * 20, 12)).map((each) => ({ ...each, bonds: [bond(holders)] })))[0]
        ?.score;
    expect(score(6)).toBeGreaterThan(score(500) ?? 0);
  });

  it('judges a clique of 2,000 accounts within a second', () => {
    const rows = crew(2_000, (n) => shift(n % 100, 40));
    const began = performance.now();
    expect(accountPool.judge(rows)[0]?.members).toHaveLength(2_000);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('finds the same whatever the order of the rows', () => {
    const tens = fc.array(fc.tuple(fc.nat(140), fc.integer({ min: 1, max: 9 }), fc.nat(1)), {
      minLength: 1,
      maxLength: 20,
    });
    const world = fc.array(fc.tuple(tens, fc.nat(3)), { maxLength: 12 }).map((accounts) =>
      accounts.map(([each, value], n) =>
        row(
          n,
          [...new Map(each.map((ten) => [ten[0], ten])).values()].sort((a, b) => a[0] - b[0]),
          [bond(4, value)],
        ),
      ),
    );
    fc.assert(
      fc.property(
        world.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          expect(accountPool.judge(shuffled)).toEqual(accountPool.judge(rows));
        },
      ),
    );
  });
});
