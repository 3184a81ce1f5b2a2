import { z } from 'zod';
import type { Question } from '#usage/question';

const Row = z.object({
  part: z.enum(['system_prompt', 'prompt', 'completion']),
  beginning: z.string(),
  /** Characters that were left out at the end. */
  cut: z.number().int().nonnegative(),
});

/** What was written in one call; asked in the sealed room, with `account`, `record` and the `most` characters of each part. */
export const retainedText: Question<z.infer<typeof Row>> = {
  sql: new URL('./retained-text.sql', import.meta.url),
  row: Row,
};
