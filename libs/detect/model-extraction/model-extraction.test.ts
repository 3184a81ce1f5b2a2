import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelExtraction } from './model-extraction.js';
import type { Row } from './row.js';

const ALL_HOURS = 0xffffff;
const TEMPLATE = Array.from({ length: 14 }, (_, word) => 500 + word);

/** An account that shows every sign: numbered, so that its prompts and traits are its own unless they are named. */
function row(n: number, more: Partial<Row> = {}): Row {
  const calls = more.calls ?? 60;
  return {
    account: `a${String(n).padStart(4, '0')}`,
    organization: '',
    is_paying: 1,
    age: 5,
    traits: [9, 1_000 + n, 2_000 + n, 3_000 + n],
    usual_settings: [calls, 77],
    calls,
    system_prompt: '0'.repeat(16),
    calls_by_day: [
      [0, calls / 3],
      [1, calls / 3],
      [2, calls / 3],
    ],
    hours: ALL_HOURS,
    input: 300,
    output: 2_500,
    began: 1_000 + n,
    evidence: [n.toString(16).padStart(32, '0')],
    prompts: 60,
    different: 60,
    sample: Array.from({ length: 60 }, (_, prompt) => 100_000 * (n + 1) + prompt),
    skeleton: [...TEMPLATE, 9_000 + n],
    other_words: 1_800,
    repeated: 0.08,
    ...more,
  };
}

const crew = (count: number, more: (n: number) => Partial<Row> = () => ({})) =>
  Array.from({ length: count }, (_, n) => row(n, more(n)));
const apart = (n: number): Pick<Row, 'traits'> => ({ traits: [4_000 + n, 1_000 + n, 2_000 + n, 3_000 + n] });
const silent = { prompts: 0, different: 0, sample: [], skeleton: [], other_words: 0, repeated: 0 };
const points = (rows: Row[]) => modelExtraction.judge(rows).map(({ point }) => point);

describe('model extraction', () => {
  it('names the accounts of a pool, what they have in common and what they show', () => {
    const [found, ...others] = modelExtraction.judge(crew(6));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      subject: { kind: 'campaign', id: '0'.repeat(32) },
      point: 'act',
      because:
        '6 accounts with the same payment made 360 calls with one setting and answers of 2500 tokens: ' +
        'one template, all kinds of subjects, equal shares, very long answers, young accounts and around the clock',
      numbers: {
        accounts: 6,
        records: 360,
        signs: 7,
        same_settings: 1,
        original: 1,
        template_words: 15,
        dispersion: 0,
      },
    });
    expect(found?.members?.[0]).toEqual({
      account: 'a0000',
      records: 60,
      tie: "60 calls with the pool's setting and answers of 2500 tokens, 15 words in three of four prompts",
    });
  });

  it('finds a pool that shares nothing but template and equal shares', () => {
    expect(points(crew(6, apart))).toEqual(['act']);
  });

  it('leaves strangers alone who use one program as much as each of them likes', () => {
    const uses = [24, 30, 45, 60, 120, 300];
    expect(modelExtraction.judge(crew(6, (n) => ({ ...apart(n), calls: uses[n] ?? 0 })))).toEqual([]);
  });

  it('leaves laboratories alone that put the same test to the model', () => {
    const sample = Array.from({ length: 60 }, (_, prompt) => prompt);
    expect(modelExtraction.judge(crew(4, (n) => ({ ...apart(n), sample })))).toEqual([]);
  });

  it('leaves the accounts of one verified organisation alone', () => {
    expect(modelExtraction.judge(crew(6, () => ({ organization: 'one' })))).toEqual([]);
  });

  it('leaves organisations alone that have paid for half a year, and never acts on other old accounts', () => {
    const owned = (age: number) => crew(6, (n) => ({ organization: `owner ${n}`, age }));
    expect(points(owned(179))).toEqual(['report']);
    expect(points(owned(180))).toEqual([]);
    expect(points(crew(6, () => ({ age: 700 })))).toEqual(['report']);
  });

  it('leaves a pool alone that asks about one subject and has nothing else in common', () => {
    expect(modelExtraction.judge(crew(6, (n) => ({ ...apart(n), repeated: 0.35, age: 700 })))).toEqual([]);
  });

  it('leaves accounts alone whose settings differ', () => {
    expect(modelExtraction.judge(crew(6, (n) => ({ usual_settings: [60, n] })))).toEqual([]);
  });

  it('reports accounts without texts by parameters, payment, equal shares and answers', () => {
    expect(points(crew(6, () => silent))).toEqual(['report']);
    expect(modelExtraction.judge(crew(6, (n) => ({ ...silent, ...apart(n) })))).toEqual([]);
    expect(modelExtraction.judge(crew(6, () => ({ ...silent, output: 900 })))).toEqual([]);
    expect(modelExtraction.judge(crew(4, () => silent))).toEqual([]);
  });

  it('tells two pools apart that share the hour of sign-up', () => {
    const hour = (n: number, payment: number) => ({ traits: [payment, 1_000 + n, 2_000 + n, 3_000] });
    const second = crew(5, (n) => ({
      ...hour(n, 8),
      account: `b${n}`,
      calls: 150,
      skeleton: TEMPLATE.map((word) => word + 100),
    }));
    const found = modelExtraction.judge([...crew(6, (n) => hour(n, 9)), ...second]);
    expect(found.map(({ members }) => members?.length)).toEqual([6, 5]);
  });

  it('reports one young account that asks for everything by itself, and leaves an old one alone', () => {
    const alone = { calls: 900, traits: [0, 0, 0, 0] };
    expect(modelExtraction.judge([row(1, alone)])).toMatchObject([
      { subject: { kind: 'account', id: 'a0001' }, point: 'report', numbers: { accounts: 1, records: 900 } },
    ]);
    expect(modelExtraction.judge([row(1, { ...alone, age: 400 })])).toEqual([]);
    expect(modelExtraction.judge([row(1, { ...alone, calls: 450 })])).toEqual([]);
    expect(modelExtraction.judge([row(1, { ...alone, age: -1 })])).toEqual([]);
  });

  it('judges 1,000 accounts with templates of their own within three seconds', () => {
    const many = crew(1_000, (n) => ({ skeleton: TEMPLATE.map((word) => word + 50 * (n % 900)), ...apart(n) }));
    const began = performance.now();
    modelExtraction.judge(many);
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('finds the same whatever the order of the rows', () => {
    const account = fc.tuple(fc.nat(2), fc.nat(2), fc.integer({ min: 20, max: 900 }), fc.boolean());
    const world = fc.array(account, { maxLength: 12 }).map((accounts) =>
      accounts.map(([template, payment, calls, isSilent], n) =>
        row(n, {
          calls: 3 * calls,
          traits: [payment, 0, 0, 7],
          skeleton: TEMPLATE.map((word) => word + 10 * template),
          ...(isSilent ? silent : {}),
        }),
      ),
    );
    fc.assert(
      fc.property(
        world.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          expect(modelExtraction.judge(shuffled)).toEqual(modelExtraction.judge(rows));
        },
      ),
    );
  });
});
