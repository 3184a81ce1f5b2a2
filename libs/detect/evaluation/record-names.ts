import { z } from 'zod';
import type { Question } from '#usage/question';

/** How the log calls each record. */
export const recordNames: Question<{ record: string; id: string }> = {
  sql: new URL('./record-names.sql', import.meta.url),
  row: z.object({ record: z.string().length(32), id: z.string() }),
};
