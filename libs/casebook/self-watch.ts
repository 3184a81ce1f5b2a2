import { z } from 'zod';
import type { Question } from '#usage/question';
import type { CasebookSession } from './session.js';

const count = z.number().int();

const WeeklyAccounts = z.object({ detector: z.string(), week: count, accounts: count });

const WEEKLY: Question<z.infer<typeof WeeklyAccounts>> = {
  sql: new URL('./weekly-accounts.sql', import.meta.url),
  row: WeeklyAccounts,
};

/**
 * Distinct accounts or keys that each detector named week by week.
 *
 * @param now    end of week 0
 * @param weeks  how many
 * @returns      by detector, the last week first; null for a week without a judged window
 */
export async function weeklyAccounts(
  casebook: CasebookSession,
  now: Date,
  weeks: number,
): Promise<Map<string, (number | null)[]>> {
  const courses = new Map<string, (number | null)[]>();
  for (const { detector, week, accounts } of await casebook.sql(WEEKLY, [now, weeks])) {
    const course = courses.get(detector) ?? Array.from({ length: weeks }, () => null);
    course[week] = accounts;
    courses.set(detector, course);
  }
  return courses;
}

const DeadLetters = z.object({ id: z.string(), dead: count });

const DEAD: Question<z.infer<typeof DeadLetters>> = {
  sql: new URL('./dead-letters.sql', import.meta.url),
  row: DeadLetters,
};

/** Messages that each receiver of webhooks has not taken and nobody sends again. */
export function deadLettersByReceiver(casebook: CasebookSession): Promise<{ id: string; dead: number }[]> {
  return casebook.sql(DEAD);
}

const Time = z.object({ at: z.date() });
const CLOCK: Question<z.infer<typeof Time>> = { sql: new URL('./clock.sql', import.meta.url), row: Time };

/** What time it is at the casebook. */
export async function timeAtCasebook(casebook: CasebookSession): Promise<Date> {
  const [said] = await casebook.sql(CLOCK);
  if (said === undefined) throw new TypeError('timeAtCasebook requires one row');
  return said.at;
}
