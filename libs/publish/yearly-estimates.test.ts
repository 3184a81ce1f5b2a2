import { describe, expect, it } from 'vitest';
import { NOT_ESTIMABLE, undetectedRange, yearlyPrevalence, yearlyRecall } from './yearly-estimates.js';

const strata = [
  { stratum: 'none', members: 980_000, positive: 2, negative: 1_998 },
  { stratum: 'report', members: 18_000, positive: 60, negative: 940 },
  { stratum: 'act', members: 2_000, positive: 350, negative: 150 },
];
const counts = { '111': 28, '110': 21, '101': 17, '100': 69, '011': 18, '010': 55, '001': 63 };

describe('the yearly questions', () => {
  // docs/attacks.md TV-21, here as strata of the review
  it('answer how many actors misuse, weighing strata', () => {
    expect(yearlyPrevalence(strata)).toMatchObject({ value: expect.closeTo(0.00346, 8) });
  });

  it('answer how many of them were flagged', () => {
    // 1 080 and 1 400 flagged rightly; two of two thousand are 980 missed.
    expect(yearlyRecall(strata)).toMatchObject({ value: expect.closeTo(2_480 / 3_460, 6) });
  });

  // docs/attacks.md TV-27: the lowest AIC is the saturated model's, which is not listened to
  it('answer how many campaigns there were by a range, never by the model that fits anything', () => {
    const range = undetectedRange({ counts });
    if (range === NOT_ESTIMABLE) expect.unreachable();
    expect([range.models.low, range.models.high]).toEqual([expect.closeTo(388.4835, 3), expect.closeTo(526.7059, 3)]);
    expect(range.least.value).toBeCloseTo(271 + ((382 / 383) * 187 ** 2) / 112, 6);
    expect(range.pairs).toHaveLength(3);
  });

  it('say so when they cannot be answered', () => {
    expect(undetectedRange({ counts: { ...counts, '111': 2, '101': 3 } })).toBe(NOT_ESTIMABLE);
    expect(undetectedRange({ counts: { ...counts, '100': 5, '010': 5, '001': 5, '110': 9 } })).toBe(NOT_ESTIMABLE);
    expect(yearlyPrevalence([{ stratum: 'none', members: 10, positive: -3, negative: 1 }])).toBe(NOT_ESTIMABLE);
    expect(yearlyRecall(strata.slice(1))).toBe(NOT_ESTIMABLE);
  });
});
