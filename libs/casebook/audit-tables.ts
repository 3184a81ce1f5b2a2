import { bigint, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** Who did what to which object, in the order it was done. */
export const auditEntry = pgTable('audit_entry', {
  sequence: bigint('sequence', { mode: 'number' }).primaryKey(),
  prev: text('prev').notNull(),
  hash: text('hash').notNull(),
  at: timestamp('at', { withTimezone: true, precision: 3 }).notNull(),
  actor: text('actor').notNull(),
  action: text('action').notNull(),
  objectKind: text('object_kind').notNull(),
  object: text('object').notNull(),
  reason: text('reason').notNull(),
  details: text('details').notNull(),
});
