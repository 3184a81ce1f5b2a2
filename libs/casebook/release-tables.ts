import { bigint, boolean, integer, jsonb, numeric, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Where a release stands; `measuring` means that noise is being drawn or that whoever drew it died. */
export type ReleaseState =
  | 'planned'
  | 'frozen'
  | 'snapshot'
  | 'measuring'
  | 'measured'
  | 'review'
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

/** Whether a release is the first of its numbers or changes published ones; the year keeps a reserve for the latter. */
export type ReleasePurpose = 'release' | 'revision';

/** What is settled about a release's tables when it is planned. */
export interface ReleaseChoice {
  readonly models: readonly string[];
  readonly regions: boolean;
  readonly review: boolean;
  /** Tables that a revision draws anew; all of them when absent. */
  readonly redrawn?: readonly string[];
}

/** What a release holds that nobody settled anything about. */
const UNSETTLED: ReleaseChoice = { models: [], regions: false, review: false };

/** Result of one check, as it is published. */
export interface StoredCheck {
  readonly id: string;
  readonly title: string;
  readonly passed: boolean;
  readonly result: string;
  /** Whether the same attack succeeds against a build that is broken on purpose; absent where there is no such build. */
  readonly control?: { readonly caught: boolean; readonly result: string };
}

/** Signatures over the bytes of SHA256SUMS, as the files hold them. */
export interface StoredSignatures {
  readonly jws: string;
  readonly minisig: string;
}

/** A release of public tables. */
export const release = pgTable('release', {
  id: text('id').primaryKey(),
  period: text('period').notNull(),
  year: integer('year').notNull(),
  version: text('version').notNull(),
  state: text('state').$type<ReleaseState>().notNull(),
  demo: boolean('demo').notNull(),
  purpose: text('purpose').$type<ReleasePurpose>().notNull().default('release'),
  supersedes: text('supersedes'),
  reason: text('reason').notNull().default(''),
  draftedBy: text('drafted_by').notNull(),
  draftedAt: instant('drafted_at').notNull(),
  publishAt: instant('publish_at'),
  choice: jsonb('choice').$type<ReleaseChoice>().notNull().default(UNSETTLED),
  frozenAt: instant('frozen_at'),
  specHash: text('spec_hash'),
  costs: jsonb('costs').$type<readonly TableCost[]>(),
  snapshotRows: integer('snapshot_rows'),
  snapshotHash: text('snapshot_hash'),
  snapshotAt: instant('snapshot_at'),
  measurements: jsonb('measurements').$type<readonly Measurement[]>(),
  measuredAt: instant('measured_at'),
  checks: jsonb('checks').$type<readonly StoredCheck[]>(),
  checkedAt: instant('checked_at'),
  sumsHash: text('sums_hash'),
  approvedBy: text('approved_by'),
  approvedAt: instant('approved_at'),
  signatures: jsonb('signatures').$type<StoredSignatures>(),
  publishedAt: instant('published_at'),
  endedAt: instant('ended_at'),
  endReason: text('end_reason'),
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
  purpose: text('purpose').$type<ReleasePurpose>().notNull(),
  rhoNumerator: numeric('rho_numerator').notNull(),
  rhoDenominator: numeric('rho_denominator').notNull(),
  actor: text('actor').notNull(),
  at: instant('at').notNull(),
});

/** Whose signature approves releases. */
export const releaseSigner = pgTable('release_signer', {
  keyId: text('key_id').primaryKey(),
  name: text('name').notNull(),
  publicKey: text('public_key').notNull(),
  since: instant('since').notNull(),
  until: instant('until'),
  namedBy: text('named_by').notNull(),
});
