import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedCategories, tieHash } from './bounded-categories.js';

const entry = (category: string, rank = 1) => ({
  category,
  rank,
  tie: tieHash('unit-test-key', 'acct_1', '2026-Q1', category),
});

describe('bounded categories', () => {
  // Test vector TV-18c: HMAC-SHA256 under `unit-test-key` of `acct_1|2026-Q1|X`.
  it('order equal severities by keyed hash', () => {
    expect(entry('CYB').tie.slice(0, 16)).toBe('2a440e1dd52b44ba');
    expect(entry('FRD').tie.slice(0, 16)).toBe('e93cc6797e9050b6');
    expect(entry('HAT').tie.slice(0, 16)).toBe('f9951a7e97b28da3');
    expect(entry('PRV').tie.slice(0, 16)).toBe('0b99dbdfa8ff19bb');
    const kept = boundedCategories(
      ['CYB', 'FRD', 'HAT', 'PRV'].map((category) => entry(category)),
      4,
    );
    expect(kept.map(({ category }) => category)).toEqual(['PRV', 'CYB', 'FRD', 'HAT']);
  });

  it('keep the gravest before any hash is asked', () => {
    const kept = boundedCategories([entry('PRV', 3), entry('CYB', 2), entry('HAT', 1), entry('FRD', 2)], 3);
    expect(kept.map(({ category }) => category)).toEqual(['HAT', 'CYB', 'FRD']);
  });

  it('count a repeated category once', () => {
    expect(boundedCategories([entry('FRD'), entry('FRD'), entry('FRD')], 3)).toEqual([entry('FRD')]);
  });

  it('keep the same few whatever the order they come in', () => {
    const some = fc.uniqueArray(fc.constantFrom('CYB', 'FRD', 'HAT', 'PRV', 'SPM', 'ACC'));
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 5 }), (codes, most) => {
        const forwards = boundedCategories(
          codes.map((code) => entry(code, code.length % 2)),
          most,
        );
        const backwards = boundedCategories(
          [...codes].reverse().map((code) => entry(code, code.length % 2)),
          most,
        );
        expect(backwards).toEqual(forwards);
        expect(forwards.length).toBe(Math.min(most, codes.length));
      }),
    );
  });

  it('refuse room for none', () => {
    expect(() => boundedCategories([], 0)).toThrow(RangeError);
  });
});
