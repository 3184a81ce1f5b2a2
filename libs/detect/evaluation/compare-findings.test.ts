import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFindings, type Judged } from './compare-findings.js';

const judged = (windows: string[], ...findings: [window: string, ...parties: string[]][]): Judged => ({
  windows: new Set(windows),
  findings: findings.map(([window, ...parties]) => ({ window, parties })),
});

describe('two versions of a detector', () => {
  it('are compared by whom they find, each subject once', () => {
    const here = judged(['1', '2'], ['1', 'b', 'a'], ['2', 'b']);
    const there = judged(['1', '2'], ['2', 'b', 'c'], ['1', 'c']);
    expect(compareFindings(here, there)).toEqual({ windows: 2, onlyHere: ['a'], onlyThere: ['c'], both: ['b'] });
  });

  it('are not blamed for windows that only one of them has judged', () => {
    const here = judged(['1', '2'], ['2', 'a']);
    expect(compareFindings(here, judged(['1']))).toEqual({ windows: 1, onlyHere: [], onlyThere: [], both: [] });
  });

  it('change sides when they are compared the other way round', () => {
    const window = fc.constantFrom('1', '2', '3');
    const party = fc.constantFrom('a', 'b', 'c', 'd');
    const any = fc.record({
      windows: fc.array(window).map((windows): ReadonlySet<string> => new Set(windows)),
      findings: fc.array(fc.record({ window, parties: fc.array(party) })),
    });
    fc.assert(
      fc.property(any, any, (one, other) => {
        const { windows, onlyHere, onlyThere, both } = compareFindings(one, other);
        const turned = { windows, onlyHere: onlyThere, onlyThere: onlyHere, both };
        expect(compareFindings(other, one)).toEqual(turned);
      }),
    );
  });
});
