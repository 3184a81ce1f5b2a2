import { describe, expect, it } from 'vitest';
import { costOf, MOST_ROWS, prefersRollUp } from './cost.js';
import { hasWindow, parseHunt } from './hunt.js';

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

describe('the roll-up of hours', () => {
  const window = (until: string) => {
    const hunt = parseHunt({ from: '2026-01-01', until });
    if (!hasWindow(hunt)) throw new TypeError('a window');
    return hunt;
  };

  it('answers where it has a quarter of the rows, or where the calls are too many or too old', () => {
    const month = window('2026-02-01');
    expect([prefersRollUp(month, 4_000, 1_000), prefersRollUp(month, 3_999, 1_000)]).toEqual([true, false]);
    expect(prefersRollUp(month, MOST_ROWS + 1, MOST_ROWS)).toBe(true);
    expect(prefersRollUp(window('2026-12-31'), 10, 10)).toBe(true);
  });

  it('answers where the engine cannot tell how many rows there are', () => {
    expect(prefersRollUp(window('2026-02-01'), undefined, undefined)).toBe(true);
  });
});
