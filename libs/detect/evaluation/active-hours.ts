import { z } from 'zod';
import type { Question } from '#usage/question';

/** Hours in which anybody called, in milliseconds since the epoch. */
export const activeHours: Question<{ hour: number; first: number; last: number }> = {
  sql: new URL('./active-hours.sql', import.meta.url),
  row: z.object({ hour: z.number().int(), first: z.number(), last: z.number() }),
};
