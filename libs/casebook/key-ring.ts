import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ApiKey } from './api-keys.js';

/** A key as kept: what is shown of it, and the HMAC of its secret. */
export type KeptKey = ApiKey & { readonly hmac: Buffer };

/** Whether a key opens the door, and if not, why; the caller of the API is told none of the reasons. */
export type Verdict =
  | { readonly valid: true; readonly key: ApiKey }
  | {
      readonly valid: false;
      readonly reason: 'malformed' | 'wrong' | 'expired' | 'revoked';
    };

/** `uw_` prefix (finds the row) `_` secret (32 random bytes). */
const SHAPE = /^uw_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/;

/** The part of a secret that may be shown and looked up; undefined when it is no key of ours. */
export function prefixOf(secret: string): string | undefined {
  return SHAPE.exec(secret)?.[1];
}

/** HMAC-SHA-256 of a secret under the installation's pepper; all that is kept of it anywhere. */
export function hashOf(pepper: Uint8Array, secret: string): Buffer {
  return createHmac('sha256', pepper).update(secret).digest();
}

/** Some keys as they stood at one moment; judges without asking anybody. */
export class KeyRing {
  readonly #byPrefix: ReadonlyMap<string, KeptKey>;

  /**
   * @param keys    as kept, of different prefixes
   * @param pepper  the one they were hashed under
   */
  constructor(
    keys: Iterable<KeptKey>,
    private readonly pepper: Uint8Array,
  ) {
    this.#byPrefix = new Map([...keys].map((key) => [key.prefix, key]));
  }

  /**
   * Judges a key somebody presents, in a time that does not tell how much of it was right.
   *
   * @param secret  as presented; anything
   * @param now     instant
   */
  judge(secret: string, now: Date): Verdict {
    const prefix = prefixOf(secret);
    if (prefix === undefined) return { valid: false, reason: 'malformed' };
    const found = this.#byPrefix.get(prefix);
    const presented = hashOf(this.pepper, secret);
    const right = timingSafeEqual(presented, found?.hmac ?? Buffer.alloc(presented.length));
    if (found === undefined || !right) return { valid: false, reason: 'wrong' };
    if (found.revokedAt !== null) return { valid: false, reason: 'revoked' };
    if (found.expiresAt !== null && found.expiresAt <= now) return { valid: false, reason: 'expired' };
    const { hmac: _hmac, ...key } = found;
    return { valid: true, key };
  }
}
