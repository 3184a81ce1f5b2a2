import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { and, desc, eq, getTableColumns, isNull, lt, or } from 'drizzle-orm';
import type { CasebookSession } from './session.js';
import { apiKey } from './tables.js';

/** What is shown of a key; never its secret. */
export type ApiKey = Omit<typeof apiKey.$inferSelect, 'hmac'>;

/** Whether a key opens the door, and if not, why; the caller of the API is told none of the reasons. */
export type Verdict =
  | { readonly valid: true; readonly key: ApiKey }
  | { readonly valid: false; readonly reason: 'malformed' | 'wrong' | 'expired' | 'revoked' };

/** `uw_` prefix (finds the row) `_` secret (32 random bytes). */
const SHAPE = /^uw_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/;

/** Bytes; a pepper shorter than the hash would be the weakest part. */
const LEAST_PEPPER = 32;

/** Milliseconds; `last_used_at` is for people, so it need not cost a write with each request. */
const LAST_USE_EVERY = 60_000;

const { hmac: _secret, ...SHOWN } = getTableColumns(apiKey);

/**
 * Keys of the JSON API.
 *
 * A key is random, so its HMAC under a pepper kept outside the database needs no slow hash: who steals
 * the table can neither guess keys nor make one.
 */
export class ApiKeys {
  /**
   * @param casebook  the casebook or a transaction
   * @param pepper    secret of this installation, at least 32 bytes; another pepper invalidates every key
   * @throws {RangeError} when the pepper is shorter
   */
  constructor(
    private readonly casebook: CasebookSession,
    private readonly pepper: Uint8Array,
  ) {
    if (pepper.length < LEAST_PEPPER) throw new RangeError('ApiKeys requires a pepper of at least 32 bytes');
  }

  /**
   * Makes a key. The secret is in the answer and nowhere else.
   *
   * @param wanted  name for people, scopes, and until when it holds (null: until revoked)
   * @param now     instant
   * @returns       the secret to hand over once, and what is kept
   */
  async create(
    wanted: { name: string; scopes: readonly string[]; expiresAt: Date | null },
    now: Date,
  ): Promise<{ secret: string; key: ApiKey }> {
    for (;;) {
      const prefix = randomBytes(4).toString('hex');
      const secret = `uw_${prefix}_${randomBytes(32).toString('base64url')}`;
      const { name, scopes, expiresAt } = wanted;
      const [key] = await this.casebook.db
        .insert(apiKey)
        .values({ name, prefix, hmac: this.#hash(secret), scopes: [...scopes], createdAt: now, expiresAt })
        .onConflictDoNothing({ target: apiKey.prefix })
        .returning(SHOWN);
      if (key !== undefined) return { secret, key };
    }
  }

  /**
   * Judges a key somebody presents, in a time that does not tell how much of it was right.
   *
   * @param secret  as presented; anything
   * @param now     instant
   */
  async verify(secret: string, now: Date): Promise<Verdict> {
    const prefix = SHAPE.exec(secret)?.[1];
    if (prefix === undefined) return { valid: false, reason: 'malformed' };
    const [found] = await this.casebook.db.select().from(apiKey).where(eq(apiKey.prefix, prefix));
    const presented = this.#hash(secret);
    const right = timingSafeEqual(presented, found?.hmac ?? Buffer.alloc(presented.length));
    if (found === undefined || !right) return { valid: false, reason: 'wrong' };
    if (found.revokedAt !== null) return { valid: false, reason: 'revoked' };
    if (found.expiresAt !== null && found.expiresAt <= now) return { valid: false, reason: 'expired' };
    const { hmac: _hmac, ...key } = found;
    const recorded = await this.#recordUse(key, now);
    return { valid: true, key: recorded ? { ...key, lastUsedAt: now } : key };
  }

  /** Lists every key there ever was, latest first. */
  list(): Promise<ApiKey[]> {
    return this.casebook.db.select(SHOWN).from(apiKey).orderBy(desc(apiKey.createdAt), apiKey.id);
  }

  /**
   * Revokes a key for good; the first revocation's instant stands.
   *
   * @param id   of the key, a UUID
   * @param now  instant
   * @returns    the key as it stands; undefined when there is none of that id
   */
  async revoke(id: string, now: Date): Promise<ApiKey | undefined> {
    const { db } = this.casebook;
    await db
      .update(apiKey)
      .set({ revokedAt: now })
      .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)));
    const [key] = await db.select(SHOWN).from(apiKey).where(eq(apiKey.id, id));
    return key;
  }

  async #recordUse({ id, lastUsedAt }: ApiKey, now: Date): Promise<boolean> {
    const due = new Date(now.getTime() - LAST_USE_EVERY);
    if (lastUsedAt !== null && lastUsedAt > due) return false;
    await this.casebook.db
      .update(apiKey)
      .set({ lastUsedAt: now })
      .where(and(eq(apiKey.id, id), or(isNull(apiKey.lastUsedAt), lt(apiKey.lastUsedAt, now))));
    return true;
  }

  #hash(secret: string): Buffer {
    return createHmac('sha256', this.pepper).update(secret).digest();
  }
}
