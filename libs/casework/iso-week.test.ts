import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoWeek, weekWindow } from './iso-week.js';
import { owedWeeks } from './owed-weeks.js';

describe('an ISO week', () => {
  // ISO 8601:2019 and its usual examples: the first week holds the first Thursday.
  it.each([
    ['2005-01-01', '2004-W53'],
    ['2007-12-31', '2008-W01'],
    ['2008-12-28', '2008-W52'],
    ['2010-01-03', '2009-W53'],
    ['2026-10-01', '2026-W40'],
  ])('of %s is %s', (day, week) => {
    expect(isoWeek(new Date(`${day}T00:00:00Z`))).toBe(week);
  });

  it('holds every instant of its seven days and no other', () => {
    const instant = fc.date({ min: new Date('1970-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, (at) => {
        const { from, until } = weekWindow(isoWeek(at));
        return from <= at && at < until && from.getUTCDay() === 1;
      }),
    );
  });

  it.each(['2026-W00', '2026-W54', '2025-W53', '2026-40', 'W40', ''])('refuses %s', (week) => {
    expect(() => weekWindow(week)).toThrow('requires a week of its year such as 2026-W40');
  });
});

describe('the weeks that are owed a draw', () => {
  const since = new Date('2026-01-01T00:00:00Z');
  it('are the last four that have ended a day ago', () => {
    expect(owedWeeks(since, new Date('2026-10-06T00:00:00Z'))).toEqual([
      '2026-W37',
      '2026-W38',
      '2026-W39',
      '2026-W40',
    ]);
    expect(owedWeeks(since, new Date('2026-10-05T23:59:59Z')).at(-1)).toBe('2026-W39');
  });

  it('do not reach back before the installation', () => {
    expect(owedWeeks(new Date('2026-09-29T00:00:00Z'), new Date('2026-10-06T00:00:00Z'))).toEqual(['2026-W40']);
    expect(owedWeeks(new Date('2026-10-06T00:00:00Z'), new Date('2026-10-06T00:00:00Z'))).toEqual([]);
  });
});
