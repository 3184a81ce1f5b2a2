import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partitionAgreement } from './partition-agreement.js';

const zip = (a: string, b: string) => [...a].map((x, i) => [x, b[i] ?? ''] as const);

describe('agreement of two partitions', () => {
  // scikit-learn 1.5, user guide "Rand index": adjusted_rand_score([0,0,0,1,1,1], [0,0,1,1,2,2]) = 0.2424…
  it('gives the adjusted Rand index of the textbook example', () => {
    expect(partitionAgreement(zip('aaabbb', 'xxyyzz'))?.ari).toBeCloseTo(0.242424, 6);
  });

  // Same partitions: MI = ln 2 − (1/3) ln 2 = 0.462098; H = 0.693147 and 1.098612; 2·MI/(H+K) = 0.515804.
  it('gives mutual information over the mean entropy', () => {
    expect(partitionAgreement(zip('aaabbb', 'xxyyzz'))?.nmi).toBeCloseTo(0.515804, 5);
  });

  it('is 1 for a partition and itself under other names', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }), (labels) => {
        const agreed = partitionAgreement(labels.map((label) => [label, `other ${label}`]));
        expect(agreed?.nmi).toBeCloseTo(1, 9);
        expect(agreed?.ari).toBeCloseTo(1, 9);
      }),
    );
  });

  it('says nothing of nothing', () => {
    expect(partitionAgreement([])).toBeNull();
  });
});
