import { describe, expect, it } from 'vitest';
import { sparkline } from './sparkline.js';

describe('a sparkline', () => {
  it('rises with its counts, and shows days without any', () => {
    expect(sparkline([0, 1, 2, 4, 8])).toBe('·▁▂▄█');
    expect(sparkline([1, 1])).toBe('██');
    expect(sparkline([0, 0])).toBe('··');
    expect(sparkline([])).toBe('');
  });
});
