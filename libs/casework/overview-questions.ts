import { z } from 'zod';
import type { Question } from '#usage/question';

const PeriodUsage = z
  .object({ is_now: z.number().int(), accounts: z.number().int(), calls: z.number(), cost: z.number() })
  .transform(({ is_now, ...usage }) => ({ isNow: is_now === 1, ...usage }));

/** What everybody used in one of two periods; the cost is in millionths of a US dollar. */
type PeriodUsage = z.infer<typeof PeriodUsage>;

/** What everybody used in two periods; one without any call has no row. */
export const periodUsage: Question<PeriodUsage> = {
  sql: new URL('./period-usage.sql', import.meta.url),
  row: PeriodUsage,
};

const MisuseCost = z.object({ day: z.number().int(), calls: z.number(), cost: z.number() });

/** What misuse used on one day; the cost is in millionths of a US dollar. */
export type MisuseCost = z.infer<typeof MisuseCost>;

/** What accounts used while they were seen in misuse. */
export const misuseCost: Question<MisuseCost> = {
  sql: new URL('./misuse-cost.sql', import.meta.url),
  row: MisuseCost,
};
