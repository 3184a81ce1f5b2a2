import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATEGORY_CODES, TAXONOMY_VERSION } from './categories.js';
import { readCategory } from './concordance.js';
import { POLICY_VERSIONS, type PolicyVersion } from './policy-versions.js';

/** A code list that parted, renamed and joined categories. */
const LISTS: readonly PolicyVersion[] = [
  { version: '1', categories: ['FRD', 'HAT', 'SPM'] },
  {
    version: '2',
    categories: ['HAR', 'HAT', 'PHI', 'SCM', 'SPM'],
    concordance: { FRD: { into: 'SCM', or: ['PHI'] }, HAT: { into: 'HAT', or: ['HAR'] }, SPM: { into: 'SPM' } },
  },
  {
    version: '3',
    categories: ['ABU', 'DEC', 'SPM'],
    concordance: {
      HAR: { into: 'ABU' },
      HAT: { into: 'ABU' },
      PHI: { into: 'DEC' },
      SCM: { into: 'DEC', or: ['SPM'] },
      SPM: { into: 'SPM' },
    },
  },
];

describe('a category of an earlier code list', () => {
  it('stays what it is within its version, and where nothing became of it', () => {
    expect(readCategory('SPM', '1', '1', LISTS)).toEqual({ category: 'SPM', isExact: true, possible: ['SPM'] });
    expect(readCategory('SPM', '1', '3', LISTS)).toEqual({ category: 'SPM', isExact: true, possible: ['SPM'] });
  });

  it('counts as its main heir where it was split, and says what else it may be', () => {
    expect(readCategory('FRD', '1', '2', LISTS)).toEqual({ category: 'SCM', isExact: false, possible: ['PHI', 'SCM'] });
    expect(readCategory('FRD', '1', '3', LISTS)).toEqual({ category: 'DEC', isExact: false, possible: ['DEC', 'SPM'] });
  });

  it('is exact again where the parts of a split were joined', () => {
    expect(readCategory('HAT', '1', '3', LISTS)).toEqual({ category: 'ABU', isExact: true, possible: ['ABU'] });
  });

  it('reads as nothing where its version or it is unknown, and in no earlier version', () => {
    expect(readCategory('HAR', '1', '2', LISTS)).toBeUndefined();
    expect(readCategory('SPM', '0', '2', LISTS)).toBeUndefined();
    expect(() => readCategory('SPM', '1', '4', LISTS)).toThrow('requires 1 or a later version to read it in, not 4');
    expect(() => readCategory('SPM', '2', '1', LISTS)).toThrow('requires 2 or a later version to read it in, not 1');
  });
});

describe.each([
  ['in force', POLICY_VERSIONS],
  ['of this test', LISTS],
])('the code lists %s', (_, versions) => {
  const [first] = versions as [PolicyVersion];

  it('say of every category what became of it, and of nothing else', () => {
    expect(first.concordance).toBeUndefined();
    for (const [index, { categories, concordance = {} }] of versions.entries()) {
      const before = versions[index - 1];
      if (before === undefined) continue;
      expect(Object.keys(concordance).sort()).toEqual([...before.categories].sort());
      const heirs = Object.values(concordance).flatMap(({ into, or = [] }) => [into, ...or]);
      expect(heirs.filter((heir) => !categories.includes(heir))).toEqual([]);
    }
  });

  it('read the same in one step and by way of a version between', () => {
    const places = fc.tuple(...[0, 1, 2].map(() => fc.nat(versions.length - 1)));
    fc.assert(
      fc.property(places, fc.nat(99), (some, nth) => {
        const [from, by, to] = [...some].sort((a, b) => a - b).map((place) => versions[place]) as PolicyVersion[];
        if (from === undefined || by === undefined || to === undefined) return;
        const category = from.categories[nth % from.categories.length] as string;
        const between = readCategory(category, from.version, by.version, versions);
        const straight = readCategory(category, from.version, to.version, versions);
        const onwards = (one = '') => readCategory(one, by.version, to.version, versions);
        expect(straight?.category).toBe(onwards(between?.category)?.category);
        const all = between?.possible.flatMap((one) => onwards(one)?.possible ?? []);
        expect(straight?.possible).toEqual([...new Set(all)].sort());
      }),
    );
  });
});

describe('the code list in force', () => {
  it('is the one that public tables are counted in', () => {
    expect(POLICY_VERSIONS.at(-1)).toMatchObject({ version: TAXONOMY_VERSION, categories: CATEGORY_CODES });
  });
});
