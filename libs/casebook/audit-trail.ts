import { createHmac } from 'node:crypto';
import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm';
import {
  type AuditEntry,
  type AuditHead,
  type BrokenEntry,
  ChainCheck,
  canonical,
  type Detail,
  entryHash,
  GENESIS,
} from './audit-chain.js';
import { auditEntry } from './audit-tables.js';
import type { CasebookSession } from './session.js';

/** What somebody did. */
export interface Deed {
  /** Login of a person, `key NAME`, or who works on the machine itself. */
  readonly actor: string;
  /** `object.verb`, such as `incident.reveal`. */
  readonly action: string;
  readonly objectKind: string;
  readonly object: string;
  /** Why; empty where nothing has to be justified. */
  readonly reason?: string;
  readonly details?: { readonly [name: string]: Detail };
  readonly at: Date;
}

/** Which entries to list, latest first; whatever is absent is not asked for. */
export interface AuditFilter {
  readonly actor?: string;
  readonly action?: string;
  readonly object?: string;
  /** Sequence number; only entries before it. */
  readonly before?: number;
  /** 1 to 500. */
  readonly limit: number;
}

/** What checking the whole log came to. */
export interface AuditVerdict {
  readonly head: AuditHead;
  readonly broken?: BrokenEntry;
}

/** Entries read at once while the chain is checked. */
const AT_ONCE = 5_000;

/** The append-only log of who did what, as a chain that shows every change made to it afterwards. */
export class AuditTrail {
  readonly #key: Buffer;

  /** @param secret  of this installation, 32 bytes, kept outside the casebook */
  constructor(secret: Uint8Array) {
    this.#key = createHmac('sha256', secret).update('usewatch audit trail').digest();
  }

  /**
   * Writes down a deed, in the transaction that does it and as its last step: deeds pass one at a time until they are committed.
   *
   * @param tx  a transaction at `read committed`; a stricter one would read a head that is no longer the last
   * @returns   number of the entry
   */
  async append(tx: CasebookSession, { reason = '', details = {}, ...deed }: Deed): Promise<number> {
    await tx.db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended('usewatch audit trail', 3))`);
    const last = await this.head(tx);
    const entry = { sequence: last.sequence + 1, prev: last.hash, reason, details: canonical(details), ...deed };
    await tx.db.insert(auditEntry).values({ ...entry, hash: entryHash(this.#key, entry) });
    return entry.sequence;
  }

  /** The last entry's number and hash. */
  async head({ db }: CasebookSession): Promise<AuditHead> {
    const [last] = await db
      .select({ sequence: auditEntry.sequence, hash: auditEntry.hash })
      .from(auditEntry)
      .orderBy(desc(auditEntry.sequence))
      .limit(1);
    return last ?? { sequence: 0, hash: GENESIS };
  }

  /**
   * Looks for the first entry that is not as it was written.
   *
   * @param heads  noted elsewhere earlier; without one, entries missing at the end cannot be told
   */
  async verify({ db }: CasebookSession, heads: readonly AuditHead[] = []): Promise<AuditVerdict> {
    const check = new ChainCheck(this.#key, heads);
    for (let after = 0; ; ) {
      const entries = await db
        .select()
        .from(auditEntry)
        .where(gt(auditEntry.sequence, after))
        .orderBy(asc(auditEntry.sequence))
        .limit(AT_ONCE);
      for (const entry of entries) {
        const broken = check.next(entry);
        if (broken !== undefined) return { head: check.head, broken };
      }
      if (entries.length < AT_ONCE) break;
      after = entries.at(-1)?.sequence ?? after;
    }
    const broken = check.end();
    return broken === undefined ? { head: check.head } : { head: check.head, broken };
  }
}

/** Entries of the log, latest first. */
export function listAudit({ db }: CasebookSession, filter: AuditFilter): Promise<AuditEntry[]> {
  const { actor, action, object, before, limit } = filter;
  return db
    .select()
    .from(auditEntry)
    .where(
      and(
        actor === undefined ? undefined : eq(auditEntry.actor, actor),
        action === undefined ? undefined : eq(auditEntry.action, action),
        object === undefined ? undefined : eq(auditEntry.object, object),
        before === undefined ? undefined : lt(auditEntry.sequence, before),
      ),
    )
    .orderBy(desc(auditEntry.sequence))
    .limit(limit);
}
