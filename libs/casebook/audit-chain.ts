import { createHmac } from 'node:crypto';
import type { auditEntry } from './audit-tables.js';

/** One entry of the audit log as it is kept. */
export type AuditEntry = typeof auditEntry.$inferSelect;

/** What the first entry points back to. */
export const GENESIS = '0'.repeat(64);

/** Something JSON carries exactly and canonically: no fractions, so that no two programs print them differently. */
export type Detail = string | number | boolean | null | readonly Detail[] | { readonly [name: string]: Detail };

/** Where a chain stops following from what was before. */
export interface BrokenEntry {
  /** Of the first entry that cannot be as it was written; one past the last where entries are missing at the end. */
  readonly sequence: number;
  readonly because: string;
}

/** A head written down elsewhere. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

/**
 * Canonical JSON after RFC 8785: names sorted by UTF-16 units, no blanks.
 *
 * @throws {RangeError} at a number that is no whole one
 */
export function canonical(detail: Detail): string {
  if (typeof detail === 'number' && !Number.isSafeInteger(detail)) {
    throw new RangeError(`canonical requires whole numbers, got ${detail}`);
  }
  if (detail === null || typeof detail !== 'object') return JSON.stringify(detail);
  if (Array.isArray(detail)) return `[${detail.map(canonical).join(',')}]`;
  const members = Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${canonical(value as Detail)}`).join(',')}}`;
}

/**
 * What binds an entry to all before it.
 *
 * Keyed, so that whoever can write to the casebook alone cannot make a chain of their own.
 *
 * @param key  32 bytes that the casebook does not hold
 */
export function entryHash(key: Uint8Array, entry: Omit<AuditEntry, 'hash'>): string {
  const { sequence, prev, at, actor, action, objectKind, object, reason, details } = entry;
  const fields = [sequence, prev, at.toISOString(), actor, action, objectKind, object, reason, details];
  return createHmac('sha256', key).update(JSON.stringify(fields)).digest('hex');
}

/** Checks a chain entry by entry, in the order of their numbers. */
export class ChainCheck {
  #sequence = 0;
  #prev = GENESIS;
  readonly #heads: Map<number, string>;

  /** @param heads  written down elsewhere earlier; each must be in the chain */
  constructor(
    private readonly key: Uint8Array,
    heads: readonly AuditHead[] = [],
  ) {
    this.#heads = new Map(heads.map(({ sequence, hash }) => [sequence, hash]));
  }

  /** Takes the next entry. @returns why the chain is broken there; undefined while it is whole */
  next(entry: AuditEntry): BrokenEntry | undefined {
    const expected = this.#sequence + 1;
    if (entry.sequence !== expected) {
      return broken(expected, `entry ${expected} is missing; ${entry.sequence} comes after ${this.#sequence}`);
    }
    if (entry.prev !== this.#prev) return broken(expected, 'it does not follow from the entry before it');
    if (entry.hash !== entryHash(this.key, entry)) return broken(expected, 'it is not what was written');
    const head = this.#heads.get(expected);
    if (head !== undefined && head !== entry.hash)
      return broken(expected, 'another entry stood here when its head was noted');
    this.#sequence = expected;
    this.#prev = entry.hash;
    return undefined;
  }

  /** After the last entry. @returns what is missing at the end; undefined when nothing is */
  end(): BrokenEntry | undefined {
    const last = Math.max(0, ...this.#heads.keys());
    if (last <= this.#sequence) return undefined;
    return broken(
      this.#sequence + 1,
      `the log ends at entry ${this.#sequence}, but entry ${last} was there when its head was noted`,
    );
  }

  get head(): AuditHead {
    return { sequence: this.#sequence, hash: this.#prev };
  }
}

function broken(sequence: number, because: string): BrokenEntry {
  return { sequence, because };
}
