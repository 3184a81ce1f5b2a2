import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fraction } from '#disclosure/fraction';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import { brokenEntry, debitAndDraw, debitFailed, measured, spentIn } from './ledger.js';
import type { Measurement } from './release-tables.js';
import { beginMeasuring, freezeRelease, liveRelease, planRelease, recordSnapshot } from './releases.js';

const at = new Date('2026-10-05T09:00:00Z');
const HASH = 'a'.repeat(64);

describe('the privacy ledger', () => {
  let fresh: FreshCasebook;
  beforeEach(async () => {
    fresh = await freshCasebook();
  });
  afterEach(() => fresh.close());

  /** A release about to be measured at the cost of 1/40, charged to 2026 whatever its period. */
  async function measuring(period = '2026-Q3', denominator = '40'): Promise<string> {
    const id = `release-${period}`;
    await planRelease(fresh.casebook, {
      ...{ id, period, year: 2026, version: '1.0.0', demo: false, draftedBy: 'ada', draftedAt: at, publishAt: at },
      ...{ purpose: 'release', supersedes: null, reason: '', choice: { models: [], regions: false, review: false } },
    });
    const costs = [{ table: 't1', numerator: '1', denominator }];
    await freezeRelease(fresh.casebook, id, { specHash: HASH, costs, at });
    await recordSnapshot(fresh.casebook, id, { rows: 0, hash: HASH, at });
    await beginMeasuring(fresh.casebook, id);
    return id;
  }
  const counted = (measurement: string): Measurement[] => [{ table: 't1', category: 'SPM', dim2: '', measurement }];
  const draw = (id: string, measurements: () => Measurement[] = () => counted('7')) =>
    debitAndDraw(fresh.casebook, { release: id, actor: 'ada', at }, measurements);
  const periods = Array.from({ length: 50 }, (_, index) => `20${10 + Math.floor(index / 4)}-Q${(index % 4) + 1}`);

  it('is debited by what is drawn', async () => {
    expect(await draw(await measuring())).toEqual({
      outcome: 'measured',
      measurements: counted('7'),
      specHash: HASH,
      spentThisYear: fraction(1n, 40n),
    });
    expect(await spentIn(fresh.casebook, 2026)).toEqual(fraction(1n, 40n));
    expect(await spentIn(fresh.casebook, 2027)).toEqual(fraction(0n));
  });

  it('is debited once however often a release is asked for', async () => {
    const id = await measuring();
    let draws = 0;
    const asked = Array.from({ length: 50 }, () => draw(id, () => counted(String(++draws))));
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ measurements: counted('1') });
    expect(draws).toBe(1);
    expect(await spentIn(fresh.casebook, 2026)).toEqual(fraction(1n, 40n));
  });

  it('never passes the share of releases under fifty drafts at once', async () => {
    const ids = await Promise.all(periods.map((period) => measuring(period)));
    let draws = 0;
    const answers = await Promise.all(ids.map((id) => draw(id, () => counted(String(++draws)))));
    expect(answers.filter(({ outcome }) => outcome === 'measured')).toHaveLength(18);
    expect(draws).toBe(18);
    expect(await spentIn(fresh.casebook, 2026)).toEqual(fraction(9n, 20n));
    expect(await brokenEntry(fresh.casebook)).toBeUndefined();
  });

  // docs/attacks.md T-14
  it('would be passed by a ledger whose debits read before others have written', async () => {
    const { db } = fresh.casebook;
    await db.execute(sql`CREATE TABLE unserialised_ledger (rho numeric NOT NULL)`);
    const spent = async () => {
      const total = sql`SELECT coalesce(sum(rho), 0)::float8 AS spent FROM unserialised_ledger`;
      return Number((await db.execute(total)).rows[0]?.spent);
    };
    const read = await Promise.all(Array.from({ length: 50 }, spent));
    const allowed = read.filter((before) => before + 0.025 <= 0.45);
    await Promise.all(allowed.map(() => db.execute(sql`INSERT INTO unserialised_ledger VALUES (0.025)`)));
    expect(await spent()).toBeGreaterThan(0.45);
  });

  it('names year, spent, asked and left when it refuses', async () => {
    await draw(await measuring('2026-Q1', '3'));
    const refused = await draw(await measuring('2026-Q2', '4'), () => expect.unreachable());
    expect(refused).toMatchObject({ outcome: 'refused', left: fraction(7n, 60n) });
    expect(refused).toMatchObject({
      message: expect.stringMatching(/2026.*1\/3 of 1\/2 is spent.*1\/4 is asked, 7\/60 is left/),
    });
    expect(await liveRelease(fresh.casebook, '2026-Q2')).toBeUndefined();
  });

  it('stays debited when the draw fails', async () => {
    const id = await measuring();
    const broken = new Error('no randomness');
    await expect(
      draw(id, () => {
        throw broken;
      }),
    ).rejects.toBe(broken);
    expect(await spentIn(fresh.casebook, 2026)).toEqual(fraction(1n, 40n));
    expect(await liveRelease(fresh.casebook, '2026-Q3')).toBeUndefined();
    await expect(draw(id)).rejects.toThrow('measuring or measured');
  });

  it('is debited for a draw that died', async () => {
    const id = await measuring();
    await debitFailed(fresh.casebook, { release: id, actor: 'bob', at });
    expect(await spentIn(fresh.casebook, 2026)).toEqual(fraction(1n, 40n));
    expect(await liveRelease(fresh.casebook, '2026-Q3')).toBeUndefined();
    await expect(draw(id)).rejects.toThrow(RangeError);
  });

  it('tells each release what the year had spent when it was measured', async () => {
    await draw(await measuring('2026-Q1'));
    await draw(await measuring('2026-Q2'));
    const first = await liveRelease(fresh.casebook, '2026-Q1');
    expect(first && (await measured(fresh.casebook, first)).spentThisYear).toEqual(fraction(1n, 40n));
  });

  it.each([
    "UPDATE privacy_ledger SET actor = 'eve'",
    'DELETE FROM privacy_ledger',
    'TRUNCATE privacy_ledger CASCADE',
    "UPDATE release SET measurements = '[]'",
    'DELETE FROM release',
  ])('refuses %s', async (statement) => {
    await draw(await measuring());
    await expect(fresh.casebook.db.execute(sql.raw(statement))).rejects.toThrow(/append-only|drawn once/);
  });

  it('shows where an entry was altered behind its back', async () => {
    for (const period of periods.slice(0, 3)) await draw(await measuring(period));
    await fresh.casebook.db.execute(sql`ALTER TABLE privacy_ledger DISABLE TRIGGER USER`);
    await fresh.casebook.db.execute(sql`UPDATE privacy_ledger SET rho_denominator = 4000 WHERE sequence = 2`);
    expect(await brokenEntry(fresh.casebook)).toBe(2);
  });

  it('cannot be forked by a writer who does not wait', async () => {
    await draw(await measuring());
    const copy = sql`INSERT INTO privacy_ledger SELECT 2, prev, ${'b'.repeat(64)}, spec_hash, release, period, year, 't2', purpose, 1, 40, actor, at FROM privacy_ledger`;
    await expect(fresh.casebook.db.execute(copy)).rejects.toThrow(/privacy_ledger_prev_key/);
  });

  it('lets one release a period live', async () => {
    await measuring();
    await expect(measuring()).rejects.toThrow();
  });
});
