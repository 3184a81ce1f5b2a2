import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelledScore } from './labelled-score.js';

const label = (party: string, isMisuse: boolean) => ({ party, isMisuse });

describe('what a detector found, against what people decided', () => {
  it('is precise by its dismissals and complete by what it missed', () => {
    const labels = [label('a', true), label('b', true), label('c', false), label('d', true), label('e', false)];
    expect(labelledScore(['a', 'b', 'c', 'z', 'a'], labels)).toEqual({
      confirmed: 2,
      dismissed: 1,
      undecided: 1,
      missed: 1,
      precision: expect.objectContaining({ value: 2 / 3 }),
      recall: expect.objectContaining({ value: 2 / 3 }),
      f1: expect.objectContaining({ value: expect.closeTo(2 / 3, 12) }),
    });
  });

  it('has no score before anybody has decided', () => {
    expect(labelledScore(['a'], [])).toEqual({ confirmed: 0, dismissed: 0, undecided: 1, missed: 0 });
  });

  it('has an F1 that is the harmonic mean of both, within its interval', () => {
    const party = fc.constantFrom(...'abcdefgh');
    const labels = fc.uniqueArray(fc.record({ party, isMisuse: fc.boolean() }), { selector: (each) => each.party });
    fc.assert(
      fc.property(fc.array(party), labels, (found, decided) => {
        const { precision, recall, f1 } = labelledScore(found, decided);
        if (precision === undefined || recall === undefined || f1 === undefined) return;
        const sum = precision.value + recall.value;
        expect(f1.value).toBeCloseTo(sum === 0 ? 0 : (2 * precision.value * recall.value) / sum, 12);
        expect(f1.low <= f1.value && f1.value <= f1.high).toBe(true);
      }),
    );
  });
});
