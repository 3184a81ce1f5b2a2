import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** One action against the accounts of one incident, done and undone as one. */
export const actionSet = pgTable('action_set', {
  id: uuid('id').primaryKey().defaultRandom(),
  incident: text('incident').notNull(),
  action: text('action').$type<'none' | 'warning' | 'limit' | 'suspension' | 'ban'>().notNull(),
  state: text('state').$type<'drafted' | 'executing' | 'executed' | 'undone' | 'expired' | 'cancelled'>().notNull(),
  reason: text('reason').notNull(),
  blastRadius: jsonb('blast_radius').$type<Readonly<Record<string, unknown>>>(),
  disposition: integer('disposition'),
  percent: integer('percent').notNull().default(0),
  draftedBy: text('drafted_by').notNull(),
  draftedAt: instant('drafted_at').notNull(),
  executedBy: text('executed_by'),
  executedAt: instant('executed_at'),
  expiresAt: instant('expires_at'),
  endedBy: text('ended_by'),
  endedAt: instant('ended_at'),
});

/** One account's part in an action set. */
export const actionTarget = pgTable(
  'action_target',
  {
    actionSet: uuid('action_set').notNull(),
    account: text('account').notNull(),
    ordinal: integer('ordinal').notNull(),
    state: text('state')
      .$type<'waiting' | 'due' | 'applied' | 'skipped' | 'undone' | 'kept' | 'expired' | 'cancelled'>()
      .notNull(),
    dueAt: instant('due_at'),
    appliedAt: instant('applied_at'),
    endedAt: instant('ended_at'),
    note: text('note').notNull().default(''),
  },
  (table) => [primaryKey({ columns: [table.actionSet, table.account] })],
);
