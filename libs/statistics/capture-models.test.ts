import { describe, expect, it } from 'vitest';
import { captureModels } from './capture-models.js';

/** Hepatitis A in Taiwan, 1995: Chao, Tsay, Lin, Shau, Chao, Statistics in Medicine 20 (2001); later serology found 545. */
const HEPATITIS = {
  counts: { '111': 28, '110': 21, '101': 17, '100': 69, '011': 18, '010': 55, '001': 63 },
};

describe('models of three lists', () => {
  // docs/attacks.md TV-27: data set HAV of the R package CARE1
  it('range from a few hundred to more than a thousand on the same data', () => {
    const models = captureModels(HEPATITIS);
    expect(models.map(({ dependences, value }) => [dependences.join('+'), Number(value.toFixed(4))])).toEqual([
      ['', 388.4835],
      ['PQ', 416],
      ['PE', 393.3134],
      ['QE', 413.1818],
      ['PQ+PE', 463.5],
      ['PQ+QE', 526.7059],
      ['PE+QE', 451.7143],
      ['PQ+PE+QE', 1312.7647],
    ]);
    expect(models[0]).toMatchObject({
      standardError: expect.closeTo(21.55, 2),
      deviance: expect.closeTo(24.357, 3),
      freedom: 3,
    });
    expect(models.map(({ aic }) => aic)[0]).toBeCloseTo(69.748, 3);
    expect(models.map(({ aic }) => aic)[5]).toBeCloseTo(62.594, 3);
    expect(models.at(-1)).toMatchObject({
      standardError: expect.closeTo(517.98, 2),
      aic: expect.closeTo(51.391, 3),
      freedom: 0,
    });
    // The model that fits best says twice as many as were there.
    expect(271 + (28 * 69 * 55 * 63) / (21 * 17 * 18)).toBeCloseTo(1312.7647, 4);
  });

  it('are refused for lists that share nobody', () => {
    const apart = { ...HEPATITIS.counts, '111': 0, '110': 0 };
    expect(() => captureModels({ counts: apart })).toThrow(RangeError);
  });
});
