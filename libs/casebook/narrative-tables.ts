import { bigint, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** What the public was told beside the tables. */
export const publicNarrative = pgTable('public_narrative', {
  id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  period: text('period').notNull(),
  place: text('place').notNull(),
  says: text('says').notNull(),
  category: text('category').notNull(),
  codes: text('codes').array().notNull(),
  claimed: integer('claimed').notNull(),
  registeredBy: text('registered_by').notNull(),
  registeredAt: timestamp('registered_at', { withTimezone: true, precision: 3 }).notNull(),
});
