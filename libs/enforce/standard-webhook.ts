import { createHmac, timingSafeEqual } from 'node:crypto';

/** Text before the base64 of a secret, so that people and scanners know one when they see it. */
const PREFIX = 'whsec_';

/** Bytes of a secret; Standard Webhooks asks for 24 to 64. */
export const SECRET_BYTES = 32;
const LEAST_BYTES = 24;
const MOST_BYTES = 64;

/** Seconds that a message's time may be off; what is older may be a replay. */
const TOLERANCE = 300;

/** The three headers of Standard Webhooks 1.0. */
export interface WebhookHeaders {
  readonly 'webhook-id': string;
  /** Seconds since the epoch. */
  readonly 'webhook-timestamp': string;
  /** `v1,` and base64, several with blanks between while a secret is rotated. */
  readonly 'webhook-signature': string;
}

/** A secret as it is handed over. @param bytes  random */
export function printSecret(bytes: Uint8Array): string {
  return PREFIX + Buffer.from(bytes).toString('base64');
}

/** The bytes of a secret; undefined when it is none of Standard Webhooks. */
export function parseSecret(text: string): Buffer | undefined {
  const base64 = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES ? bytes : undefined;
}

/**
 * Signs a message as Standard Webhooks 1.0 says: HMAC-SHA-256 of `id.timestamp.body`.
 *
 * @param secrets  that hold now, at least one; a receiver may know any of them while a secret is rotated
 */
export function signWebhook(secrets: readonly Uint8Array[], id: string, at: Date, body: string): WebhookHeaders {
  if (secrets.length === 0) throw new RangeError('signWebhook requires at least one secret');
  const seconds = String(Math.floor(at.getTime() / 1_000));
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': secrets.map((secret) => `v1,${signature(secret, id, seconds, body)}`).join(' '),
  };
}

/** Why a message is not believed; who sent it is not told which. */
export type WebhookFault = 'headers' | 'time' | 'signature';

/**
 * Checks a message that claims to be of somebody who knows one of the secrets.
 *
 * @param body  as the bytes came, before anything was parsed
 * @returns     undefined when it is theirs and fresh; whether it was seen before is for the caller to know
 */
export function webhookFault(
  secrets: readonly Uint8Array[],
  headers: Readonly<Partial<Record<string, string | string[] | undefined>>>,
  body: string,
  now: Date,
): WebhookFault | undefined {
  const [id, seconds, given] = [headers['webhook-id'], headers['webhook-timestamp'], headers['webhook-signature']];
  if (typeof id !== 'string' || typeof seconds !== 'string' || typeof given !== 'string') return 'headers';
  if (id === '' || id.length > 256 || !/^\d{1,12}$/.test(seconds)) return 'headers';
  if (Math.abs(now.getTime() / 1_000 - Number(seconds)) > TOLERANCE) return 'time';
  const right = secrets.map((secret) => Buffer.from(signature(secret, id, seconds, body)));
  const isRight = given
    .split(' ')
    .slice(0, MOST_SIGNATURES)
    .some((each) => {
      const [version, base64 = ''] = each.split(',');
      const presented = Buffer.from(base64);
      return (
        version === 'v1' && right.some((one) => one.length === presented.length && timingSafeEqual(one, presented))
      );
    });
  return isRight ? undefined : 'signature';
}

/** Signatures looked at; more are an attempt to make checking costly. */
const MOST_SIGNATURES = 10;

function signature(secret: Uint8Array, id: string, seconds: string, body: string): string {
  return createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64');
}
