import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narrativeFanOut } from './narrative-fan-out.js';
import type { Rendering, Row } from './row.js';

/** Words of a template's own. */
const STORY = Array.from({ length: 18 }, (_, index) => 100 + 10 * index);

const LANGUAGES = ['de', 'fr', 'pl', 'tr'];

/** A call at nine in the morning and some minutes, answered with 300 bytes. */
function rendering(id: string, minute: number, words: readonly number[], change: Partial<Rendering> = {}): Rendering {
  return {
    second: 1_773_738_000 + 60 * minute,
    record: [...id]
      .map((letter) => letter.charCodeAt(0).toString(16))
      .join('')
      .padStart(32, '0')
      .slice(-32),
    language: 'de',
    length: 300,
    promotes: 0,
    asked: [7],
    answered: [],
    words: [...words].sort((a, b) => a - b),
    ...change,
  };
}

function row(account: string, renderings: readonly Rendering[], change: Partial<Row> = {}): Row {
  return {
    account,
    organization: '',
    prompts: renderings.length,
    rendered: renderings.length,
    renderings: [...renderings],
    ...change,
  };
}

/** Renders the story with one persona and one town of a list of five, in each of some languages by turns. */
function teller(
  account: string,
  times: number,
  languages: readonly string[] = LANGUAGES,
  change: Partial<Row> = {},
): Row {
  return row(
    account,
    Array.from({ length: times }, (_, turn) =>
      rendering(`${account}${turn}`, turn, [...STORY, 1_000 + (turn % 5), 2_000 + (turn % 4)], {
        language: languages[turn % languages.length] ?? '',
      }),
    ),
    change,
  );
}

const some = (count: number, tell: (account: string) => Row) =>
  Array.from({ length: count }, (_, index) => tell(`teller ${index}`));
const points = (rows: readonly Row[]) => narrativeFanOut.judge(rows).map(({ point }) => point);

describe('narrative fan-out', () => {
  it('says how many parties render one template how often and in which languages', () => {
    const [found, ...others] = narrativeFanOut.judge(some(5, (account) => teller(account, 8)));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      subject: { kind: 'campaign' },
      point: 'act',
      because: '5 parties rendered one template 40 times in 4 languages (de, fr, pl, tr)',
      numbers: {
        parties: 5,
        records: 40,
        languages: 4,
        polyglots: 1,
        shared_words: 9,
        common: 1,
        devotion: 1,
        hours: 1,
      },
      members: [
        { account: 'teller 0', records: 8, tie: 'rendered the template 8 times in de, fr, pl, tr' },
        {},
        {},
        {},
        {},
      ],
    });
    expect(found?.evidence).toHaveLength(40);
    expect(found?.records).toHaveLength(40);
  });

  it('leaves a translator alone that renders many texts once in each language', () => {
    const texts = Array.from({ length: 20 }, (_, text) =>
      Array.from({ length: 16 }, (_, word) => 10_000 + 100 * text + word),
    );
    const vendor = (account: string) =>
      row(
        account,
        texts.flatMap((text, index) =>
          LANGUAGES.map((language, turn) =>
            rendering(`${account}${index}${turn}`, 10 * index + turn, [...text, 1, 2, 3 + turn], { language }),
          ),
        ),
      );
    expect(narrativeFanOut.judge(some(3, vendor))).toEqual([]);
  });

  it('leaves makers of software alone who translate labels of their own with one public prompt', () => {
    const maker = (account: string) =>
      row(
        account,
        Array.from({ length: 24 }, (_, turn) => {
          const label = 5_000 + 100 * Number(account.at(-1)) + 3 * Math.floor(turn / 4);
          return rendering(`${account}${turn}`, turn, [...STORY, 3 + (turn % 4), label, label + 1, label + 2], {
            language: LANGUAGES[turn % 4] as string,
          });
        }),
      );
    expect(narrativeFanOut.judge(some(4, maker))).toEqual([]);
  });

  it('leaves the fans of a public prompt alone, each of whom speaks one language', () => {
    const fan = (account: string) => {
      const own = Number(account.match(/\d+/)?.[0]);
      return row(
        account,
        Array.from({ length: 4 }, (_, turn) =>
          rendering(`${account}${turn}`, turn, [...STORY, 5_000 + 10 * own + turn], {
            language: LANGUAGES[own % 4] as string,
          }),
        ),
      );
    };
    expect(narrativeFanOut.judge(some(30, fan))).toEqual([]);
  });

  it('leaves one organisation alone, however many accounts it has', () => {
    expect(
      narrativeFanOut.judge(some(9, (account) => teller(account, 8, LANGUAGES, { organization: 'brand' }))),
    ).toEqual([]);
  });

  it('leaves a class alone that repeats one exercise', () => {
    const pupil = (account: string) =>
      row(
        account,
        [0, 1, 2].map((turn) => rendering(`${account}${turn}`, turn, STORY)),
      );
    expect(narrativeFanOut.judge(some(25, pupil))).toEqual([]);
  });

  it('leaves parties alone that render the template twice and ask many other things', () => {
    expect(narrativeFanOut.judge(some(9, (account) => teller(account, 2)))).toEqual([]);
    expect(narrativeFanOut.judge(some(5, (account) => teller(account, 8, LANGUAGES, { prompts: 200 })))).toEqual([]);
  });

  it('reports, but does not act on, three parties, and personas of one list in one language', () => {
    expect(points(some(3, (account) => teller(account, 8)))).toEqual(['report']);
    const [played] = narrativeFanOut.judge(some(5, (account) => teller(account, 8, ['de'])));
    expect(played).toMatchObject({
      point: 'report',
      because: '5 parties rendered one template 40 times, filling it in with the same 9 words by turns',
    });
  });

  it('leaves what is sold, and what is copied, to others', () => {
    const selling = some(5, (account) => teller(account, 8, ['de'])).map((each) => ({
      ...each,
      renderings: each.renderings.map((one) => ({ ...one, promotes: 1 })),
    }));
    const copied = some(5, (account) => teller(account, 8, ['de'])).map((each) => ({
      ...each,
      renderings: each.renderings.map((one) => ({ ...one, answered: [1, 2, 3, 4] })),
    }));
    expect(narrativeFanOut.judge(selling)).toEqual([]);
    expect(narrativeFanOut.judge(copied)).toEqual([]);
  });

  it('tells two stories apart that share a phrase', () => {
    const other = (account: string) => {
      const { renderings, ...rest } = teller(account, 8);
      return {
        ...rest,
        account: `other ${account}`,
        renderings: renderings.map((one) => ({
          ...one,
          record: one.record.replace(/^0/, 'f'),
          words: one.words.map((word) => word + 1_000_000),
        })),
      };
    };
    expect(narrativeFanOut.judge([...some(3, (account) => teller(account, 8)), ...some(3, other)])).toHaveLength(2);
  });

  it('never loses a finding when another account tells the same story', () => {
    const times = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(fc.array(times, { maxLength: 6 }), fc.integer({ min: 4, max: 20 }), (before, more) => {
        const rows = before.map((count, index) => teller(`teller ${index}`, count));
        return narrativeFanOut.judge(rows).length <= narrativeFanOut.judge([...rows, teller('teller 9', more)]).length;
      }),
    );
  });
});
