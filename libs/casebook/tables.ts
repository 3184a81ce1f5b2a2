import { bigint, boolean, customType, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Books } from './books.js';

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const count = (name: string) => bigint(name, { mode: 'number' });

/** The one row that says what this installation is. */
export const installation = pgTable('installation', {
  sole: boolean('sole').primaryKey().default(true),
  id: uuid('id').notNull().defaultRandom(),
  demo: boolean('demo').notNull(),
  createdAt: instant('created_at').notNull(),
});

/** One file or standard input given to `usewatch load`. */
export const load = pgTable('load', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull(),
  contentHash: text('content_hash'),
  attempt: integer('attempt').notNull(),
  resumed: integer('resumed').notNull().default(0),
  state: text('state').$type<'running' | 'done' | 'failed'>().notNull(),
  startedAt: instant('started_at').notNull(),
  finishedAt: instant('finished_at'),
  received: count('received').notNull().default(0),
  stored: count('stored').notNull().default(0),
  duplicate: count('duplicate').notNull().default(0),
  quarantined: count('quarantined').notNull().default(0),
  dropped: count('dropped').notNull().default(0),
});

/** A stretch of a load's lines that the warehouse stores as one. */
export const segment = pgTable('segment', {
  id: text('id').primaryKey(),
  load: uuid('load').notNull(),
  ordinal: integer('ordinal').notNull(),
  firstLine: count('first_line').notNull(),
  lines: integer('lines').notNull(),
  bytes: count('bytes').notNull(),
  sha256: text('sha256').notNull(),
  state: text('state').$type<'written' | 'stored'>().notNull(),
  books: jsonb('books').$type<Books>(),
});

/** A key for the JSON API or the ingest doors; of the secret only an HMAC is kept. */
export const apiKey = pgTable('api_key', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull(),
  prefix: text('prefix').notNull(),
  hmac: bytes('hmac').notNull(),
  scopes: text('scopes').array().notNull(),
  source: text('source'),
  succeeds: uuid('succeeds'),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at'),
  revokedAt: instant('revoked_at'),
  lastUsedAt: instant('last_used_at'),
});
