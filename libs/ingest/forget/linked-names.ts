import { z } from 'zod';
import type { Question } from '#usage/question';

const Row = z.object({ previous: z.string(), current: z.string() });

/** Two names of one account or key: before a rotation of pseudonyms and after it. */
export type NameLink = z.infer<typeof Row>;

/** What links names while an overlap lasts; asked in the sealed room with `names` and `now`. */
export const linkedNames: Question<NameLink> = { sql: new URL('./linked-names.sql', import.meta.url), row: Row };
