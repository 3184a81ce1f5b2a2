import { z } from 'zod';
import type { Question } from '#usage/question';

const count = z.number().int().nonnegative();

const Row = z.object({
  /** `2026-09-30`, UTC. */
  day: z.string(),
  /** Distinct ones that called. */
  accounts: count,
  calls: count,
  /** By a limit, or because the caller was not allowed. */
  refused: count,
  /** US cents, rounded down; what the log says the calls cost. */
  cents: count,
});

/** A day of some accounts' calls. */
export type CourseDay = z.infer<typeof Row>;

/** What some accounts did day by day, as far as retention has left it; days without calls have no row. */
export const dailyCourse: Question<CourseDay> = { sql: new URL('./daily-course.sql', import.meta.url), row: Row };
