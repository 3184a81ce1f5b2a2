import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditHead } from '#casebook/audit-chain';
import { AuditTrail } from '#casebook/audit-trail';
import type { CasebookSession } from '#casebook/session';
import { Random } from '#demo/random';
import { type FreshCasebook, freshCasebook } from '../support/fresh-casebook.js';
import { PATIENCE, REPEAT, SEED, times } from './counted.js';

/** Entries of the log that is changed. */
const ENTRIES = 60;

let book: FreshCasebook;
let head: AuditHead;
const trail = new AuditTrail(Buffer.alloc(32, 7));
beforeAll(async () => {
  book = await freshCasebook();
  for (let n = 1; n <= ENTRIES; n++) {
    const deed = { actor: 'ada', action: 'incident.decide', objectKind: 'incident', object: `${n}`, reason: 'seen' };
    await book.casebook.transaction('read committed', (tx) => trail.append(tx, { ...deed, at: new Date(n * 1_000) }));
  }
  head = await trail.head(book.casebook);
});
afterAll(() => book?.close());

/** What somebody does who owns the database: to entry `n`, with entry `m` after it. */
const CHANGES: readonly ((n: number, m: number) => ReturnType<typeof sql>)[] = [
  (n) => sql`UPDATE audit_entry SET reason = 'another' WHERE sequence = ${n}`,
  (n) => sql`UPDATE audit_entry SET at = at + interval '1 ms' WHERE sequence = ${n}`,
  (n) => sql`UPDATE audit_entry SET actor = 'eve' WHERE sequence = ${n}`,
  (n) => sql`DELETE FROM audit_entry WHERE sequence = ${n}`,
  (n) => sql`DELETE FROM audit_entry WHERE sequence >= ${n}`,
  (n, m) => sql`UPDATE audit_entry AS one SET object = other.object FROM audit_entry AS other
                WHERE (one.sequence, other.sequence) IN ((${n}::bigint, ${m}::bigint), (${m}::bigint, ${n}::bigint))`,
  (n) => sql`UPDATE audit_entry SET hash = encode(sha256(convert_to(hash, 'UTF8')), 'hex') WHERE sequence = ${n}`,
  (n) => sql`WITH gone AS (DELETE FROM audit_entry WHERE sequence = ${n} RETURNING prev)
             UPDATE audit_entry SET prev = gone.prev FROM gone WHERE sequence = ${n} + 1`,
];

/** Undoes what was tried. */
class Undone extends Error {}

async function broken(change: ReturnType<typeof sql>): Promise<number | undefined> {
  let sequence: number | undefined;
  const attempt = async (tx: CasebookSession) => {
    await tx.db.execute(sql`ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only`);
    await tx.db.execute(change);
    sequence = (await trail.verify(tx, [head])).broken?.sequence;
    throw new Undone();
  };
  await book.casebook.transaction('read committed', attempt).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  return sequence;
}

describe('the audit log in PostgreSQL', () => {
  it(
    'shows each change at the first entry that was changed, though its guard was taken away',
    async () => {
      const random = new Random(SEED);
      for (let round = 0; round < times(40, 1_000); round++) {
        const n = 1 + Math.floor(random.next() * (ENTRIES - 1));
        const m = n + 1 + Math.floor(random.next() * (ENTRIES - n));
        const kind = round % CHANGES.length;
        const change = CHANGES[kind]?.(n, m);
        if (change !== undefined) expect([kind, n, await broken(change)], REPEAT).toEqual([kind, n, n]);
      }
      expect((await trail.verify(book.casebook, [head])).broken).toBeUndefined();
    },
    PATIENCE,
  );
});
