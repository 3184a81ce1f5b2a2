import { bigint, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** What has happened to incidents and has not reached the warehouse yet. */
export const outbox = pgTable('outbox', {
  sequence: bigint('sequence', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  fact: text('fact')
    .$type<
      | 'opened'
      | 'changed'
      | 'withdrawn'
      | 'claimed'
      | 'disposed'
      | 'applied'
      | 'undone'
      | 'expired'
      | 'appealed'
      | 'judged'
    >()
    .notNull(),
  at: timestamp('at', { withTimezone: true, precision: 3 }).notNull(),
  incident: text('incident').notNull(),
  body: jsonb('body').$type<Readonly<Record<string, unknown>>>().notNull(),
  batch: text('batch'),
});
