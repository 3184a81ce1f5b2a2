import { describe, expect, it } from 'vitest';
import { median } from './median.js';

describe('median', () => {
  it('is the middle value, whatever the order', () => {
    expect(median([9, 10, 1])).toBe(9);
  });

  it('lies halfway between two middle values', () => {
    expect(median(Float64Array.of(4, 1, 3, 2))).toBe(2.5);
  });

  it('asks for a value', () => {
    expect(() => median([])).toThrow('median requires at least one value');
  });
});
