import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR } from '#usage/window';
import { campaignId } from './found.js';
import { lineage, type Seen } from './lineage.js';

const detector = { name: 'spam-campaign', everyHours: 24 };
const start = Date.UTC(2026, 2, 1);
const day = (number: number) => {
  return { from: new Date(start + number * 24 * HOUR), until: new Date(start + (number + 1) * 24 * HOUR) };
};
const seen = (number: number, letters: string, version = 1): Seen => {
  return {
    id: `${number} ${letters} ${version}`,
    version,
    window: day(number),
    subject: letters,
    accounts: [...letters],
  };
};
const nameOf = ({ window, subject }: Seen) => campaignId(detector.name, window, { kind: 'campaign', id: subject });

describe('the lineage of campaigns', () => {
  it('keeps a name while accounts come and go', () => {
    const days = ['abcd', 'bcde', 'cdef', 'defg'].map((letters, number) => seen(number, letters));
    expect([...new Set(lineage(detector, [], days).campaigns.values())]).toEqual([nameOf(days[0] as Seen)]);
  });

  it('tells what split off and what went into another, and when', () => {
    const [whole, most, rest] = [seen(0, 'abcdefgh'), seen(1, 'abcde'), seen(1, 'fgh')];
    const again = seen(2, 'abcdefgh');
    const { campaigns, splits, merges } = lineage(detector, [], [whole, most, rest, again]);
    expect(splits).toEqual(new Map([[nameOf(rest), nameOf(whole)]]));
    expect(merges).toEqual(new Map([[nameOf(rest), { into: nameOf(whole), at: day(2).until }]]));
    expect(campaigns.get(again.id)).toBe(nameOf(whole));
  });

  it('forgets accounts that were silent for 23 runs', () => {
    const comesBack = (after: number) => {
      const [first, last] = [seen(0, 'abcd'), seen(after, 'abcd')];
      return lineage(detector, [], [first, last]).campaigns.get(last.id) === nameOf(first);
    };
    expect([comesBack(22), comesBack(23)]).toEqual([true, false]);
  });

  it('counts a window once that was judged twice, and heeds the newer version', () => {
    const [first, twice, newer] = [seen(0, 'abcd'), { ...seen(0, 'abcd'), id: 'again' }, seen(0, 'ab', 2)];
    expect([...lineage(detector, [], [first, twice]).campaigns.keys()]).toEqual([first.id, twice.id].sort());
    expect([...lineage(detector, [], [first, newer]).campaigns.keys()]).toEqual([newer.id]);
  });

  it('is the same wherever it is taken up again', () => {
    const letters = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { minLength: 1, maxLength: 6 });
    const told = fc.uniqueArray(fc.tuple(fc.nat(9), letters), {
      maxLength: 16,
      selector: ([number, some]) => `${number} ${[...some].sort().join('')}`,
    });
    fc.assert(
      fc.property(told, fc.nat(9), (all, from) => {
        const rows = all.map(([number, some]) => seen(number, [...some].sort().join('')));
        const whole = lineage(detector, [], rows);
        const past = rows
          .filter(({ window }) => window.from < day(from).from)
          .flatMap((row) => {
            const campaign = whole.campaigns.get(row.id) as string;
            const gone = whole.merges.get(campaign);
            return gone !== undefined && gone.at < day(from).until ? [] : [{ ...row, campaign }];
          });
        const due = rows.filter(({ window }) => window.from >= day(from).from);
        const rest = lineage(detector, past, due);
        for (const { id } of due) expect(rest.campaigns.get(id)).toBe(whole.campaigns.get(id));
        const later = [...whole.merges].filter(([, { at }]) => at >= day(from).until);
        expect([...rest.merges].sort()).toEqual(later.sort());
      }),
    );
  });
});
