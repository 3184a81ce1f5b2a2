import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { dirname } from 'node:path';
import { Fault } from './fault.js';

/** `usewatch` may do everything; `reader` only single SELECTs over what is not private. */
export type User = 'usewatch' | 'reader';

/** Password of each user. */
export type Credentials = Record<User, string>;

/**
 * The passwords of a data directory, drawn when it has none yet.
 *
 * @param file  JSON, readable by its owner alone
 * @throws {TypeError} when the file does not hold both passwords
 */
export function credentialsIn(file: string): Credentials {
  try {
    const held = JSON.parse(readFileSync(file, 'utf8')) as Partial<Credentials>;
    if (held.usewatch && held.reader) return { usewatch: held.usewatch, reader: held.reader };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return draw(file);
    throw new TypeError(`${file} requires JSON with two passwords; delete it to have new ones drawn`, { cause });
  }
  throw new TypeError(`${file} requires a password for usewatch and one for reader; delete it to have new ones drawn`);
}

function draw(file: string): Credentials {
  const drawn = { usewatch: randomBytes(24).toString('base64url'), reader: randomBytes(24).toString('base64url') };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${process.pid}`;
  const descriptor = openSync(unfinished, 'w', 0o600);
  writeSync(descriptor, JSON.stringify(drawn));
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(unfinished, file);
  return drawn;
}

/**
 * Who sends a request: HTTP Basic, then ClickHouse's headers, then its URL parameters.
 *
 * @throws {Fault} AUTHENTICATION_FAILED; 401 when nothing was offered, so that a browser asks, else 403
 */
export function userOf(
  request: IncomingMessage,
  offered: { user: string | undefined; password: string | undefined },
  credentials: Credentials,
): User {
  const [name, password] = offerOf(request, offered);
  // Always compared, against a password nobody has when the name is unknown: the answer's time tells no names.
  const known = name === 'usewatch' || name === 'reader' ? name : undefined;
  const matches = equal(password, known ? credentials[known] : randomBytes(24).toString('base64url'));
  if (known && matches) return known;
  throw new Fault(
    516,
    'AUTHENTICATION_FAILED',
    `${name}: Authentication failed: password is incorrect, or there is no user with such name`,
    name === 'default' && password === '' ? 401 : 403,
  );
}

function offerOf(
  request: IncomingMessage,
  offered: { user: string | undefined; password: string | undefined },
): [string, string] {
  const basic = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic !== undefined) {
    const pair = Buffer.from(basic, 'base64').toString('utf8');
    const cut = pair.indexOf(':');
    return cut < 0 ? [pair, ''] : [pair.slice(0, cut), pair.slice(cut + 1)];
  }
  const user = request.headers['x-clickhouse-user'];
  if (typeof user === 'string') return [user, String(request.headers['x-clickhouse-key'] ?? '')];
  return [offered.user ?? 'default', offered.password ?? ''];
}

function equal(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
