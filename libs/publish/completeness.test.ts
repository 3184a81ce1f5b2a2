import { describe, expect, it } from 'vitest';
import { missingDays } from './completeness.js';
import { quarterNamed } from './quarter.js';

const quarter = quarterNamed('2026-Q3');
if (quarter === undefined) throw new RangeError('2026-Q3 is a quarter');
const day = (date: string, records = 1_000) => ({ hour: new Date(`${date}T12:00:00Z`), records });
const all = Array.from({ length: 92 }, (_, index) =>
  day(new Date(quarter.window.from.getTime() + index * 86_400_000).toISOString().slice(0, 10)),
);

// docs/attacks.md T-18
describe('completeness before the draw', () => {
  it('is content with every day of the quarter', () => {
    expect(missingDays(quarter, all)).toEqual([]);
  });

  it('names a day that is missing, and one that is nearly empty', () => {
    expect(
      missingDays(
        quarter,
        all.filter((_, index) => index !== 45),
      ),
    ).toEqual(['2026-08-15']);
    expect(missingDays(quarter, [...all.slice(0, 91), day('2026-09-30', 50)])).toEqual(['2026-09-30']);
  });

  it('asks for nothing before the first record there is', () => {
    expect(missingDays(quarter, all.slice(60))).toEqual([]);
    expect(missingDays(quarter, [day('2026-06-29'), ...all.slice(60)])).toHaveLength(60);
  });

  it('has nothing to say where nothing was ever recorded', () => {
    expect(missingDays(quarter, [])).toEqual([]);
  });
});
