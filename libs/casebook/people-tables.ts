import { customType, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Who may sign in. */
export const person = pgTable('person', {
  id: uuid('id').primaryKey().defaultRandom(),
  login: text('login').notNull(),
  name: text('name').notNull(),
  role: text('role').$type<'viewer' | 'investigator' | 'lead' | 'publisher' | 'admin'>().notNull(),
  password: text('password'),
  oidcIssuer: text('oidc_issuer'),
  oidcSubject: text('oidc_subject'),
  createdAt: instant('created_at').notNull(),
  disabledAt: instant('disabled_at'),
  lastSignedInAt: instant('last_signed_in_at'),
});

/** Links that work once. */
export const signInLink = pgTable('sign_in_link', {
  token: bytes('token').primaryKey(),
  purpose: text('purpose').$type<'first_admin' | 'password'>().notNull(),
  person: uuid('person'),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  endedAt: instant('ended_at'),
});

/** Who is, or was, signed in. */
export const session = pgTable('session', {
  token: bytes('token').primaryKey(),
  person: uuid('person').notNull(),
  beganAt: instant('began_at').notNull(),
  lastSeenAt: instant('last_seen_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  endedAt: instant('ended_at'),
});

/** Failed attempts to sign in, by login or network. */
export const signInFailure = pgTable('sign_in_failure', {
  subject: text('subject').primaryKey(),
  failures: integer('failures').notNull(),
  lastAt: instant('last_at').notNull(),
});
