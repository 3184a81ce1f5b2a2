import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emergingCluster } from './emerging-cluster.js';
import { Row, type Sending } from './row.js';

/** What the installation logged on ten days up to the last of the window. */
const logged = (callsOn: (day: number) => number) =>
  Array.from({ length: 10 }, (_, n) => [93 + n, callsOn(93 + n)]).flat();

/** The window is days 100 to 102, after a week in which the installation logged 50 calls a day. */
const WINDOW = {
  first_day: 100,
  last_day: 102,
  days: logged(() => 50),
};

/** Accounts by number that send the text on a day, so many times each. */
type Plan = Readonly<Record<number, readonly number[]>>;

const hex = (number: number) => number.toString(16).padStart(32, '0');

function sent(plan: Plan, more: Partial<Sending> = {}, times = 2): Sending[] {
  return Object.entries(plan).flatMap(([day, accounts]) =>
    accounts.map((account): Sending => {
      const second = Number(day) * 86_400 + account;
      const records = Array.from({ length: times }, (_, turn) => hex(second * 10 + turn));
      return {
        account: `a${account}`,
        organization: '',
        day: Number(day),
        beganAt: second,
        records,
        calls: 8,
        ...more,
      };
    }),
  );
}

function row(sendings: Sending[], more: Partial<Row> = {}): Row {
  const words = [1, 2, 3, 4];
  return { text: '00', part: 'prompt', language: 'en', bands: [7], words, sendings, ...WINDOW, ...more };
}

const GROWING: Plan = { 100: [1, 2], 101: [1, 2, 3, 4], 102: [1, 2, 3, 4, 5, 6] };
const judge = (...rows: Row[]) => emergingCluster.judge(rows);
const people = (count: number, from = 1) => Array.from({ length: count }, (_, n) => from + n);

describe('emerging cluster', () => {
  it('names a template that more accounts take up each day, and says since when', () => {
    const [found, ...others] = judge(row(sent(GROWING)));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      subject: { kind: 'campaign', id: hex((100 * 86_400 + 1) * 10) },
      point: 'report',
      because:
        '6 accounts sent 24 texts that are 100 % alike, 2, 4 and 6 of them day by day; in the 7 days before nobody did',
      numbers: { parties: 6, parties_before: 0, records: 24, devotion: 0.5, languages: 1, texts_in_en: 1 },
      members: [{ account: 'a1', records: 6, tie: '6 of 8 calls nearly the same as others’' }, {}, {}, {}, {}, {}],
    });
    expect(people(10).map((day) => found?.numbers[`accounts_day_${day}`])).toEqual([0, 0, 0, 0, 0, 0, 0, 2, 4, 6]);
  });

  it('leaves a prompt alone that was always there', () => {
    const always = Object.fromEntries(people(7, 93).map((day) => [day, [day, day + 50]]));
    expect(judge(row([...sent(always), ...sent(GROWING)]))).toEqual([]);
  });

  it('leaves a class alone that nobody joins after the first day', () => {
    expect(judge(row(sent({ 100: people(9), 101: people(10), 102: people(10) })))).toEqual([]);
  });

  it('leaves a fad alone that everybody tries once', () => {
    expect(judge(row(sent({ 100: [1, 2], 101: [3, 4, 5], 102: [6, 7, 8, 9] }, {}, 1)))).toEqual([]);
  });

  it('leaves a prompt alone that is a fifth of what its users ask', () => {
    expect(judge(row(sent(GROWING, { calls: 20 })))).toEqual([]);
  });

  it('leaves a company alone that brings its staff onto one program', () => {
    expect(judge(row(sent(GROWING, { organization: 'one' })))).toEqual([]);
  });

  it('leaves four parties alone, however fast they come', () => {
    expect(judge(row(sent({ 100: [1], 101: [1, 2], 102: [1, 2, 3, 4] })))).toEqual([]);
  });

  it('leaves alone what falls on the third day', () => {
    expect(judge(row(sent({ 100: [1, 2, 3, 4], 101: people(7), 102: [1, 2, 8] })))).toEqual([]);
  });

  it('takes nothing for growth that grows with all usage', () => {
    const launch = { days: logged((day) => (day < 100 ? 50 : 500)) };
    const before = sent({ 94: [11], 97: [12] });
    expect(judge(row([...before, ...sent(GROWING)]))).toHaveLength(1);
    expect(judge(row([...before, ...sent(GROWING)], launch))).toEqual([]);
  });

  it('calls nothing new in the first days of an installation', () => {
    expect(judge(row(sent(GROWING), { days: WINDOW.days.slice(6) }))).toEqual([]);
  });

  it('puts near copies together, and nothing else that shares a band', () => {
    const half = (accounts: Plan, text: string, words: number[]) => row(sent(accounts), { text, words });
    const [first, second]: [Plan, Plan] = [
      { 100: [1], 101: [2], 102: [3, 4] },
      { 100: [5], 101: [6], 102: [7, 8] },
    ];
    expect(judge(half(first, '01', [1, 2, 3, 4]), half(second, '02', [2, 3, 4, 5]))).toMatchObject([
      { numbers: { parties: 8, distinct_texts: 2 } },
    ]);
    expect(judge(half(first, '01', [1, 2, 3, 4]), half(second, '02', [4, 5, 6, 7]))).toEqual([]);
  });

  it('counts a call once whose prompt and completion are both of a kind', () => {
    const [found, ...others] = judge(row(sent(GROWING)), row(sent(GROWING), { part: 'completion', bands: [8] }));
    expect(others).toEqual([]);
    expect(found?.numbers).toMatchObject({ records: 24, distinct_texts: 2 });
  });

  it('reads numbers up to the largest of 32 bits, four bytes each with the lowest first', () => {
    const told = {
      text: '00',
      part: 'prompt',
      language: 'en',
      bands: 'AQAAAP////8=',
      words: '',
      ...WINDOW,
      days: 'ZAAAADIAAAA=',
    };
    const [one] = sent({ 100: [1] }) as [Sending];
    const sendings = [[one.account, one.organization, one.day, one.beganAt, one.records, one.calls]];
    const read = Row.parse({ ...told, sendings });
    expect([[...read.bands], [...read.words], [...read.days]]).toEqual([[1, 4_294_967_295], [], [100, 50]]);
  });

  it('says the same in whatever order its rows come', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 6 });
    const plan = fc.record({ 98: days, 100: days, 101: days, 102: days });
    const texts = fc.array(fc.tuple(plan, fc.subarray([1, 2, 3, 4, 5, 6], { minLength: 2 })), { maxLength: 5 });
    const rows = texts.map((some) =>
      some.flatMap(([accounts, words], n): Row[] => {
        const sendings = sent(accounts);
        return sendings.length === 0 ? [] : [row(sendings, { text: String(n), words, bands: [n % 2] })];
      }),
    );
    fc.assert(
      fc.property(
        rows.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(judge(...shuffled)).toEqual(judge(...all));
        },
      ),
    );
  });
});
