import pg from 'pg';

/** Where a PostgreSQL is and as whom it is asked; never the password, so that it may stand in any message. */
export interface CasebookPlace {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/** SQLSTATEs and system codes after which the same call may succeed: lost or refused connections, conflicts, a full server. */
const RETRYABLE =
  /^(08...|40001|40P01|53...|55P03|57P01|57P02|57P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** What `pg` says, without a code, when the connection is gone or none came free in time. */
const CONNECTION_GONE = /connection terminated|connection ended|timeout|not queryable|server closed/i;

/**
 * PostgreSQL did not do what was asked, and the asking code is not to blame.
 *
 * `message` says what happened, where, and what to do next; it holds neither the password nor bound values.
 */
export class CasebookError extends Error {
  override readonly name = 'CasebookError';
  /** Whether the same call may succeed later without anyone changing anything. */
  readonly retryable: boolean;
  /** SQLSTATE or system error code; empty when there is none. */
  readonly code: string;

  /**
   * @param message  what, where, what to do next; one sentence or two
   * @param options  whether a retry may help, the code, and the error underneath
   */
  constructor(message: string, options: { retryable: boolean; code?: string; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.retryable = options.retryable;
    this.code = options.code ?? '';
  }
}

/**
 * Reads the place out of a connection URL, as `pg` itself understands it.
 *
 * @param url  `postgres://user:password@host:port/database`, or a socket form
 * @returns    host, port, database and user; no password
 * @throws {CasebookError} when the URL cannot be read; the URL itself is not repeated, it may hold a password
 */
export function placeOf(url: string): CasebookPlace {
  try {
    if (!/^(postgres|postgresql|socket):/.test(url)) throw new TypeError('the scheme is not postgres:');
    const { host, port, database, user } = new pg.Client({ connectionString: url });
    return { host, port, database: database ?? '', user: user ?? '' };
  } catch (cause) {
    throw new CasebookError(
      'The address of PostgreSQL cannot be read: write DATABASE_URL as postgres://user:password@host:port/database, with special characters percent-encoded.',
      { retryable: false, cause },
    );
  }
}

/**
 * Puts an error of `pg` into words an operator can act on.
 *
 * @param cause  whatever was thrown; a CasebookError passes through unchanged
 * @param place  the PostgreSQL that was asked
 */
export function casebookError(cause: unknown, place: CasebookPlace): CasebookError {
  if (cause instanceof CasebookError) return cause;
  const inner = cause instanceof AggregateError ? cause.errors.at(-1) : cause;
  const message = inner instanceof Error ? inner.message : String(inner);
  const code = codeOf(inner) || codeOf(cause);
  const at = `${place.host}:${place.port}`;
  const retryable = RETRYABLE.test(code) || CONNECTION_GONE.test(message);
  return new CasebookError(sentence(code, message, at, place), { retryable, code, cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function sentence(code: string, message: string, at: string, { database, user }: CasebookPlace): string {
  switch (code) {
    case 'ECONNREFUSED':
      return `PostgreSQL refuses connections at ${at}: start it there, or correct DATABASE_URL.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host of PostgreSQL at ${at} has no address: correct the name in DATABASE_URL, or the name service.`;
    case '28P01':
    case '28000':
      return `PostgreSQL at ${at} does not let user ${user} in: correct user and password in DATABASE_URL.`;
    case '3D000':
      return `PostgreSQL at ${at} has no database ${database}: create it (CREATE DATABASE), or correct DATABASE_URL.`;
    case '42501':
      return `PostgreSQL at ${at}/${database} forbids this to user ${user} (${message}): make the user owner of the database.`;
    case '53300':
      return `PostgreSQL at ${at} has no connection left: raise max_connections there, or run fewer processes.`;
    default:
      if (/timeout/i.test(message) || code === 'ETIMEDOUT') {
        return `PostgreSQL does not answer at ${at} (${message}): check that it runs and that no firewall stands between, or correct DATABASE_URL.`;
      }
      if (CONNECTION_GONE.test(message) || /^(08|57P)/.test(code) || code === 'ECONNRESET' || code === 'EPIPE') {
        return `PostgreSQL at ${at}/${database} closed the connection (${message}): try again; if it persists, read its log.`;
      }
      return `PostgreSQL at ${at}/${database} answered: ${message}${code ? ` (${code})` : ''}.`;
  }
}
