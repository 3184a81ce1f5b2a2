import { randomBytes } from 'node:crypto';
import { and, desc, eq, getTableColumns, inArray, isNull, lt, or } from 'drizzle-orm';
import { hashOf, KeyRing, prefixOf, type Verdict } from './key-ring.js';
import type { CasebookSession } from './session.js';
import { apiKey } from './tables.js';

/** What is shown of a key; never its secret. */
export type ApiKey = Omit<typeof apiKey.$inferSelect, 'hmac'>;

/** What somebody wants a key for. */
export interface WantedKey {
  /** For people. */
  readonly name: string;
  readonly scopes: readonly string[];
  /** The only source whose usage it may write; for keys with the scope `usage:write` alone, and for those always. */
  readonly source?: string;
  /** Until when it holds; null: until revoked. */
  readonly expiresAt: Date | null;
}

/** A key that was just made, with the secret to hand over once. */
export interface MadeKey {
  readonly secret: string;
  readonly key: ApiKey;
}

/** What became of the wish to replace a key; one that no longer holds, or has a successor already, gets none. */
export type Rotation =
  | { readonly rotated: true; readonly secret: string; readonly key: ApiKey; readonly former: ApiKey }
  | { readonly rotated: false; readonly reason: 'unknown' | 'revoked' | 'expired' | 'succeeded' };

/** Bytes; a pepper shorter than the hash would be the weakest part. */
const LEAST_PEPPER = 32;

/** Milliseconds; `last_used_at` is for people, so it need not cost a write with each request. */
export const LAST_USE_EVERY = 60_000;

const { hmac: _secret, ...SHOWN } = getTableColumns(apiKey);

/**
 * Keys of the JSON API and of the ingest doors.
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
   * @throws {CasebookError} when it writes usage without a source, or has a source and does not write
   */
  create(wanted: WantedKey, now: Date): Promise<MadeKey> {
    return this.#make(wanted, now, null);
  }

  /**
   * Makes a successor with the same name, scopes, source and end, and lets the key itself hold a little longer.
   *
   * Reads before it writes: call it on a transaction, or two calls at once fail on the one successor a key may have.
   *
   * @param id       of the key, a UUID
   * @param overlap  milliseconds for which both hold, unless the key ends earlier
   * @param now      instant
   */
  async rotate(id: string, overlap: number, now: Date): Promise<Rotation> {
    const { db } = this.casebook;
    const [key] = await db.select(SHOWN).from(apiKey).where(eq(apiKey.id, id)).for('update');
    if (key === undefined) return { rotated: false, reason: 'unknown' };
    if (key.revokedAt !== null) return { rotated: false, reason: 'revoked' };
    if (key.expiresAt !== null && key.expiresAt <= now) return { rotated: false, reason: 'expired' };
    const successors = await db.select({ id: apiKey.id }).from(apiKey).where(eq(apiKey.succeeds, id));
    if (successors.length > 0) return { rotated: false, reason: 'succeeded' };
    const { name, scopes, source, expiresAt } = key;
    const made = await this.#make({ name, scopes, expiresAt, ...(source === null ? {} : { source }) }, now, id);
    const overlapped = new Date(now.getTime() + overlap);
    const end = expiresAt !== null && expiresAt < overlapped ? expiresAt : overlapped;
    await db.update(apiKey).set({ expiresAt: end }).where(eq(apiKey.id, id));
    return { rotated: true, ...made, former: { ...key, expiresAt: end } };
  }

  /**
   * Judges a key somebody presents, in a time that does not tell how much of it was right.
   *
   * @param secret  as presented; anything
   * @param now     instant
   */
  async verify(secret: string, now: Date): Promise<Verdict> {
    const prefix = prefixOf(secret);
    if (prefix === undefined) return { valid: false, reason: 'malformed' };
    const found = await this.casebook.db.select().from(apiKey).where(eq(apiKey.prefix, prefix));
    const verdict = new KeyRing(found, this.pepper).judge(secret, now);
    if (!verdict.valid) return verdict;
    const { key } = verdict;
    if (key.lastUsedAt !== null && now.getTime() - key.lastUsedAt.getTime() < LAST_USE_EVERY) return verdict;
    await this.recordUse([key.id], now);
    return { valid: true, key: { ...key, lastUsedAt: now } };
  }

  /** Every key there ever was, to be judged without the casebook; it can also tell why a former one is refused. */
  async ring(): Promise<KeyRing> {
    return new KeyRing(await this.casebook.db.select().from(apiKey), this.pepper);
  }

  /** Writes down when keys were used last; a later use that is known already stands. */
  async recordUse(ids: readonly string[], at: Date): Promise<void> {
    await this.casebook.db
      .update(apiKey)
      .set({ lastUsedAt: at })
      .where(and(inArray(apiKey.id, [...ids]), or(isNull(apiKey.lastUsedAt), lt(apiKey.lastUsedAt, at))));
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

  async #make(wanted: WantedKey, createdAt: Date, succeeds: string | null): Promise<MadeKey> {
    for (;;) {
      const prefix = randomBytes(4).toString('hex');
      const secret = `uw_${prefix}_${randomBytes(32).toString('base64url')}`;
      const { name, scopes, source = null, expiresAt } = wanted;
      const hmac = hashOf(this.pepper, secret);
      const [key] = await this.casebook.db
        .insert(apiKey)
        .values({ name, prefix, hmac, scopes: [...scopes], source, succeeds, createdAt, expiresAt })
        .onConflictDoNothing({ target: apiKey.prefix })
        .returning(SHOWN);
      if (key !== undefined) return { secret, key };
    }
  }
}
