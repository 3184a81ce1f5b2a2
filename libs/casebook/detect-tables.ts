import {
  bigint,
  boolean,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const subjectKind = () => text('subject_kind').$type<'account' | 'key' | 'network' | 'campaign'>().notNull();
const point = () => text('point').$type<'report' | 'act'>().notNull();
const category = () => text('category').notNull();

/** What ties one account into a finding. */
export interface MemberRow {
  readonly account: string;
  readonly records: number;
  readonly tie: string;
}

/** One detector, version and mode on one window. */
export const run = pgTable('run', {
  id: text('id').primaryKey(),
  detector: text('detector').notNull(),
  version: integer('version').notNull(),
  mode: text('mode').$type<'scheduled' | 'shadow' | 'backtest' | 'retro'>().notNull(),
  windowFrom: instant('window_from').notNull(),
  windowUntil: instant('window_until').notNull(),
  state: text('state').$type<'running' | 'done' | 'failed' | 'cancelled'>().notNull(),
  attempt: integer('attempt').notNull(),
  startedAt: instant('started_at').notNull(),
  finishedAt: instant('finished_at'),
  records: bigint('records', { mode: 'number' }),
  findings: integer('findings'),
  error: text('error'),
  leftOut: text('left_out'),
});

/** What a run says of one subject. */
export const finding = pgTable('finding', {
  id: text('id').primaryKey(),
  run: text('run').notNull(),
  subjectKind: subjectKind(),
  subject: text('subject').notNull(),
  score: doublePrecision('score').notNull(),
  point: point(),
  category: category(),
  because: text('because').notNull(),
  numbers: jsonb('numbers').$type<Readonly<Record<string, number>>>().notNull(),
  evidence: text('evidence').array().$type<readonly string[]>().notNull(),
  members: jsonb('members').$type<readonly MemberRow[]>().notNull(),
  parties: text('parties').array().$type<readonly string[]>().notNull(),
  withheld: text('withheld'),
});

/** Whose findings have changed since they were last grouped. */
export const regroup = pgTable(
  'regroup',
  { detector: text('detector').notNull(), party: text('party').notNull() },
  (table) => [primaryKey({ columns: [table.detector, table.party] })],
);

/** The case people work on. */
export const incident = pgTable('incident', {
  id: text('id').primaryKey(),
  detector: text('detector').notNull(),
  version: integer('version').notNull(),
  category: category(),
  severity: text('severity').$type<'low' | 'medium' | 'high' | 'critical'>().notNull(),
  state: text('state').$type<'open' | 'confirmed' | 'dismissed' | 'uncertain'>().notNull().default('open'),
  subjectKind: subjectKind(),
  subject: text('subject').notNull(),
  openedAt: instant('opened_at').notNull(),
  firstSeen: instant('first_seen').notNull(),
  lastSeen: instant('last_seen').notNull(),
  score: doublePrecision('score').notNull(),
  point: point(),
  because: text('because').notNull(),
  accounts: integer('accounts').notNull(),
  dispositions: integer('dispositions').notNull().default(0),
  decidedAt: instant('decided_at'),
  origin: text('origin').$type<'findings' | 'split' | 'sample'>().notNull().default('findings'),
  worked: boolean('worked').notNull().default(false),
  priority: smallint('priority').notNull().default(1),
  assignee: uuid('assignee'),
  snoozedUntil: instant('snoozed_until'),
  opinionWanted: boolean('opinion_wanted').notNull().default(false),
  notes: integer('notes').notNull().default(0),
  mergedInto: text('merged_into'),
  splitFrom: text('split_from'),
  blind: boolean('blind').notNull().default(false),
});

/** Who takes part in an incident, and what ties each one in. */
export const incidentMember = pgTable(
  'incident_member',
  {
    incident: text('incident').notNull(),
    account: text('account').notNull(),
    tie: text('tie').notNull(),
    records: bigint('records', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.incident, table.account] })],
);

/** Which incident a finding belongs to. */
export const incidentFinding = pgTable('incident_finding', {
  finding: text('finding').primaryKey(),
  incident: text('incident').notNull(),
});

/** What people decided, in the order they did. */
export const disposition = pgTable(
  'disposition',
  {
    incident: text('incident').notNull(),
    ordinal: integer('ordinal').notNull(),
    verdict: text('verdict').$type<'confirmed' | 'dismissed' | 'uncertain'>().notNull(),
    category: category(),
    /** Version of the code list the category is of; the migrations hold the one in force. */
    policyVersion: text('policy_version').notNull().default('1.0'),
    action: text('action').$type<'none' | 'warning' | 'limit' | 'suspension' | 'ban'>().notNull(),
    decidedBy: text('decided_by').notNull(),
    decidedAt: instant('decided_at').notNull(),
    reason: text('reason').notNull(),
  },
  (table) => [primaryKey({ columns: [table.incident, table.ordinal] })],
);

/** In which stage each detector was put, in the order of the decisions. */
export const detectorStage = pgTable(
  'detector_stage',
  {
    detector: text('detector').notNull(),
    ordinal: integer('ordinal').notNull(),
    version: integer('version').notNull(),
    change: text('change').$type<'shadow' | 'promote' | 'demote'>().notNull(),
    stage: text('stage').$type<'shadow' | 'scheduled'>().notNull(),
    decidedBy: text('decided_by').notNull(),
    decidedAt: instant('decided_at').notNull(),
    reason: text('reason').notNull(),
  },
  (table) => [primaryKey({ columns: [table.detector, table.ordinal] })],
);
