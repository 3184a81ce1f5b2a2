import { pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Who vouched for an entry until when, and who took it back. */
const vouched = {
  addedBy: text('added_by').notNull(),
  addedAt: instant('added_at').notNull(),
  since: instant('since').notNull(),
  expiresAt: instant('expires_at').notNull(),
  removedBy: text('removed_by'),
  removedAt: instant('removed_at'),
  removedBecause: text('removed_because'),
};

/** Subjects that no incident is opened about. */
export const subjectException = pgTable('subject_exception', {
  id: uuid('id').primaryKey().defaultRandom(),
  subjectKind: text('subject_kind').$type<'account' | 'key' | 'network'>().notNull(),
  subject: text('subject').notNull(),
  detector: text('detector'),
  reason: text('reason').notNull(),
  ...vouched,
});

/** Networks that many strangers share. */
export const sharedNetwork = pgTable('shared_network', {
  id: uuid('id').primaryKey().defaultRandom(),
  subjectKind: text('subject_kind').$type<'network' | 'asn'>().notNull(),
  subject: text('subject').notNull(),
  usage: text('usage').$type<'carrier_nat' | 'vpn' | 'cloud_egress' | 'campus'>().notNull(),
  provenance: text('provenance').notNull(),
  ...vouched,
});

/** Names under which an entry holds beside its own, since pseudonyms are rotated. */
export const guardRailName = pgTable(
  'guard_rail_name',
  { entry: uuid('entry').notNull(), subject: text('subject').notNull(), foundAt: instant('found_at').notNull() },
  (table) => [primaryKey({ columns: [table.entry, table.subject] })],
);

/** Networks that people named by an address, sealed. */
export const guardRailOriginal = pgTable('guard_rail_original', {
  entry: uuid('entry').primaryKey(),
  sealed: text('sealed').notNull(),
});
