import { describe, expect, it } from 'vitest';
import { severityOf } from './severity.js';

describe('severity', () => {
  it('is the detector’s own for a few accounts', () => {
    expect(severityOf('medium', 'act', 9)).toBe('medium');
  });

  it('rises with accounts past the stricter threshold', () => {
    expect([10, 99, 100].map((accounts) => severityOf('low', 'act', accounts))).toEqual(['medium', 'medium', 'high']);
  });

  it('does not rise on suspicion', () => {
    expect(severityOf('low', 'report', 5_000)).toBe('low');
  });

  it('ends at critical', () => {
    expect(severityOf('critical', 'act', 5_000)).toBe('critical');
  });
});
