import { z } from 'zod';
import type { Question } from '#usage/question';

const Row = z.object({ rows: z.number().int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) });

/** What the warehouse holds of a release's snapshot: distinct rows, and the hash of `snapshotHash`. */
export const snapshotCheck: Question<z.infer<typeof Row>> = {
  sql: new URL('./snapshot-check.sql', import.meta.url),
  row: Row,
};
