import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { Books } from './books.js';

/** A refused line by the place it had: segment, line, seconds of receipt. */
export type RefusedPlace = readonly [segment: string, line: number, receivedAt: number];

/** Refused lines loaded again as one segment. */
export const redrive = pgTable('redrive', {
  id: text('id').primaryKey(),
  receivedAt: timestamp('received_at', { withTimezone: true, precision: 3 }).notNull(),
  source: text('source').notNull(),
  state: text('state').$type<'written' | 'stored' | 'settled'>().notNull(),
  lines: jsonb('lines').$type<readonly RefusedPlace[]>().notNull(),
  books: jsonb('books').$type<Books>(),
});
