import { describe, expect, it } from 'vitest';
import { beggGreenes, recallOf, roganGladen } from './corrected-rates.js';

describe('rates corrected for what review does not see', () => {
  // docs/attacks.md TV-22
  it('give the share behind imperfect reviewers', () => {
    expect(roganGladen(0.1, 0.9, 0.95)).toBeCloseTo(0.0588235, 7);
    expect(roganGladen(0.01, 0.9, 0.95)).toBe(0);
    expect(() => roganGladen(0.1, 0.5, 0.5)).toThrow(RangeError);
  });

  // docs/attacks.md TV-23: liver scans; totals in doi 10.3390/diagnostics12112839
  it('give sensitivity and specificity under partial verification', () => {
    const flagged = { real: 231, unreal: 32, unverified: 166 };
    const unflagged = { real: 27, unreal: 54, unverified: 140 };
    const { sensitivity, specificity } = beggGreenes(flagged, unflagged);
    expect([sensitivity, specificity]).toEqual([expect.closeTo(0.836467, 6), expect.closeTo(0.738398, 6)]);
    // Naively, of what was verified alone.
    expect([231 / (231 + 27), 54 / (54 + 32)]).toEqual([expect.closeTo(0.895349, 6), expect.closeTo(0.627907, 6)]);
    expect(() => beggGreenes(flagged, { real: 0, unreal: 0, unverified: 5 })).toThrow(RangeError);
  });

  // docs/attacks.md TV-24
  it('give recall with an interval that few misses do not make too narrow', () => {
    const { value, low, high, standardError } = recallOf(800, 99_000, 3_000, 3);
    expect([value, low, high]).toEqual([
      expect.closeTo(0.889878, 6),
      expect.closeTo(0.734591, 5),
      expect.closeTo(0.975109, 5),
    ]);
    expect(standardError).toBeCloseTo(0.05656, 5);
    expect(() => recallOf(0, 10, 5, 0)).toThrow(RangeError);
  });
});
