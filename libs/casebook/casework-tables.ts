import { integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Who works on an incident, and until when. */
export const claim = pgTable('claim', {
  incident: text('incident').primaryKey(),
  person: uuid('person').notNull(),
  since: instant('since').notNull(),
  until: instant('until').notNull(),
});

/** What people noted, in the order they did. */
export const note = pgTable(
  'note',
  {
    incident: text('incident').notNull(),
    ordinal: integer('ordinal').notNull(),
    writtenBy: text('written_by').notNull(),
    writtenAt: instant('written_at').notNull(),
    text: text('text').notNull(),
  },
  (table) => [primaryKey({ columns: [table.incident, table.ordinal] })],
);

/** What somebody else was asked to judge as well. */
export const secondOpinion = pgTable(
  'second_opinion',
  {
    incident: text('incident').notNull(),
    ordinal: integer('ordinal').notNull(),
    askedBy: text('asked_by').notNull(),
    askedAt: instant('asked_at').notNull(),
    question: text('question').notNull(),
    verdict: text('verdict').$type<'confirmed' | 'dismissed' | 'uncertain'>(),
    reason: text('reason'),
    answeredBy: text('answered_by'),
    answeredAt: instant('answered_at'),
  },
  (table) => [primaryKey({ columns: [table.incident, table.ordinal] })],
);

/** What was given to an authority. */
export const referral = pgTable('referral', {
  id: uuid('id').primaryKey().defaultRandom(),
  incident: text('incident').notNull(),
  authority: text('authority').notNull(),
  reference: text('reference').notNull(),
  reason: text('reason').notNull(),
  referredBy: text('referred_by').notNull(),
  referredAt: instant('referred_at').notNull(),
});

/** Members that people moved into an incident of their own. */
export const splitMember = pgTable(
  'split_member',
  {
    incident: text('incident').notNull(),
    account: text('account').notNull(),
    intoIncident: text('into_incident').notNull(),
  },
  (table) => [primaryKey({ columns: [table.incident, table.account] })],
);
