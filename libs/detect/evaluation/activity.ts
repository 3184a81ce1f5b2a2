import { z } from 'zod';
import type { Question } from '#usage/question';

/** Records of each account. */
export type Records = ReadonlyMap<string, number>;

/** How active each account is. */
export const activity: Question<{ account: string; records: number }> = {
  sql: new URL('./activity.sql', import.meta.url),
  row: z.object({ account: z.string(), records: z.number().int().positive() }),
};

/**
 * The accounts a ranking by activity alone would raise: busy accounts look coordinated to every naive score.
 *
 * @param count  how many to raise
 * @returns      the busiest, the first one by name among equals
 */
export function busiest(records: Records, count: number): string[] {
  return [...records]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, count)
    .map(([account]) => account);
}
