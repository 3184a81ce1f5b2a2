import { bigint, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Hunts that people keep under a name. */
export const savedHunt = pgTable('saved_hunt', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull(),
  address: text('address').notNull(),
  savedBy: text('saved_by').notNull(),
  savedAt: instant('saved_at').notNull(),
  deletedBy: text('deleted_by'),
  deletedAt: instant('deleted_at'),
});

/** Files of calls that people took away. */
export const huntExport = pgTable('hunt_export', {
  id: uuid('id').primaryKey().defaultRandom(),
  address: text('address').notNull(),
  format: text('format').$type<'csv' | 'ndjson' | 'parquet'>().notNull(),
  records: bigint('records', { mode: 'number' }).notNull(),
  reason: text('reason').notNull(),
  exportedBy: text('exported_by').notNull(),
  exportedAt: instant('exported_at').notNull(),
});
