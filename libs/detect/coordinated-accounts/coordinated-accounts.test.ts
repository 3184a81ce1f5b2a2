import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tie } from '#statistics/louvain';
import { campaigns } from './campaign.js';
import { communities as grouped } from './communities.js';
import { coordinatedAccounts } from './coordinated-accounts.js';
import { unlikelyPairs } from './gate.js';
import type { Row } from './row.js';

/** Record of an account about a thing, 32 hex digits. */
const record = (account: string, thing: string) => {
  const number = [...`${account} ${thing}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  return number.toString(16).padStart(32, '0');
};

/** Two accounts that met at the things named within a minute, in a window where chance brings hardly anybody together. */
function row(one: string, other: string, things: readonly string[], change: Partial<Row> = {}): Row {
  const met = things.length;
  return {
    trace: 'text',
    one,
    other,
    things: met,
    near: [met, met, met, met],
    likely: [],
    closeness: met,
    ties: things.slice(0, 8).map((thing, n) => ({
      thing,
      one: { records: 1, beganAt: n, record: record(one, thing) },
      other: { records: 1, beganAt: n, record: record(other, thing) },
    })),
    acts: [20, 20],
    allActs: 100_000,
    tested: 10,
    metOnce: 100,
    mostHolders: 3,
    ...change,
  };
}

/** Every two of the accounts met at all the things. */
function ring(accounts: readonly string[], things: readonly string[], change: Partial<Row> = {}): Row[] {
  return accounts.flatMap((one, n) => accounts.slice(n + 1).map((other) => row(one, other, things, change)));
}

const domain = (near: [number, number, number], things: number, likely = [0.002, 0.02, 0.1]): Partial<Row> => ({
  trace: 'domain',
  near: [...near, near[2]],
  likely,
  things,
});

/** Numbers in (0, 1), the same for the same seed: S. K. Park and K. W. Miller, Communications of the ACM 31 (1988). */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

describe('coordinated accounts', () => {
  it('are named with the numbers that tie them', () => {
    const [found, ...others] = coordinatedAccounts.judge(ring(['a', 'b', 'c'], ['t', 'u']));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      because: '3 accounts shared 2 texts at nearly the same time, each with 2 of the others on average',
      point: 'report',
      numbers: { accounts: 3, pairs: 3, distinct_texts: 2, distinct_domains: 0, mean_partners: 2 },
      members: [{ account: 'a', records: 2, tie: '2 texts at nearly the same time as 2 other accounts' }, {}, {}],
      edges: [
        ['a', 'b'],
        ['a', 'c'],
        ['b', 'c'],
      ],
    });
    expect(found?.score).toBeCloseTo(Math.log10(4));
  });

  it('may be acted on when they share much with many', () => {
    const [accounts, things] = ['abcdefghijklm', 'stuvwxyz'].map((letters) => [...letters]) as [string[], string[]];
    expect(coordinatedAccounts.judge(ring(accounts, [...things, '1', '2', '3']))).toMatchObject([{ point: 'report' }]);
    const both = [...ring(accounts, things), ...ring(accounts, things, domain([8, 8, 8], 8))];
    expect(coordinatedAccounts.judge(both)).toMatchObject([{ point: 'act', numbers: { distinct_domains: 8 } }]);
  });

  it('are never acted on for domains alone', () => {
    const accounts = [...'abcdefghijklmnopqrstuvwxyz'];
    const rows = ring(accounts, [...'12345678'], domain([8, 8, 8], 8));
    expect(coordinatedAccounts.judge(rows)).toMatchObject([{ point: 'report', numbers: { distinct_texts: 0 } }]);
  });

  it('are not two accounts with two texts in common, but two with five, or with texts and domains', () => {
    expect(campaigns([row('a', 'b', ['t', 'u'])])).toEqual([]);
    expect(campaigns([row('a', 'b', [...'tuvwx'])])).toHaveLength(1);
    const both = [row('a', 'b', ['t', 'u']), row('a', 'b', ['x', 'y', 'z'], domain([3, 3, 3], 3))];
    expect(campaigns(both)).toMatchObject([{ things: { text: 2, domain: 3 }, edges: [['a', 'b']] }]);
  });

  it('are not those who met once, as a viral text brings many together', () => {
    const once = { near: [1, 1, 1, 1] };
    expect(campaigns(ring([...'abcdefghij'], ['t'], once))).toEqual([]);
  });

  it('take in who shares one text with one of them and one with another, not who shares but one', () => {
    const core = ring(['a', 'b', 'c'], ['t', 'u', 'v']);
    const broad = [row('a', 'x', ['t']), row('b', 'x', ['u'])];
    const members = (rows: Row[]) => campaigns(rows)[0]?.participants.map(({ account }) => account);
    expect(members([...core, ...broad])).toEqual(['a', 'b', 'c', 'x']);
    expect(members([...core, row('a', 'y', ['t']), row('b', 'y', ['t'])])).toEqual(['a', 'b', 'c']);
  });

  it('leave out a busy account that meets each of them no more often than chance explains', () => {
    const core = ring([...'abcdef'], ['t', 'u', 'v'], { acts: [200, 200] });
    const met = (acts: number) => [...'abc'].map((one, n) => row(one, 'x', [`w${n}`], { acts: [200, acts] }));
    const members = (rows: Row[]) =>
      campaigns(rows)[0]
        ?.participants.map(({ account }) => account)
        .join('');
    // Six who wrote 200 each and one who wrote 10,000 meet 2 × 100 × 6 × 200 × 10,000 / 100,000² = 0.24 times by chance.
    expect(members([...core, ...met(10_000)])).toBe('abcdefx');
    expect(members([...core, ...met(10_000)].map((one) => ({ ...one, metOnce: 2_000 })))).toBe('abcdef');
  });

  it('never join by domains that chance explains', () => {
    const core = ring(['a', 'b', 'c'], ['t', 'u', 'v'], domain([3, 3, 3], 3));
    const fan = row('a', 'x', ['t', 'u'], domain([2, 2, 2], 30));
    expect(campaigns([...core, fan])[0]?.participants).toHaveLength(3);
  });

  it('are shown by a record of each before a second one of any', () => {
    const [found] = coordinatedAccounts.judge(ring([...'abcdefghijklmnopqrstuvwxyz'], ['t', 'u', 'v']));
    expect(found?.evidence).toHaveLength(50);
    const first = found?.members?.map(({ account }) => record(account, 't'));
    expect(found?.evidence.slice(0, 26)).toEqual(first);
  });

  it('keep their name when the campaign grows', () => {
    const few = campaigns(ring(['b', 'c', 'd'], ['t', 'u']));
    const many = campaigns(ring(['b', 'c', 'd', 'e', 'f'], ['t', 'u', 'v']));
    expect(few[0]?.id).toBe([record('b', 't'), record('c', 't'), record('d', 't')].sort()[0]);
    expect(many).toHaveLength(1);
  });
});

describe('the gate', () => {
  it('passes nobody where chance brings busy accounts together often', () => {
    const busy: Partial<Row> = { acts: [5_000, 5_000] };
    expect(unlikelyPairs([row('a', 'b', ['t', 'u'], busy)])).toEqual([]);
    expect(unlikelyPairs([row('a', 'b', ['t', 'u'])])).toHaveLength(1);
  });

  it('asks of a pair among a million pairs for more than of one among ten', () => {
    expect(unlikelyPairs([row('a', 'b', ['t', 'u'], { tested: 1_000_000, acts: [200, 200] })])).toEqual([]);
    expect(unlikelyPairs([row('a', 'b', ['t', 'u'], { tested: 10, acts: [200, 200] })])).toHaveLength(1);
  });

  it('takes domains for public: to share thirty says nothing, to be close each time does', () => {
    const thirty = Array.from({ length: 30 }, (_, n) => `d${n}`);
    expect(unlikelyPairs([row('a', 'b', thirty, domain([0, 1, 6], 30))])).toEqual([]);
    expect(unlikelyPairs([row('a', 'b', thirty, domain([0, 1, 20], 30))])).toHaveLength(1);
  });

  it('wants two domains within a minute, three within ten, five within an hour', () => {
    const passes = (near: [number, number, number]) =>
      unlikelyPairs([row('a', 'b', [...'stuvw'], domain(near, 5, [1e-4, 1e-4, 1e-4]))]).length === 1;
    expect([passes([1, 2, 4]), passes([2, 2, 4]), passes([0, 3, 4]), passes([0, 0, 5])]).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('alarms in at most one window in a hundred when every gap is drawn from the rhythm of the day', () => {
    const uniform = lehmer(7);
    const likely = [0.002, 0.02, 0.1];
    const alarms = Array.from({ length: 300 }, () => {
      const rows = Array.from({ length: 200 }, (_, n) => {
        const gaps = Array.from({ length: 3 + (n % 10) }, uniform);
        const near = likely.map((chance) => gaps.filter((gap) => gap < chance).length) as [number, number, number];
        const things = gaps.map((_, thing) => `${n}-${thing}`);
        return row(`a${n}`, `b${n}`, things, { ...domain(near, gaps.length), tested: 200 });
      });
      return unlikelyPairs(rows).length > 0;
    });
    expect(alarms.filter(Boolean).length).toBeLessThanOrEqual(3);
  });
});

describe('communities', () => {
  /** Groups where chance brings two accounts together `pull` squared times. */
  const communities = (count: number, ties: readonly Tie[], pull = 0) =>
    grouped(count, ties, new Array<number>(count).fill(pull));

  const clique = (first: number, size: number) =>
    Array.from({ length: size }, (_, n) => first + n).flatMap((one, n, all) =>
      all.slice(n + 1).map((other) => [one, other, 1] as const),
    );

  it('stay apart when a single quotation ties them', () => {
    expect(communities(10, [...clique(0, 5), ...clique(5, 5), [0, 5, 1]])).toEqual([
      [0, 1, 2, 3, 4],
      [5, 6, 7, 8, 9],
    ]);
  });

  it('are one when half of all pairs across are tied', () => {
    const across = [0, 1, 2, 3, 4].flatMap((one) => [5, 6, 7].map((other) => [one, other, 1] as const));
    expect(communities(10, [...clique(0, 5), ...clique(5, 5), ...across])).toHaveLength(1);
  });

  it('are one or two whoever else a single tie leads to', () => {
    const ties = (across: number) => [
      ...clique(0, 8),
      ...clique(8, 8),
      ...Array.from({ length: across }, (_, n) => [n % 8, 8 + ((n + (n >> 3)) % 8), 1] as const),
    ];
    const crowd = [...clique(16, 40), [0, 16, 1] as const];
    for (const across of [1, 16]) {
      const alone = communities(56, ties(across));
      expect(alone).toHaveLength(across === 1 ? 2 : 1);
      expect(communities(56, [...ties(across), ...crowd]).slice(0, -1)).toEqual(alone);
    }
  });

  it('leave a small one beside a large one whose every account chance ties to it', () => {
    const quoted = Array.from({ length: 8 }, (_, n) => [n, 30 + (n % 4), 1] as const);
    const ties = [...clique(0, 30), ...clique(30, 4), ...quoted];
    // A fifth of a meeting for each two: 24 across, where there are 8.
    expect(communities(34, ties, Math.sqrt(0.2)).map((group) => group.length)).toEqual([30, 4]);
    expect(communities(34, ties)).toHaveLength(1);
  });

  it('leave out whom chance explains with every group', () => {
    const busy = [...clique(0, 8), [0, 8, 1] as const, [1, 8, 1] as const];
    const pulls = (ofBusy: number) => [...new Array<number>(8).fill(0.5), ofBusy];
    expect(grouped(9, busy, pulls(0.4))).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8]]);
    expect(grouped(9, busy, pulls(0.6))).toEqual([[0, 1, 2, 3, 4, 5, 6, 7]]);
  });

  it('leave out who is tied to nobody', () => {
    expect(communities(3, [[0, 2, 1]])).toEqual([[0, 2]]);
  });

  const tie = fc.tuple(fc.nat(11), fc.nat(11), fc.integer({ min: 1, max: 4 })).filter(([a, b]) => a < b);
  const ties = fc.uniqueArray(tie, { maxLength: 30, selector: ([a, b]) => `${a} ${b}` });

  it('do not change with strangers or with the order of the ties', () => {
    fc.assert(
      fc.property(ties, ties, (own, others) => {
        const before = communities(12, own);
        const strangers = others.map(([a, b, weight]) => [a + 12, b + 12, weight] as const);
        const mixed = communities(24, [...strangers, ...[...own].reverse()]);
        expect(mixed.filter((group) => (group[0] as number) < 12)).toEqual(before);
      }),
    );
  });
});

describe('judging', () => {
  const names = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 2, maxLength: 5 });
  const things = fc.uniqueArray(fc.constantFrom(...'stuvwxyz'), { minLength: 1, maxLength: 6 });
  const world = fc
    .array(fc.tuple(names, things), { maxLength: 4 })
    .map((groups) => groups.flatMap(([accounts, shared]) => ring(accounts, shared)))
    .map((rows) => [...new Map(rows.map((one) => [[one.one, one.other].sort().join(' '), one])).values()]);

  it.each([
    [150, undefined],
    [2_000, 'of the 2,000 holders of one thing 150 were compared'],
  ])('says what it left out of a thing with %i holders', (mostHolders, said) => {
    expect(coordinatedAccounts.leftOut?.([row('a', 'b', ['x']), row('a', 'c', ['x'], { mostHolders })])).toBe(said);
  });

  it('says that there were more ties than it looked at', () => {
    const ties = Array<Row>(200_000).fill(row('a', 'b', ['x']));
    expect(coordinatedAccounts.leftOut?.(ties)).toBe('of all ties the closest 200,000 were looked at');
    expect(coordinatedAccounts.leftOut?.(ties.slice(1))).toBeUndefined();
  });

  it('finds the same whatever the order of the rows', () => {
    fc.assert(
      fc.property(
        world.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          expect(coordinatedAccounts.judge(shuffled)).toEqual(coordinatedAccounts.judge(rows));
        },
      ),
    );
  });

  it('puts each account into at most one campaign, and ties only members', () => {
    fc.assert(
      fc.property(world, (rows) => {
        const found = coordinatedAccounts.judge(rows);
        const members = found.flatMap((finding) => finding.members?.map(({ account }) => account) ?? []);
        expect(new Set(members).size).toBe(members.length);
        for (const { members: own = [], edges = [] } of found) {
          const accounts = own.map(({ account }) => account);
          for (const [one, other] of edges) expect(accounts).toEqual(expect.arrayContaining([one, other]));
        }
      }),
    );
  });
});
