import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionOf } from './condition.js';
import { FIELDS, type FieldName, fieldOf, isFieldName, OPERATORS } from './fields.js';
import { type Hunt, type HuntText, parseHunt, printHunt } from './hunt.js';

const read = (search: string): HuntText => {
  const parameters = new URLSearchParams(search);
  const [from, until] = [parameters.get('from'), parameters.get('until')];
  return {
    ...(from === null ? {} : { from }),
    ...(until === null ? {} : { until }),
    where: parameters.getAll('where'),
  };
};
const escaped = (text: string) => text.replace(/[\\:,|.]/g, '\\$&');

/** Any text a field takes, hostile ones first. */
const hostile = fc.oneof(
  fc.constantFrom("'", '\\', "') OR 1=1 --", '{f0:String}', '{{filter}}', 'a,b|c:d.e', '%', '\n', '🦊', '--', '`'),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);
const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  name: fc.constantFrom('', '0'.repeat(32), 'f'.repeat(32)),
  number: fc.nat({ max: 65_535 }).map(String),
  share: fc.constantFrom('0', '0.7', '1', '0.700'),
  flag: fc.constantFrom('true', 'false'),
  scores: fc.constantFrom('0', '0.5', '1'),
  instant: fc.constantFrom('2026-01-01', '2026-01-01T00:00:00Z', '2026-02-28T23:59:59.999Z'),
  hash: fc.bigInt({ min: 0n, max: 18_446_744_073_709_551_615n }).map(String),
};
const names = Object.keys(FIELDS).filter(isFieldName);
const test = fc.constantFrom<FieldName[]>(...names).chain((field) => {
  const { kind } = fieldOf(field);
  return fc.constantFrom<string[]>(...OPERATORS[kind]).chain((operator) => {
    const isBound = operator === 'from' || operator === 'below';
    const needsLetters = operator === 'contains' || operator === 'starts_with';
    const one = (values[kind] ?? hostile).filter((value) => !needsLetters || value !== '');
    const several = isBound ? fc.tuple(one) : fc.array(one, { minLength: 1, maxLength: 4 });
    const key = kind === 'labels' || kind === 'scores' ? hostile.filter((text) => text !== '') : fc.constant(undefined);
    return fc.tuple(several, key).map(([some, named]) => {
      const head = named === undefined ? field : `${field}.${escaped(named)}`;
      return `${head}:${operator}:${some.map(escaped).join(',')}`;
    });
  });
});
const clause = fc.array(test, { minLength: 1, maxLength: 3 }).map((tests) => tests.join('|'));
const written = fc.record({
  from: fc.constantFrom('2026-01-01', '2026-01-01T00:00:00.000Z'),
  until: fc.constant('2026-02-01T00:00:00Z'),
  where: fc.array(clause, { maxLength: 4 }),
});

describe('a hunt', () => {
  it('is read back from its address as it was written', () => {
    fc.assert(
      fc.property(written, (text) => {
        const hunt = parseHunt(text);
        const address = printHunt(hunt);
        expect(parseHunt(read(address))).toEqual(hunt);
        expect(printHunt(parseHunt(read(address)))).toBe(address);
      }),
    );
  });

  it('has one address, in whatever order its clauses, tests and values are written', () => {
    const address = (...where: string[]) => printHunt(parseHunt({ where }));
    expect(address('model:is:b,a,b|status:is:500,429', 'stream:is:true')).toBe(
      address('stream:is:true', 'status:is:429,500|model:is:a,b', 'stream:is:true'),
    );
  });

  it('binds every value and takes names from the list of fields alone', () => {
    fc.assert(
      fc.property(written, (text) => {
        const { sql } = conditionOf(parseHunt(text));
        const known = sql.replaceAll(`'"'`, 'QUOTE').replace(/\{f\d+:[A-Za-z0-9()' ]+\}/g, 'VALUE');
        expect(known).toMatch(/^[A-Za-z0-9_()[\], '.:<>=&|{}\->]*$/);
        expect(known).not.toMatch(/--|'(?!UTC'|content|\))/);
      }),
    );
  });

  it.each([
    ['planet:is:mars', /no field "planet"/],
    ['constructor:is:x', /no field "constructor"/],
    ['status:is:70000', /status.*up to 65535/],
    ['status:from:400,500', /from takes one value/],
    ['status:above:400', /status: takes is:… or is_not:…/],
    ['status', /status: takes/],
    ['account:is:ada@example.org', /account.*no pseudonym/],
    ['temperature:is:hot', /temperature.*number/],
    ['moderation:from:2', /moderation.*0 to 1/],
    ['stream:is:yes', /stream.*true or false/],
    ['account_created_at:from:2026-02-30', /account_created_at.*no instant/],
    ['template_hash:is:18446744073709551616', /template_hash.*no hash/],
    ['model:contains:', /model.*contains needs letters/],
    ['model.x:is:y', /model.*no keys/],
    ['labels:is:y', /labels.*name of a label/],
    [`model:is:${'a'.repeat(513)}`, /model.*512 bytes/],
    [`model:is:${Array.from({ length: 201 }, (_, nth) => nth).join(',')}`, /model.*200 values/],
    [Array.from({ length: 11 }, () => 'model:is:a').join('|'), /at most 10 tests/],
    ['model:is:a\0', /model.*NUL/],
  ])('is refused with %j, and the field is named', (where, message) => {
    expect(() => parseHunt({ where: [where] })).toThrow(message);
  });

  it.each([
    [{ from: '2026-02-30', until: '2026-03-01' }, /^from: must be an instant/],
    [{ from: '2026-02-01' }, /^until: must be an instant/],
    [{ from: '2026-02-02', until: '2026-02-02' }, /^until: must lie after from/],
    [{ from: 'yesterday', until: '2026-02-02' }, /^from/],
    [{ where: Array.from({ length: 21 }, () => 'model:is:a') }, /at most 20 clauses/],
  ])('is refused with %j', (text, message) => {
    expect(() => parseHunt(text)).toThrow(message);
  });

  it('without a window is one all the same, for its cost to be told', () => {
    const hunt: Hunt | { readonly where: Hunt['where'] } = parseHunt({ where: ['model:is:a'] });
    expect(printHunt(hunt)).toBe('where=model%3Ais%3Aa');
  });
});
