import { describe, expect, it } from 'vitest';
import { type Discovered, discoveries, explanations, type Mark } from './discovery.js';

const DAY = 86_400_000;
const start = Date.UTC(2026, 2, 1);
const at = (day: number) => new Date(start + day * DAY);

/** Found in the three days that end with a day, with the accounts at work on each of them. */
function found(day: number, accounts: string, atWork: readonly number[], more: Partial<Discovered> = {}): Discovered {
  const told = [0, 0, 0, 0, 0, 0, 0, ...atWork].map((count, n) => [`accounts_day_${n + 1}`, count]);
  return {
    id: `${day}-${accounts}`,
    campaign: 'one',
    detector: 'emerging-cluster',
    window: { from: at(day - 2), until: at(day + 1) },
    finding: {
      subject: { kind: 'campaign', id: accounts.padEnd(32, '0') },
      score: day,
      point: 'report',
      because: `day ${day}`,
      numbers: { ...Object.fromEntries(told), languages: 1, [`texts_in_${day % 2 === 0 ? 'de' : 'en'}`]: 3 },
      evidence: [],
      members: [...accounts].map((account) => ({ account, records: day, tie: `${day} of 9` })),
    },
    ...more,
  };
}

const first = found(5, 'abc', [1, 2, 3]);
const second = found(6, 'abcdef', [2, 3, 6]);

describe('discoveries', () => {
  it('are one for a cluster that two windows find, with its days, languages and members', () => {
    expect(discoveries([first, second], [])).toMatchObject([
      {
        id: 'one',
        state: 'new',
        firstSeen: at(3),
        seenFrom: at(3),
        lastSeen: at(7),
        because: 'day 6',
        languages: ['de', 'en'],
        growth: [
          { day: '2026-03-04', accounts: 1 },
          { day: '2026-03-05', accounts: 2 },
          { day: '2026-03-06', accounts: 3 },
          { day: '2026-03-07', accounts: 6 },
        ],
        findings: [first.id, second.id],
        members: [{ account: 'a', tie: '6 of 9' }, {}, {}, {}, {}, { account: 'f' }],
      },
    ]);
  });

  it('are two for two campaigns, the latest first', () => {
    expect(
      discoveries([first, found(6, 'xyz', [1, 2, 3], { campaign: 'other' })], []).map(({ because }) => because),
    ).toEqual(['day 6', 'day 5']);
  });

  it('bear what was said of them, the last word counting', () => {
    const said = { discovery: 'one', markedBy: 'ada', markedAt: at(8), reason: 'seen' };
    const marks: Mark[] = [
      { ...said, mark: 'explained' },
      { ...said, mark: 'looked_at' },
    ];
    expect(discoveries([first, second], marks)).toMatchObject([{ state: 'looked_at', marks }]);
    const other = found(6, 'xyz', [1, 2, 3], { campaign: 'other' });
    expect(discoveries([other], marks)).toMatchObject([{ state: 'new', marks: [] }]);
  });

  it('are explained by a detector that names half of their accounts at that time', () => {
    const [discovery] = discoveries([first, second], []);
    const naming = (account: string, from = 4, detector = 'spam-campaign') => {
      return { detector, account, from: at(from), until: at(from + 1) };
    };
    const explained = (...namings: ReturnType<typeof naming>[]) =>
      discovery === undefined ? undefined : explanations(discovery, namings);
    expect(explained(...['a', 'b', 'c', 'z'].map((account) => naming(account)))).toEqual([
      { detector: 'spam-campaign', accounts: 3 },
    ]);
    expect(explained(naming('a'), naming('b'), naming('z'))).toEqual([]);
    expect(explained(naming('a'), naming('b'), naming('c', 9))).toEqual([]);
    expect(explained(naming('a'), naming('b'), naming('c', 4, 'shared-key'))).toEqual([]);
  });
});
