import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Rows of one place in the warehouse, and whether they are gone. */
export interface RemovedRows {
  readonly rows: number;
  readonly gone: boolean;
}

/** Where a removal could not look, so that something of the subject may be there still. */
export interface Unsearched {
  /** Files of the spool's folder of damage; a name in them may itself be damaged. */
  readonly damagedPieces: number;
  /** Lines in them that cannot be read. */
  readonly unreadableLines: number;
  /** Segments received before, and not stored when it ended; what they hold of the subject is stored afterwards. */
  readonly waitingSegments: number;
}

/** What was removed of one subject. */
export const forgetReceipt = pgTable('forget_receipt', {
  id: uuid('id').primaryKey().defaultRandom(),
  kind: text('kind').$type<'account' | 'key'>().notNull(),
  pseudonyms: text('pseudonyms').array().notNull(),
  forgottenBy: text('forgotten_by').notNull(),
  reason: text('reason').notNull(),
  startedAt: instant('started_at').notNull(),
  finishedAt: instant('finished_at'),
  removed: jsonb('removed').$type<Readonly<Record<string, RemovedRows>>>().notNull(),
  unsearched: jsonb('unsearched').$type<Unsearched>(),
});
