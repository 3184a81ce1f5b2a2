import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditEntry, type BrokenEntry, ChainCheck, entryHash, GENESIS } from './audit-chain.js';

const key = Buffer.alloc(32, 7);
const strange = Buffer.alloc(32, 8);

/** What a chain that was written honestly looks like. */
function chainOf(deeds: readonly string[]): AuditEntry[] {
  let prev = GENESIS;
  return deeds.map((details, index) => {
    const at = new Date(1_790_812_800_000 + index);
    const said = { actor: 'ada', action: 'incident.decide', objectKind: 'incident', object: 'a', reason: 'seen' };
    const entry = { sequence: index + 1, prev, at, ...said, details };
    prev = entryHash(key, entry);
    return { ...entry, hash: prev };
  });
}

/** Checks a chain against the head that was noted when it was whole. */
function found(entries: readonly AuditEntry[], { sequence, hash }: AuditEntry): BrokenEntry | undefined {
  const check = new ChainCheck(key, [{ sequence, hash }]);
  for (const entry of entries) {
    const broken = check.next(entry);
    if (broken !== undefined) return broken;
  }
  return check.end();
}

/** Signs entries from a place on anew, as somebody would who has the database and not the key. */
function relinked(entries: readonly AuditEntry[], from: number, by: Buffer): AuditEntry[] {
  let prev = entries[from - 1]?.hash ?? GENESIS;
  return entries.map((entry, index) => {
    if (index < from) return entry;
    const next = { ...entry, sequence: index + 1, prev };
    prev = entryHash(by, next);
    return { ...next, hash: prev };
  });
}

const EDITS: readonly ((entry: AuditEntry) => AuditEntry)[] = [
  (entry) => ({ ...entry, actor: `${entry.actor}x` }),
  (entry) => ({ ...entry, action: 'incident.reveal' }),
  (entry) => ({ ...entry, objectKind: 'person' }),
  (entry) => ({ ...entry, object: 'b' }),
  (entry) => ({ ...entry, reason: '' }),
  (entry) => ({ ...entry, details: `${entry.details} ` }),
  (entry) => ({ ...entry, at: new Date(entry.at.getTime() + 1) }),
  (entry) => ({ ...entry, sequence: entry.sequence + 1 }),
  (entry) => ({ ...entry, prev: 'f'.repeat(64) }),
  (entry) => ({ ...entry, hash: 'f'.repeat(64) }),
];

/** Ways to change a chain from entry `i` on (counted from 0); the first entry that cannot be as it was is `i`. */
const MUTATIONS = {
  edit: (chain: readonly AuditEntry[], i: number, pick: number) =>
    chain.map((entry, n) => (n === i ? (EDITS[pick % EDITS.length]?.(entry) ?? entry) : entry)),
  delete: (chain: readonly AuditEntry[], i: number) => chain.filter((_, n) => n !== i),
  swap: (chain: readonly AuditEntry[], i: number, pick: number) => {
    const j = i + 1 + (pick % (chain.length - i - 1));
    return chain.map((entry, n) => (n === i ? chain[j] : n === j ? chain[i] : entry) ?? entry);
  },
  truncate: (chain: readonly AuditEntry[], i: number) => chain.slice(0, i),
  repeat: (chain: readonly AuditEntry[], i: number) => [...chain.slice(0, i), ...chain.slice(Math.max(0, i - 1))],
  relink: (chain: readonly AuditEntry[], i: number) => relinked(chain, i, strange),
  'delete and relink': (chain: readonly AuditEntry[], i: number) =>
    relinked(
      chain.filter((_, n) => n !== i),
      i,
      strange,
    ),
  'relink by the key itself': (chain: readonly AuditEntry[], i: number) =>
    relinked(
      chain.map((entry, n) => (n === i ? { ...entry, reason: 'other' } : entry)),
      i,
      key,
    ),
} as const;

const chains = fc.array(fc.json({ maxDepth: 1 }), { minLength: 3, maxLength: 25 }).map(chainOf);

describe('a chain of the audit log', () => {
  it('is whole as it was written, however long', () => {
    fc.assert(fc.property(chains, (chain) => found(chain, chain.at(-1) as AuditEntry) === undefined));
  });

  it('shows each of 1,000 changes, at the first entry that was changed', () => {
    const kinds = fc.constantFrom(...(Object.keys(MUTATIONS) as (keyof typeof MUTATIONS)[]));
    fc.assert(
      fc.property(chains, kinds, fc.nat(), fc.nat(), (chain, kind, place, pick) => {
        // The last one has nobody to change places with, and the first nothing before it to repeat.
        const i = kind === 'repeat' ? 1 + (place % (chain.length - 1)) : place % (chain.length - 1);
        const broken = found(MUTATIONS[kind](chain, i, pick), chain.at(-1) as AuditEntry);
        // Whoever has the key itself is found by the head that was noted alone.
        const at = kind === 'relink by the key itself' ? chain.length : i + 1;
        expect([kind, broken?.sequence]).toEqual([kind, at]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('shows entries that are missing at the end by a noted head alone', () => {
    const chain = chainOf(['1', '2', '3']);
    const check = new ChainCheck(key);
    for (const entry of chain.slice(0, 2)) expect(check.next(entry)).toBeUndefined();
    expect(check.end()).toBeUndefined();
    expect(found(chain.slice(0, 2), chain[2] as AuditEntry)?.because).toContain('ends at entry 2, but entry 3');
  });
});
