import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { brokenEntry, spentIn } from '#casebook/ledger';
import { beginMeasuring, planRelease, recordSnapshot } from '#casebook/releases';
import type { ByteSource } from '#disclosure/byte-source';
import { fraction } from '#disclosure/fraction';
import { CATEGORY_CODES } from '#publish/categories';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { seededBytes } from '../../test/support/seeded-bytes.js';
import { type DraftedRelease, type DraftRequest, draftRelease } from './draft-release.js';

const now = new Date('2026-10-05T09:00:00Z');
const decidedAt = '2026-08-15T12:00:00Z';
const idOf = (name: string) => createHash('md5').update(name).digest('hex');
const account = (number: number) => number.toString(16).padStart(32, 'a');

describe('drafting a release', () => {
  let stores: { casebook: FreshCasebook; warehouse: FreshWarehouse };
  let directory: string;
  let warehouse: FreshWarehouse;
  beforeAll(async () => {
    warehouse = await freshWarehouse();
  });
  afterAll(() => warehouse?.close());
  beforeEach(async () => {
    stores = { casebook: await freshCasebook(), warehouse };
    directory = await mkdtemp(join(tmpdir(), 'usewatch-releases-'));
  });
  afterEach(async () => {
    await stores.casebook.close();
    await rm(directory, { recursive: true });
  });

  const draft = (more: Partial<DraftRequest> = {}) =>
    draftRelease({
      casebook: stores.casebook.casebook,
      warehouse: stores.warehouse.warehouse,
      clock: { now: () => now },
      directory,
      secrets: { releaseKey: Buffer.alloc(32, 5) },
      bytes: seededBytes('draft'),
      actor: 'ada',
      demo: false,
      ...more,
    });

  /** Writes down an incident of some accounts, or of a bare network, and what was decided of it. */
  async function decide(name: string, verdict: string, category: string, accounts: string[], at = decidedAt) {
    const { db } = stores.casebook.casebook;
    const id = idOf(name);
    const [kind, subject] = accounts.length === 0 ? ['network', 'n'] : ['campaign', 'c'];
    await db.execute(sql`INSERT INTO incident (id, detector, version, category, severity, subject_kind, subject, opened_at,
        first_seen, last_seen, score, point, because, accounts)
      VALUES (${id}, 'spam-campaign', 1, ${category}, 'medium', ${kind}, ${subject}, ${at}, '2026-01-01', '2026-01-02', 1,
        'act', 'test', ${accounts.length})`);
    for (const one of accounts)
      await db.execute(
        sql`INSERT INTO incident_member (incident, account, tie, records) VALUES (${id}, ${one}, '', 1)`,
      );
    await decideAgain(name, verdict, category, at);
  }
  async function decideAgain(name: string, verdict: string, category: string, at: string) {
    const { db } = stores.casebook.casebook;
    const id = idOf(name);
    await db.execute(sql`INSERT INTO disposition (incident, ordinal, verdict, category, action, decided_by, decided_at, reason)
      SELECT id, dispositions + 1, ${verdict}, ${category}, 'none', 'ada', ${at}, 'test' FROM incident WHERE id = ${id}`);
    await db.execute(sql`UPDATE incident SET state = ${verdict}, category = ${category}, decided_at = ${at},
      dispositions = dispositions + 1 WHERE id = ${id}`);
  }
  const confirm = (name: string, category: string, accounts: string[], at = decidedAt) =>
    decide(name, 'confirmed', category, accounts, at);
  const measurementOf = ({ release: { tables } }: DraftedRelease, category: string) => {
    const codes: readonly string[] = CATEGORY_CODES;
    return tables[0]?.measurements[codes.indexOf(category)];
  };
  const contents = async ({ folder, files }: DraftedRelease) =>
    Object.fromEntries(
      await Promise.all(files.map(async (path) => [path, await readFile(join(folder, path), 'utf8')])),
    );

  /** The measurement of an empty cell is its noise alone, and the seeded source gives the same noise to every draft. */
  async function countsBeyondNoise(): Promise<Record<string, bigint>> {
    const drafted = await draft();
    const { casebook } = stores;
    stores.casebook = await freshCasebook();
    const noise = await draft({ directory: join(directory, 'noise') });
    await stores.casebook.close();
    stores.casebook = casebook;
    return Object.fromEntries(
      CATEGORY_CODES.map((code) => [code, (measurementOf(drafted, code) ?? 0n) - (measurementOf(noise, code) ?? 0n)]),
    );
  }

  it('counts units confirmed within the quarter, and nothing else', async () => {
    await confirm('campaign', 'SPM', [account(1), account(2), account(3)]);
    await confirm('same-actor', 'SPM', [account(3), account(4)]);
    await confirm('other-actor', 'SPM', [account(5)]);
    await confirm('network', 'ACC', []);
    await confirm('too-early', 'SPM', [account(6)], '2026-06-30T23:59:59Z');
    await confirm('too-late', 'SPM', [account(7)], '2026-10-01T00:00:00Z');
    await decide('dismissed', 'dismissed', 'SPM', [account(8)]);
    const counts = await countsBeyondNoise();
    expect(counts).toEqual({ ...Object.fromEntries(CATEGORY_CODES.map((code) => [code, 0n])), SPM: 2n, ACC: 1n });
  });

  it('counts an incident in the quarter since which it stands confirmed', async () => {
    await confirm('counted-before', 'SPM', [account(1)], '2026-05-01T00:00:00Z');
    await decideAgain('counted-before', 'confirmed', 'FRD', '2026-08-01T00:00:00Z');
    await decide('changed-mind', 'dismissed', 'ACC', [account(2)], '2026-05-01T00:00:00Z');
    await decideAgain('changed-mind', 'confirmed', 'ACC', '2026-08-01T00:00:00Z');
    expect(await countsBeyondNoise()).toMatchObject({ SPM: 0n, FRD: 0n, ACC: 1n });
  });

  it('drafts honest noise when nothing was confirmed', async () => {
    const { release, isNew } = await draft();
    expect(isNew).toBe(true);
    expect(release.tables[0]?.measurements).toHaveLength(15);
    expect(new Set(release.tables[0]?.measurements).size).toBeGreaterThan(1);
    expect(await spentIn(stores.casebook.casebook, 2026)).toEqual(fraction(1n, 40n));
  });

  it('writes the same bytes when drafted again, whatever was confirmed since', async () => {
    const first = await contents(await draft());
    await confirm('late', 'SPM', [account(1)]);
    const again = await draft({ bytes: seededBytes('another seed') });
    expect(again.isNew).toBe(false);
    expect(await contents(again)).toEqual(first);
    expect(await spentIn(stores.casebook.casebook, 2026)).toEqual(fraction(1n, 40n));
  });

  it('draws once for drafts at the same time', async () => {
    const drafts = await Promise.all(
      Array.from({ length: 5 }, (_, index) => draft({ bytes: seededBytes(`${index}`) })),
    );
    expect(drafts.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(drafts.map(({ release }) => release.tables[0]?.measurements.join())).size).toBe(1);
  });

  it('repairs files that were changed', async () => {
    const drafted = await draft();
    const before = await contents(drafted);
    await writeFile(join(drafted.folder, 'tables/t1.csv'), 'forged');
    expect(await contents(await draft())).toEqual(before);
    expect(await readdir(join(directory, '2026-Q3'))).toEqual(['draft-0.1.0']);
  });

  it('charges a draft that died while drawing, and draws for itself', async () => {
    const { casebook } = stores.casebook;
    const died = {
      id: 'died',
      period: '2026-Q3',
      year: 2026,
      version: '0.1.0',
      demo: false,
      draftedBy: 'bob',
      draftedAt: now,
    };
    const hash = 'd'.repeat(64);
    await planRelease(casebook, died);
    await recordSnapshot(casebook, 'died', { rows: 0, hash, at: now });
    await beginMeasuring(casebook, 'died', {
      specHash: hash,
      costs: [{ table: 't1', numerator: '1', denominator: '40' }],
    });
    expect((await draft()).isNew).toBe(true);
    expect(await spentIn(casebook, 2026)).toEqual(fraction(1n, 20n));
    expect(await brokenEntry(casebook)).toBeUndefined();
  });

  it('spends nothing when it fails before the draw', async () => {
    await confirm('unlisted', 'NEW', [account(1)]);
    await expect(draft()).rejects.toThrow(
      /is confirmed for category NEW, which is not in version 1\.0 of the code list/,
    );
    expect(await spentIn(stores.casebook.casebook, 2026)).toEqual(fraction(0n));
    await decideAgain('unlisted', 'confirmed', 'SPM', decidedAt);
    expect((await draft()).isNew).toBe(true);
  });

  it('stays charged when the source of noise fails', async () => {
    const bytes: ByteSource = {
      bytes() {
        throw new Error('no entropy');
      },
    };
    await expect(draft({ bytes })).rejects.toThrow('no entropy');
    expect(await spentIn(stores.casebook.casebook, 2026)).toEqual(fraction(1n, 40n));
  });

  it('says what the year has left when it cannot pay', async () => {
    const { db } = stores.casebook.casebook;
    await draft({ period: '2026-Q1' });
    await db.execute(sql`ALTER TABLE privacy_ledger DISABLE TRIGGER USER`);
    await db.execute(sql`UPDATE privacy_ledger SET rho_numerator = 49, rho_denominator = 100`);
    await expect(draft()).rejects.toThrow(/budget of 2026.*49\/100 of 1\/2 is spent, 1\/40 is asked, 1\/100 is left/);
  });

  it.each([
    ['2026-Q4', /is not over until 2027-01-01.*last complete quarter is 2026-Q3/],
    ['2026-7', /2026-7 is not a period.*2026-Q3/],
  ])('refuses %s', async (period, message) => {
    await expect(draft({ period })).rejects.toThrow(message);
  });

  it('says where files cannot be written, and keeps the noise', async () => {
    await writeFile(join(directory, 'blocked'), '');
    await expect(draft({ directory: join(directory, 'blocked') })).rejects.toThrow(/cannot be written to .*blocked/);
    expect((await draft()).isNew).toBe(false);
  });

  it('marks a demonstration in its folder and its files', async () => {
    const { folder, release } = await draft({ demo: true });
    expect(release.version).toBe('DEMO-0.1.0');
    expect(await readFile(join(folder, 'tables/t1.csv'), 'utf8')).toContain('DEMO');
  });

  it('leaves no account, unit or incident in what it writes', async () => {
    for (let number = 0; number < 60; number += 1) await confirm(`incident-${number}`, 'SPM', [account(number)]);
    const text = JSON.stringify(await contents(await draft()));
    expect(text).not.toContain('a'.repeat(8));
    for (let number = 0; number < 60; number += 1) expect(text).not.toContain(idOf(`incident-${number}`));
    const hashes = [...text.matchAll(/[0-9a-f]{32,}/g)];
    expect(hashes).toHaveLength(5);
  });
});
