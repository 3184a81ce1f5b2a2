import { z } from 'zod';
import type { Question } from '#usage/question';

const Row = z.object({
  list: z.string(),
  file: z.string(),
  networks: z.number().int().nonnegative(),
  loaded_at: z.iso.datetime(),
});

/** The list of networks that ingest asks; none before the first was loaded. Asked in the sealed room. */
export const publishedList: Question<z.infer<typeof Row>> = {
  sql: new URL('./published-list.sql', import.meta.url),
  row: Row,
};

/** Statement that lets ingest ask the list published last. */
export const ASK_LIST = new URL('./ask-list.sql', import.meta.url);

/** Statements that remove all lists but `list`; safe to repeat. */
export const DROP_OTHERS = [
  new URL('./drop-other-lists.sql', import.meta.url),
  new URL('./drop-other-publications.sql', import.meta.url),
];
