import { describe, expect, it } from 'vitest';
import { costOf, MOST_ROWS } from './cost.js';
import { parseHunt } from './hunt.js';

const span = {
  inAll: 10_000_000,
  within: 300_000,
  earliest: new Date('2026-10-01T00:00:00Z'),
  latest: new Date('2026-10-30T23:00:00Z'),
};
const where = ['model:is:a'];

describe('the cost of a hunt', () => {
  it('without a window is told, with the last day as a narrower hunt', () => {
    expect(costOf(parseHunt({ where }), 'usage', span, undefined)).toMatchObject({
      records: 10_000_000,
      refusal: {
        because: expect.stringContaining('all 10,000,000 calls of 30 days'),
        narrower: 'from=2026-10-30T00%3A00%3A00.000Z&until=2026-10-31T00%3A00%3A00.000Z&where=model%3Ais%3Aa',
      },
    });
  });

  it('over calls is refused beyond a quarter, over hours not within 400 days', () => {
    const half = parseHunt({ from: '2026-01-01', until: '2026-07-01', where });
    expect(costOf(half, 'usage', span, 5).refusal).toMatchObject({
      because: expect.stringContaining('181 days long, 300,000 calls; 92'),
      narrower: expect.stringMatching(/^from=2026-03-31T.*&until=2026-07-01T/),
    });
    expect(costOf(half, 'usage_hourly', span, 5).refusal).toBeUndefined();
  });

  it('is refused for more rows than one hunt may read, and a share of the window is offered', () => {
    const month = parseHunt({ from: '2026-10-01', until: '2026-10-31', where });
    expect(costOf(month, 'usage', span, MOST_ROWS).refusal).toBeUndefined();
    expect(costOf(month, 'usage', span, 10 * MOST_ROWS).refusal).toMatchObject({
      because: expect.stringContaining('1,000,000,000 rows'),
      narrower: expect.stringMatching(/^from=2026-10-28T00/),
    });
  });

  it('rests on what is stored where the engine gives no estimate', () => {
    const month = parseHunt({ from: '2026-10-01', until: '2026-10-31', where });
    expect(costOf(month, 'usage', span, undefined)).toMatchObject({ rows: 10_000_000, seconds: 2 });
    expect(costOf(month, 'usage_hourly', span, undefined)).toMatchObject({ rows: 300_000 });
  });
});
