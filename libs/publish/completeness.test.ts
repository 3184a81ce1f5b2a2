import { describe, expect, it } from 'vitest';
import { daysOf, missingDays, missingRuns } from './completeness.js';
import { quarterNamed } from './quarter.js';
import { SOURCES, type SourceDay } from './source-days.js';

const quarter = quarterNamed('2026-Q3');
if (quarter === undefined) throw new RangeError('2026-Q3 is a quarter');
const days = daysOf(quarter);
const records = (some: readonly string[], count = 1_000): SourceDay[] =>
  some.flatMap((day) => SOURCES.map((source) => ({ source, day, records: count })));

// docs/attacks.md T-18
describe('completeness of the sources before the draw', () => {
  it('is content with every day of the quarter', () => {
    expect(missingDays(quarter, records(days))).toEqual([]);
  });

  it.each(SOURCES)('names a day that is missing from %s alone, and one that is nearly empty', (source) => {
    const gap = records(days).filter((one) => one.source !== source || one.day !== '2026-08-15');
    expect(missingDays(quarter, gap)).toEqual([`${source} on 2026-08-15`]);
    const thin = records(days).map((one) =>
      one.source === source && one.day === '2026-09-30' ? { ...one, records: 50 } : one,
    );
    expect(missingDays(quarter, thin)).toEqual([`${source} on 2026-09-30`]);
  });

  it('names every day of a source that is empty altogether', () => {
    const gone = records(days).filter(({ source }) => source !== 'arrivals');
    expect(missingDays(quarter, gone)).toHaveLength(92);
  });

  it('asks for nothing before the first record there is', () => {
    expect(missingDays(quarter, records(days.slice(60)))).toEqual([]);
    expect(missingDays(quarter, [...records(['2026-06-29']), ...records(days.slice(60))])).toHaveLength(
      60 * SOURCES.length,
    );
  });

  it('has nothing to say where nothing was ever recorded', () => {
    expect(missingDays(quarter, [])).toEqual([]);
  });
});

// docs/attacks.md T-18
describe('completeness of the runs before the draw', () => {
  const judged = (detector: string, some: readonly string[], byClock = true) =>
    some.map((day) => ({ detector, day, byClock }));

  it('names the day that one detector did not judge', () => {
    const all = [...judged('spam-campaign', days), ...judged('shared-key', days.toSpliced(45, 1))];
    expect(missingRuns(quarter, all)).toEqual(['shared-key on 2026-08-15']);
  });

  it('takes a day that a person had judged instead', () => {
    const byHand = judged('shared-key', ['2026-08-15'], false);
    expect(missingRuns(quarter, [...judged('shared-key', days.toSpliced(45, 1)), ...byHand])).toEqual([]);
  });

  it('asks nothing of a detector before it was in service, nor of one that never was', () => {
    expect(missingRuns(quarter, judged('shared-key', days.slice(30)))).toEqual([]);
    expect(missingRuns(quarter, judged('limit-hammering', ['2026-08-15'], false))).toEqual([]);
  });
});
