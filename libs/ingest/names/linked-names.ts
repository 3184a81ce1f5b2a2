import { z } from 'zod';
import type { Question } from '#usage/question';

const Row = z.object({ previous: z.string(), current: z.string() });

/** A subject's name before a rotation of pseudonyms, and the one after it. */
export type LinkedName = z.infer<typeof Row>;

/** Links that may still be followed; asked in the sealed room with `kind`, `names` and `now`. */
export const linkedNames: Question<LinkedName> = { sql: new URL('./linked-names.sql', import.meta.url), row: Row };
