import { Fault } from './fault.js';
import { quote } from './quote.js';

/** A request's URL parameters, sorted by what they are for. */
export interface Parameters {
  query: string;
  database: string | undefined;
  format: string | undefined;
  queryId: string | undefined;
  session: { id: string; check: boolean; timeoutSeconds: number } | undefined;
  user: string | undefined;
  password: string | undefined;
  /** The whole result is known before the first byte leaves, so that a late failure still has its own status. */
  waitForEnd: boolean;
  compress: boolean;
  /** Version of ClickHouse's native protocol by which a client reads the format Native; 0 when it names none. */
  protocolVersion: number;
  /** File of the spool whose bytes stand for the body. */
  segment: string | undefined;
  /** `param_x=…`, in the escaped form of a tab-separated field, as clients send them. */
  bound: Map<string, string>;
  settings: Map<string, string>;
}

const NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Words of the HTTP interface that are not for the engine and change nothing here. */
const IGNORED = new Set(['buffer_size', 'quota_key', 'stacktrace', 'close_session', 'http_zlib_compression_level']);

/** Seconds; what ClickHouse grants an idle session, and the most it grants. */
const SESSION_SECONDS = 60;
const MOST_SESSION_SECONDS = 3600;

/**
 * Reads the query part of a request's address.
 *
 * @param search  without the leading `?`
 * @throws {Fault} for a name that is no setting, a parameter given twice, or a feature the engine lacks
 */
export function parametersOf(search: string): Parameters {
  const given = new Map<string, string>();
  for (const pair of search.split('&')) {
    if (pair === '') continue;
    const cut = pair.indexOf('=');
    const name = decode(cut < 0 ? pair : pair.slice(0, cut));
    if (given.has(name)) throw bad(`URL parameter ${name} is given twice`);
    given.set(name, cut < 0 ? '' : decode(pair.slice(cut + 1)));
  }
  const take = (name: string): string | undefined => {
    const value = given.get(name);
    given.delete(name);
    return value;
  };
  const taken = {
    query: take('query') ?? '',
    database: take('database') || undefined,
    format: take('default_format') || undefined,
    queryId: take('query_id') || undefined,
    session: sessionOf(take('session_id'), take('session_check'), take('session_timeout')),
    user: take('user'),
    password: take('password'),
    waitForEnd: isOn(take('wait_end_of_query')),
    compress: isOn(take('enable_http_compression')),
    protocolVersion: protocolVersionOf(take('client_protocol_version')),
    segment: take('usewatch_segment'),
  };
  for (const name of ['compress', 'decompress']) {
    if (isOn(take(name))) throw lacking(`${name}=1 asks for native-protocol compression; use HTTP compression instead`);
  }
  if (take('role')) throw lacking('roles do not exist in this engine');
  return { ...taken, ...settingsOf(given) };
}

function protocolVersionOf(text = '0'): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw bad(`client_protocol_version is ${quote(text)}, a number of at most nine digits is possible`);
}

function settingsOf(given: Map<string, string>): Pick<Parameters, 'bound' | 'settings'> {
  const bound = new Map<string, string>();
  const settings = new Map<string, string>();
  for (const [name, value] of given) {
    if (IGNORED.has(name)) continue;
    if (!NAME.test(name)) throw new Fault(115, 'UNKNOWN_SETTING', `Unknown setting ${quote(name)}`);
    if (name.startsWith('param_')) bound.set(name, value);
    else settings.set(name, value);
  }
  return { bound, settings };
}

function sessionOf(
  id: string | undefined,
  check: string | undefined,
  timeout: string | undefined,
): Parameters['session'] {
  if (id === undefined || id === '') return undefined;
  const seconds = timeout === undefined ? SESSION_SECONDS : Number(timeout);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MOST_SESSION_SECONDS) {
    throw new Fault(
      374,
      'INVALID_SESSION_TIMEOUT',
      `session_timeout is ${quote(timeout ?? '')}, 1 to ${MOST_SESSION_SECONDS} seconds are possible`,
    );
  }
  return { id, check: isOn(check), timeoutSeconds: seconds };
}

/**
 * The statement that brings bound parameters and settings into a session, or nothing.
 *
 * Never the engine's own binding, which lets one parametrised query at a time run in the whole process.
 */
export function preambleOf(entries: [string, string][]): string | undefined {
  const parts = entries.map(([name, value]) => `${name} = ${quote(value)}`);
  return parts.length === 0 ? undefined : `SET ${parts.join(', ')}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new Fault(36, 'BAD_ARGUMENTS', 'the URL holds a percent escape that is no UTF-8', 400, { cause });
  }
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

function bad(message: string): Fault {
  return new Fault(36, 'BAD_ARGUMENTS', message);
}

function lacking(message: string): Fault {
  return new Fault(48, 'NOT_IMPLEMENTED', message);
}
