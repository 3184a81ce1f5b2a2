import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.js';

describe('the Benjamini-Hochberg threshold', () => {
  it('accepts the four smallest of the fifteen p-values of the 1995 paper', () => {
    const published = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    expect(benjaminiHochberg(published, 15, 0.05)).toBe(0.0095);
  });

  it('counts tests that are not listed', () => {
    expect(benjaminiHochberg([0.004], 1, 0.01)).toBe(0.004);
    expect(benjaminiHochberg([0.004], 3, 0.01)).toBeUndefined();
  });

  it('lets a larger p-value pass on the shoulders of many small ones', () => {
    expect(benjaminiHochberg([0.009, 0.001, 0.001, 0.001], 4, 0.01)).toBe(0.009);
  });

  it('refuses fewer tests than p-values', () => {
    expect(() => benjaminiHochberg([0.1, 0.2], 1, 0.01)).toThrow(
      'benjaminiHochberg requires at least as many tests as p-values',
    );
  });

  it('never accepts more when more was tested', () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.nat(100), (p, more) => {
        const few = benjaminiHochberg(p, p.length, 0.05) ?? -1;
        const many = benjaminiHochberg(p, p.length + more, 0.05) ?? -1;
        expect(many).toBeLessThanOrEqual(few);
      }),
    );
  });
});
