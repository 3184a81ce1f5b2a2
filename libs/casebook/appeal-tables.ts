import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** What an account's owner says against an action, and what became of it. */
export const appeal = pgTable('appeal', {
  id: uuid('id').primaryKey().defaultRandom(),
  incident: text('incident').notNull(),
  account: text('account').notNull(),
  statement: text('statement').notNull(),
  receivedAt: instant('received_at').notNull(),
  filedBy: text('filed_by').notNull(),
  filedAt: instant('filed_at').notNull(),
  outcome: text('outcome').$type<'upheld' | 'reversed'>(),
  reason: text('reason'),
  judgedBy: text('judged_by'),
  judgedAt: instant('judged_at'),
});
