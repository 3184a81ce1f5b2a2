import { bigint, boolean, integer, jsonb, numeric, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Where a release stands; `measuring` means that noise is being drawn or that whoever drew it died. */
export type ReleaseState =
  | 'planned'
  | 'snapshot'
  | 'measuring'
  | 'measured'
  | 'checked'
  | 'review'
  | 'approved'
  | 'scheduled'
  | 'published'
  | 'superseded'
  | 'withdrawn'
  | 'failed'
  | 'rejected'
  | 'abandoned';

/** What one table of a release costs: ρ as an exact fraction, in decimal digits. */
export interface TableCost {
  readonly table: string;
  readonly numerator: string;
  readonly denominator: string;
}

/** One noisy integer, in decimal digits; `dim2` is empty in tables of one dimension. */
export interface Measurement {
  readonly table: string;
  readonly category: string;
  readonly dim2: string;
  readonly measurement: string;
}

/** A release of public tables. */
export const release = pgTable('release', {
  id: text('id').primaryKey(),
  period: text('period').notNull(),
  year: integer('year').notNull(),
  version: text('version').notNull(),
  state: text('state').$type<ReleaseState>().notNull(),
  demo: boolean('demo').notNull(),
  draftedBy: text('drafted_by').notNull(),
  draftedAt: instant('drafted_at').notNull(),
  snapshotRows: integer('snapshot_rows'),
  snapshotHash: text('snapshot_hash'),
  snapshotAt: instant('snapshot_at'),
  specHash: text('spec_hash'),
  costs: jsonb('costs').$type<readonly TableCost[]>(),
  measurements: jsonb('measurements').$type<readonly Measurement[]>(),
  measuredAt: instant('measured_at'),
});

/** What was spent of a year's privacy budget, by table, each entry bound to the one before by its hash. */
export const privacyLedger = pgTable('privacy_ledger', {
  sequence: bigint('sequence', { mode: 'number' }).primaryKey(),
  prev: text('prev').notNull(),
  hash: text('hash').notNull(),
  specHash: text('spec_hash').notNull(),
  release: text('release').notNull(),
  period: text('period').notNull(),
  year: integer('year').notNull(),
  publicTable: text('public_table').notNull(),
  rhoNumerator: numeric('rho_numerator').notNull(),
  rhoDenominator: numeric('rho_denominator').notNull(),
  actor: text('actor').notNull(),
  at: instant('at').notNull(),
});
