import { integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** What analysts said of discoveries, in the order they did. */
export const discoveryMark = pgTable(
  'discovery_mark',
  {
    discovery: text('discovery').notNull(),
    ordinal: integer('ordinal').notNull(),
    mark: text('mark').$type<'looked_at' | 'explained'>().notNull(),
    markedBy: text('marked_by').notNull(),
    markedAt: timestamp('marked_at', { withTimezone: true, precision: 3 }).notNull(),
    reason: text('reason').notNull(),
  },
  (table) => [primaryKey({ columns: [table.discovery, table.ordinal] })],
);
