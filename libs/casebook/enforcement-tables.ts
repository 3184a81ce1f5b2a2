import { bigint, customType, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const action = () => text('action').$type<'none' | 'warning' | 'limit' | 'suspension' | 'ban'>().notNull();

/** Actions of executed sets whose cases are not written yet. */
export const unannouncedAction = pgTable(
  'unannounced_action',
  {
    actionSet: uuid('action_set').notNull(),
    account: text('account').notNull(),
    state: text('state').$type<'applied' | 'undone' | 'expired'>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.actionSet, table.account, table.state] })],
);

/** One action on one account. */
export const safetyCase = pgTable('safety_case', {
  sequence: bigint('sequence', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  id: text('id').notNull(),
  source: text('source').notNull(),
  ordinal: integer('ordinal').notNull(),
  account: text('account').notNull(),
  action: action(),
  category: text('category').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at'),
});

/** Who is told of actions. */
export const webhookEndpoint = pgTable('webhook_endpoint', {
  id: uuid('id').primaryKey().defaultRandom(),
  url: text('url').notNull(),
  description: text('description').notNull(),
  types: text('types').array().$type<readonly string[]>().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
  disabledAt: instant('disabled_at'),
  disabledBecause: text('disabled_because'),
  removedAt: instant('removed_at'),
  removedBy: text('removed_by'),
});

/** What an endpoint's messages are signed with. */
export const webhookSecret = pgTable(
  'webhook_secret',
  {
    endpoint: uuid('endpoint').notNull(),
    ordinal: integer('ordinal').notNull(),
    sealed: bytes('sealed').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
  },
  (table) => [primaryKey({ columns: [table.endpoint, table.ordinal] })],
);

/** Messages. */
export const webhookEvent = pgTable('webhook_event', {
  id: text('id').primaryKey(),
  type: text('type').notNull(),
  safetyCase: text('safety_case'),
  body: text('body').notNull(),
  createdAt: instant('created_at').notNull(),
});

/** Messages on their way to endpoints. */
export const webhookDelivery = pgTable(
  'webhook_delivery',
  {
    event: text('event').notNull(),
    endpoint: uuid('endpoint').notNull(),
    state: text('state').$type<'waiting' | 'delivered' | 'dead'>().notNull().default('waiting'),
    attempts: integer('attempts').notNull().default(0),
    dueAt: instant('due_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.event, table.endpoint] })],
);

/** What came of each attempt. */
export const webhookAttempt = pgTable(
  'webhook_attempt',
  {
    event: text('event').notNull(),
    endpoint: uuid('endpoint').notNull(),
    ordinal: integer('ordinal').notNull(),
    at: instant('at').notNull(),
    milliseconds: integer('milliseconds').notNull(),
    status: integer('status'),
    fault: text('fault').notNull(),
  },
  (table) => [primaryKey({ columns: [table.event, table.endpoint, table.ordinal] })],
);

/** Providers that tell us of notices. */
export const upstream = pgTable('upstream', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull(),
  sealed: bytes('sealed').notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
  removedAt: instant('removed_at'),
  removedBy: text('removed_by'),
});

/** What they told. */
export const upstreamNotice = pgTable('upstream_notice', {
  id: uuid('id').primaryKey().defaultRandom(),
  upstream: text('upstream').notNull(),
  event: text('event').notNull(),
  type: text('type').notNull(),
  caseName: text('case_name').notNull(),
  noticedAt: instant('noticed_at').notNull(),
  receivedAt: instant('received_at').notNull(),
  reason: text('reason'),
  notice: text('notice'),
  account: text('account'),
  safetyIdentifier: text('safety_identifier'),
  readBy: text('read_by'),
  readAt: instant('read_at'),
});
