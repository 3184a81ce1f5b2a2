import { describe, expect, it } from 'vitest';
import { lastCompleteQuarter, quarterNamed } from './quarter.js';

describe('a quarter', () => {
  it('is known by its name', () => {
    expect(quarterNamed('2026-Q3')).toEqual({
      name: '2026-Q3',
      year: 2026,
      window: { from: new Date('2026-07-01T00:00:00Z'), until: new Date('2026-10-01T00:00:00Z') },
    });
  });

  it.each(['2026-Q0', '2026-Q5', '2026-q3', '2026Q3', '226-Q3', '2026-Q3 ', ''])('is not called %j', (name) => {
    expect(quarterNamed(name)).toBeUndefined();
  });

  it.each([
    ['2026-10-01T00:00:00.000Z', '2026-Q3'],
    ['2026-09-30T23:59:59.999Z', '2026-Q2'],
    ['2026-01-15T00:00:00.000Z', '2025-Q4'],
  ])('is over from its very end on: at %s the last is %s', (now, name) => {
    const quarter = lastCompleteQuarter(new Date(now));
    expect(quarter).toEqual(quarterNamed(name));
  });
});
