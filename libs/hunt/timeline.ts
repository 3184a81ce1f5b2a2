import { z } from 'zod';
import { type Asked, isOfHours, type Read } from './asked.js';
import { conditionOf } from './condition.js';
import type { Hunt } from './hunt.js';
import { HuntError } from './hunt-error.js';

/** Seconds of the stretches a window may be cut into. */
export const BUCKETS = { minute: 60, ten_minutes: 600, hour: 3_600, day: 86_400 } as const;
export type Bucket = keyof typeof BUCKETS;

/** Stretches at most; more than a screen has columns. */
const MOST_BUCKETS = 3_000;

const count = z.coerce.number().int().nonnegative();

const Row = z
  .object({
    start_second: count,
    calls: count,
    accounts: count,
    tokens: count,
    cost_micro_usd: count,
    failed: count,
    /** Absent where the roll-up answered. */
    filtered: count.optional(),
  })
  .transform(({ start_second, ...same }) => ({ from: new Date(start_second * 1_000), ...same }));

/** What the calls of one stretch amount to. */
export type TimelineRow = z.infer<typeof Row>;

/**
 * Compiles "how did the calls spread over the window".
 *
 * @throws {HuntError} when the window has too many such stretches
 */
export function timeline(hunt: Hunt, bucket: Bucket): Asked<TimelineRow> {
  const seconds = BUCKETS[bucket];
  const stretches = (hunt.until.getTime() - hunt.from.getTime()) / 1_000 / seconds;
  if (stretches > MOST_BUCKETS) {
    throw new HuntError(
      'bucket',
      `cuts the window into more than ${MOST_BUCKETS} stretches`,
      'take a longer bucket, or less time',
    );
  }
  const { sql: filter, parameters } = conditionOf(hunt);
  const bound = { ...parameters, from: hunt.from, until: hunt.until, since: hunt.from, seconds };
  const of = (file: string, reads: Read): Asked<TimelineRow> => ({
    question: { sql: new URL(`./questions/${file}.sql`, import.meta.url), row: Row, marks: { filter } },
    parameters: bound,
    reads,
  });
  const ofUsage = of('timeline-of-usage', 'usage');
  if (seconds < BUCKETS.hour || !isOfHours(hunt, [])) return ofUsage;
  return { ...ofUsage, rollUp: of('timeline-of-hours', 'usage_hourly') };
}
