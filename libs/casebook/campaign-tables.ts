import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Accounts acting together, as runs followed them. */
export const campaign = pgTable('campaign', {
  id: text('id').primaryKey(),
  detector: text('detector').notNull(),
  firstSeen: instant('first_seen').notNull(),
  lastSeen: instant('last_seen').notNull(),
  findings: integer('findings').notNull(),
  accounts: integer('accounts').notNull(),
  splitFrom: text('split_from'),
  mergedInto: text('merged_into'),
  mergedAt: instant('merged_at'),
});

/** Which campaign a finding is about. */
export const campaignFinding = pgTable('campaign_finding', {
  finding: text('finding').primaryKey(),
  campaign: text('campaign').notNull(),
});
