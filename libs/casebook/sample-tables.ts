import { doublePrecision, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const stratum = () => text('stratum').$type<'act' | 'report' | 'shadow' | 'none'>().notNull();

/** One draw for one ISO week. */
export const auditSample = pgTable('audit_sample', {
  week: text('week').primaryKey(),
  weekFrom: instant('week_from').notNull(),
  weekUntil: instant('week_until').notNull(),
  seed: text('seed').notNull(),
  size: integer('size').notNull(),
  floor: integer('floor').notNull(),
  drawnBy: text('drawn_by').notNull(),
  drawnAt: instant('drawn_at').notNull(),
});

/** How many accounts of one stratum there were and how many were drawn. */
export const auditStratum = pgTable(
  'audit_stratum',
  {
    week: text('week').notNull(),
    stratum: stratum(),
    population: integer('population').notNull(),
    drawn: integer('drawn').notNull(),
    presumed: doublePrecision('presumed').notNull(),
  },
  (table) => [primaryKey({ columns: [table.week, table.stratum] })],
);

/** One account that was drawn, and the incident it is reviewed as. */
export const auditItem = pgTable(
  'audit_item',
  {
    week: text('week').notNull(),
    account: text('account').notNull(),
    stratum: stratum(),
    probability: doublePrecision('probability').notNull(),
    incident: text('incident').notNull(),
  },
  (table) => [primaryKey({ columns: [table.week, table.account] })],
);
