import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { spentIn } from '#casebook/ledger';
import { confirmedIncidents } from '#casebook/quarter-facts';
import { allReleases } from '#casebook/releases';
import type { ByteSource } from '#disclosure/byte-source';
import { fraction } from '#disclosure/fraction';
import { callCodes, unitUsage } from '#publish/unit-usage';
import { verifyRelease } from '#publish/verify-release';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { seededBytes } from '../../test/support/seeded-bytes.js';
import { approveQuarter, nameReleaseSigner, rejectQuarter } from './approve-release.js';
import { checkQuarter } from './check-release.js';
import { measureQuarter } from './measure-release.js';
import { openReleaseDesk } from './open-release-desk.js';
import { freezeQuarter, planQuarter, reviseQuarter } from './plan-release.js';
import { publishQuarter, withdrawVersion } from './publish-release.js';
import { readFolder } from './read-folder.js';
import { readRelease } from './read-release.js';
import { registerPublicNarrative } from './register-narrative.js';
import type { ReleaseWork } from './release-work.js';

const PERIOD = '2026-Q3';
const idOf = (name: string) => createHash('md5').update(name).digest('hex');
const account = (number: number) => number.toString(16).padStart(32, 'a');
const on = (day: string) => new Date(`${day}T12:00:00Z`);

describe('the life of a release', () => {
  let warehouse: FreshWarehouse;
  let book: FreshCasebook;
  let directory: string;
  const key = generateKeyPairSync('ed25519').privateKey;

  beforeAll(async () => {
    warehouse = await freshWarehouse();
    const days = Array.from({ length: 92 }, (_, index) => ({
      received_on: '2026-07-01',
      hour: new Date(Date.UTC(2026, 6, 1 + index, 12)).toISOString().slice(0, 19).replace('T', ' '),
      ...{ records: 100, timely: 100 },
    }));
    await warehouse.warehouse.write('usage_arrival', days);
    const byAccount = days.map(({ received_on, hour }) => ({ received_on, hour, account: account(1), requests: 100 }));
    await warehouse.warehouse.write('usage_hourly', byAccount);
    await warehouse.warehouse.write(
      'account_daily',
      byAccount.map(({ hour, ...rest }) => ({ ...rest, day: hour.slice(0, 10) })),
    );
    const called = (number: number, model: string, at: string) => ({
      ...{ received_at: at, account: account(number), model, at },
    });
    await warehouse.warehouse.write('usage', [
      called(2, 'Aurel-3', '2026-07-01 00:00:00'),
      ...[called(1, 'quill-2', '2026-06-30 23:59:59'), called(1, 'quill-2', '2026-06-30 23:59:58')],
    ]);
  });
  afterAll(() => warehouse?.close());
  beforeEach(async () => {
    book = await freshCasebook();
    directory = await mkdtemp(join(tmpdir(), 'usewatch-releases-'));
  });
  afterEach(async () => {
    await book.close();
    await rm(directory, { recursive: true });
  });

  const work = (day: string, more: Partial<ReleaseWork> = {}): ReleaseWork => ({
    ...{ casebook: book.casebook, warehouse: warehouse.warehouse, directory, actor: 'ada', at: on(day), demo: false },
    ...{ secrets: { releaseKey: Buffer.alloc(32, 5) }, bytes: seededBytes('draw') },
    ...more,
  });
  async function confirm(
    name: string,
    category: string,
    accounts: string[],
    at = '2026-08-15T12:00:00Z',
    action = 'ban',
  ) {
    const { db } = book.casebook;
    const id = idOf(name);
    await db.execute(sql`INSERT INTO incident (id, detector, version, category, severity, subject_kind, subject, opened_at,
        first_seen, last_seen, score, point, because, accounts)
      VALUES (${id}, 'spam-campaign', 1, ${category}, 'medium', 'campaign', 'c', ${at}, '2026-01-01', '2026-01-02', 1,
        'act', 'test', ${accounts.length})`);
    for (const one of accounts)
      await db.execute(
        sql`INSERT INTO incident_member (incident, account, tie, records) VALUES (${id}, ${one}, '', 1)`,
      );
    await db.execute(sql`INSERT INTO disposition (incident, ordinal, verdict, category, action, decided_by, decided_at, reason)
      VALUES (${id}, 1, 'confirmed', ${category}, ${action}, 'ada', ${at}, 'test')`);
    await db.execute(
      sql`UPDATE incident SET state = 'confirmed', decided_at = ${at}, dispositions = 1 WHERE id = ${id}`,
    );
  }

  async function frozen() {
    await planQuarter(work('2026-08-01'), { period: PERIOD, models: ['aurel'] });
    return freezeQuarter(work('2026-08-02'), PERIOD);
  }
  async function measured(more: Partial<ReleaseWork> = {}) {
    await frozen();
    return measureQuarter(work('2026-10-02', more), PERIOD);
  }
  async function inReview() {
    await measured();
    await nameReleaseSigner(work('2026-10-02'), 'bob', key);
    return checkQuarter(work('2026-10-03'), PERIOD);
  }
  async function published() {
    await inReview();
    await approveQuarter(work('2026-10-04', { actor: 'bob' }), PERIOD, key);
    return publishQuarter(work('2026-12-01'), PERIOD);
  }
  const numbersOf = async (id: string) => {
    const stored = (await allReleases(book.casebook)).find((one) => one.id === id);
    if (stored === undefined) throw new RangeError('no such release');
    return new Map(
      (await readRelease(book.casebook, stored)).tables.flatMap(({ table, measurements }) =>
        table.keys.map(({ category, dim2 }, index) => [`${table.id} ${category} ${dim2}`, Number(measurements[index])]),
      ),
    );
  };
  const states = async () => (await allReleases(book.casebook)).map(({ state }) => state);

  it('leads from plan to files that anyone can verify, and spends what it said', async () => {
    await confirm('campaign', 'SPM', [account(1), account(2)]);
    const { release, site } = await published();
    const forged = sql`UPDATE release SET sums_hash = ${'0'.repeat(64)}`;
    await expect(book.casebook.db.execute(forged)).rejects.toThrow(/stays as it is/);
    expect(release).toMatchObject({ state: 'published', approvedBy: 'bob', draftedBy: 'ada', version: '1.0.0' });
    const files = await readFolder(join(directory, 'r', PERIOD, 'v1.0.0'));
    expect(verifyRelease(files)).toMatchObject({ faults: [], period: PERIOD, version: '1.0.0' });
    expect(files.length).toBeGreaterThan(40);
    expect(site).toBe(join(directory, 'site'));
    // Without T5 and T9: one tenth less twice 1/200.
    expect(await spentIn(book.casebook, 2026)).toEqual(fraction(9n, 100n));
  });

  it('counts units that stand confirmed within the quarter, by what they did and what was done', async () => {
    await confirm('campaign', 'SPM', [account(1), account(2)]);
    await confirm('same-actor', 'SPM', [account(2), account(3)], '2026-08-16T12:00:00Z', 'warning');
    await confirm('other-actor', 'FRD', [account(9)], '2026-08-16T12:00:00Z', 'none');
    await confirm('too-early', 'SPM', [account(6)], '2026-06-30T23:59:59Z');
    await confirm('too-late', 'SPM', [account(7)], '2026-10-01T00:00:00Z');
    const { id } = (await measured()).release;
    const counted = await numbersOf(id);
    const { database } = warehouse.warehouse.databases;
    const asked = { release: id, database, from: on('2026-07-01'), until: on('2026-10-01'), ...callCodes(['aurel']) };
    expect(await warehouse.warehouse.ask(unitUsage, asked, 'sealed')).toEqual([]);
    await book.close();
    book = await freshCasebook();
    const noise = await numbersOf((await measured()).release.id);
    const beyondNoise = [...counted]
      .map(([cell, count]) => [cell, count - (noise.get(cell) ?? 0)])
      .filter(([, count]) => count !== 0);
    expect(Object.fromEntries(beyondNoise)).toEqual({
      ...{ 't0 ALL CNF': 2, 't0 ALL ACT': 1, 't1 SPM ': 1, 't1 FRD ': 1, 't2 SPM BAN': 1, 't2 FRD NON': 1 },
      ...{ 't3 SPM GRF': 1, 't3 FRD GRF': 1, 't4 SPM aurel': 1, 't4 FRD OTH': 1, 't7 ALL L30': 1, 't7 ALL NON': 1 },
      ...{ 't8 ALL B002': 1, 't8 ALL B001': 1 },
    });
  });

  it('counts no piece of the random sample as an incident', async () => {
    await confirm('found', 'SPM', [account(1)]);
    await confirm('drawn', 'SPM', [account(2)]);
    await book.casebook.db.execute(sql`UPDATE incident SET origin = 'sample' WHERE id = ${idOf('drawn')}`);
    const counted = await book.casebook.sql(confirmedIncidents, [on('2026-10-01')]);
    expect(counted.map(({ incident }) => incident)).toEqual([idOf('found')]);
  });

  it('draws noise once: measured again, at the same time or later, it is the same', async () => {
    await frozen();
    const all = await Promise.all(
      [1, 2, 3].map((index) => measureQuarter(work('2026-10-02', { bytes: seededBytes(`${index}`) }), PERIOD)),
    );
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    await confirm('late', 'SPM', [account(1)]);
    const again = await measureQuarter(work('2026-11-01', { bytes: seededBytes('again') }), PERIOD);
    expect(again.release.measurements).toEqual(all[0]?.release.measurements);
    expect(await spentIn(book.casebook, 2026)).toEqual(fraction(9n, 100n));
  });

  // docs/attacks.md T-14
  it('is charged and failed when its draw breaks, or whoever draws dies', async () => {
    const bytes: ByteSource = {
      bytes() {
        throw new Error('no entropy');
      },
    };
    await expect(measured({ bytes })).rejects.toThrow('no entropy');
    expect(await states()).toEqual(['failed']);
    await frozen();
    await book.casebook.db.execute(sql`UPDATE release SET state = 'measuring' WHERE state = 'frozen'`);
    await expect(measureQuarter(work('2026-10-02'), PERIOD)).rejects.toThrow(/died while drawing.*Plan it anew/);
    expect(await states()).toEqual(['failed', 'failed']);
    expect(await spentIn(book.casebook, 2026)).toEqual(fraction(9n, 50n));
  });

  it('refuses a quarter that is not over, one that is no quarter, and a freeze too late', async () => {
    await expect(planQuarter(work('2026-08-01'), { period: '2026-7', models: [] })).rejects.toThrow(
      /2026-7 is not a period/,
    );
    await frozen();
    await expect(measureQuarter(work('2026-09-30'), PERIOD)).rejects.toThrow(/not over until 2026-10-01/);
    await planQuarter(work('2026-10-20'), { period: '2026-Q2', models: [], publishAt: on('2026-11-10') });
    await expect(freezeQuarter(work('2026-10-20'), '2026-Q2')).rejects.toThrow(/latest instant was 2026-10-11/);
  });

  it('refuses a specification that changed after freezing', async () => {
    const { id } = await frozen();
    await expect(
      book.casebook.db.execute(
        sql`UPDATE release SET choice = '{"models": [], "regions": true, "review": false}' WHERE id = ${id}`,
      ),
    ).rejects.toThrow(/specification of release .* is frozen/);
    await book.casebook.db.execute(sql`ALTER TABLE release DISABLE TRIGGER USER`);
    await book.casebook.db.execute(sql`UPDATE release SET spec_hash = ${'0'.repeat(64)} WHERE id = ${id}`);
    await expect(measureQuarter(work('2026-10-02'), PERIOD)).rejects.toThrow(
      /was frozen as 0000.*measure it with the version that froze it/,
    );
    expect(await spentIn(book.casebook, 2026)).toEqual(fraction(0n));
  });

  it('refuses a category that no code list has, and spends nothing', async () => {
    await confirm('unlisted', 'NEW', [account(1)]);
    await expect(measured()).rejects.toThrow(/category NEW, which is not in version 1\.0 of the code list/);
    expect(await spentIn(book.casebook, 2026)).toEqual(fraction(0n));
  });

  it('says what the year has left when it cannot pay', async () => {
    await measured();
    await book.casebook.db.execute(sql`ALTER TABLE privacy_ledger DISABLE TRIGGER USER`);
    await book.casebook.db.execute(
      sql`UPDATE privacy_ledger SET rho_numerator = 4, rho_denominator = 10 WHERE sequence = 1`,
    );
    await planQuarter(work('2026-02-01'), { period: '2026-Q1', models: [] });
    await freezeQuarter(work('2026-02-01'), '2026-Q1');
    await expect(measureQuarter(work('2026-10-02'), '2026-Q1')).rejects.toThrow(/budget of 2026 cannot pay/);
  });

  // docs/attacks.md T-15
  describe('approval', () => {
    const approve = (by: KeyObject, day = '2026-10-04') => approveQuarter(work(day, { actor: 'bob' }), PERIOD, by);

    it('is refused to whoever drafted, to a stranger, and before the check', async () => {
      const own = generateKeyPairSync('ed25519').privateKey;
      await measured();
      await nameReleaseSigner(work('2026-10-02'), 'ada', own);
      await nameReleaseSigner(work('2026-10-02'), 'bob', key);
      await checkQuarter(work('2026-10-03'), PERIOD);
      await expect(approve(own)).rejects.toThrow(/ada drafted the release .* a second person/);
      await expect(approve(generateKeyPairSync('ed25519').privateKey)).rejects.toThrow(/approves nothing/);
      await expect(approve(key, '2026-10-02')).rejects.toThrow(/set the clock right/);
      expect(await states()).toEqual(['review']);
    });

    it('is refused for any other byte, and void once the release is checked again', async () => {
      const { folder } = await inReview();
      const file = join(folder, 'tables/t1.csv');
      const honest = await readFile(file);
      await writeFile(file, Buffer.concat([honest, Buffer.from(' ')]));
      await expect(approve(key)).rejects.toThrow(/not what was checked \(tables\/t1\.csv\)/);
      await writeFile(file, honest);
      await approve(key);
      await checkQuarter(work('2026-10-05'), PERIOD);
      await expect(publishQuarter(work('2026-12-01'), PERIOD)).rejects.toThrow(/is review/);
    });

    it('cannot be replayed with a key that was rotated out', async () => {
      await inReview();
      await nameReleaseSigner(work('2026-10-03'), 'bob', generateKeyPairSync('ed25519').privateKey);
      await expect(approve(key)).rejects.toThrow(/approves nothing/);
    });

    it('may be refused for an error; what was drawn stays paid', async () => {
      await inReview();
      await rejectQuarter(work('2026-10-04'), PERIOD, { code: 'source-error', reason: 'a gateway was missing' });
      expect(await states()).toEqual(['rejected']);
      expect(await spentIn(book.casebook, 2026)).toEqual(fraction(9n, 100n));
    });
  });

  it('does not come out before its hour, nor without approval', async () => {
    await inReview();
    await expect(publishQuarter(work('2026-12-01'), PERIOD)).rejects.toThrow(/is review: a second person approves/);
    await approveQuarter(work('2026-10-04', { actor: 'bob' }), PERIOD, key);
    await expect(publishQuarter(work('2026-11-29'), PERIOD)).rejects.toThrow(/comes out at 2026-11-30T09:00:00.000Z/);
  });

  // docs/attacks.md T-4
  it('is revised with fresh noise for the tables that were wrong, paid from the reserve, and keeps the rest', async () => {
    const first = (await published()).release;
    await confirm('found-later', 'SPM', [account(1)]);
    await expect(reviseQuarter(work('2026-12-05'), { period: PERIOD, tables: ['t5'], reason: 'x' })).rejects.toThrow(
      /not t5/,
    );
    await reviseQuarter(work('2026-12-05'), { period: PERIOD, tables: ['t1'], reason: 'a day was counted twice' });
    const { release } = await measureQuarter(work('2026-12-05', { bytes: seededBytes('fresh') }), PERIOD);
    const [before, after] = [await numbersOf(first.id), await numbersOf(release.id)];
    const differing = [...after]
      .filter(([cell, count]) => before.get(cell) !== count)
      .map(([cell]) => cell.slice(0, 2));
    expect(new Set(differing)).toEqual(new Set(['t1']));
    expect(differing.length).toBeGreaterThan(10);
    expect(await spentIn(book.casebook, 2026)).toEqual(fraction(23n, 200n));
    await checkQuarter(work('2026-12-05'), PERIOD);
    await approveQuarter(work('2026-12-05', { actor: 'bob' }), PERIOD, key);
    await publishQuarter(work('2026-12-06'), PERIOD);
    expect((await allReleases(book.casebook)).map(({ version, state }) => `${version} ${state}`).sort()).toEqual([
      '1.0.0 superseded',
      '2.0.0 published',
    ]);
    for (const version of ['v1.0.0', 'v2.0.0'])
      expect(verifyRelease(await readFolder(join(directory, 'r', PERIOD, version))).faults).toEqual([]);
    await reviseQuarter(work('2026-12-07'), { period: PERIOD, tables: ['t1', 't2'], reason: 'again' });
    await expect(measureQuarter(work('2026-12-07'), PERIOD)).rejects.toThrow(
      /1\/40 of it on revisions.*is left for a revision/,
    );
  });

  it('leaves a tombstone when it is withdrawn', async () => {
    await published();
    await withdrawVersion(work('2026-12-09'), {
      period: PERIOD,
      version: '1.0.0',
      reason: 'court order',
      removesData: true,
    });
    const tombstone = await readFile(join(directory, 'r', PERIOD, 'v1.0.0.withdrawn.json'), 'utf8');
    expect(JSON.parse(tombstone)).toMatchObject({
      version: '1.0.0',
      reason: 'court order',
      sha256_of_sums: expect.any(String),
    });
    await expect(readFolder(join(directory, 'r', PERIOD, 'v1.0.0'))).rejects.toThrow(/cannot be read/);
    expect(await states()).toEqual(['withdrawn']);
  });

  // docs/attacks.md T-12
  it('leaves no account, unit or incident in what it writes', async () => {
    for (let number = 0; number < 60; number += 1) await confirm(`incident-${number}`, 'SPM', [account(number)]);
    const { files } = await inReview();
    const text = files.map(({ bytes }) => bytes.toString()).join('\n');
    expect(text).not.toContain('a'.repeat(8));
    for (let number = 0; number < 60; number += 1) expect(text).not.toContain(idOf(`incident-${number}`));
  });

  // docs/attacks.md T-13
  it('reckons with what the public is told beside its tables, and takes no sentence about a single actor', async () => {
    const told = { where: 'the blog', says: 'Two pools were closed.', category: 'SPM', codes: ['GRF'], claimed: 40 };
    const register = (more: object) => registerPublicNarrative(work('2026-10-01'), PERIOD, { ...told, ...more });
    await register({});
    await expect(register({ says: 'Exactly one account was banned.' })).rejects.toThrow(/single actor/);
    await expect(register({ category: 'XXX' })).rejects.toThrow(/XXX is no policy category: name one of/);
    await expect(register({ codes: ['ZZZ'] })).rejects.toThrow(/ZZZ is no code/);
    await expect(register({ claimed: Number.NaN })).rejects.toThrow(/whole number of actors from 0/);
    const { checks } = await inReview();
    expect(checks.find(({ id }) => id === 'T-13')?.result).toContain('1 registered narratives');
  });

  // docs/attacks.md T-18
  it('is not counted while a detector in service has not judged a day', async () => {
    await frozen();
    await book.casebook.db.execute(sql`INSERT INTO run (id, detector, version, mode, window_from, window_until, state,
        attempt, started_at, finished_at, records, findings)
      VALUES (${idOf('run')}, 'spam-campaign', 1, 'scheduled', '2026-07-01', '2026-09-29', 'done', 1, '2026-09-29',
        '2026-09-29', 0, 0)`);
    await expect(measureQuarter(work('2026-10-02'), PERIOD)).rejects.toThrow(
      /have not judged all of 2026-Q3: spam-campaign on 2026-09-29, spam-campaign on 2026-09-30: run usewatch detect/,
    );
    expect(await spentIn(book.casebook, 2026)).toEqual(fraction(0n));
  });

  // docs/attacks.md T-18
  it('is not counted while a day of its usage is missing', async () => {
    await planQuarter(work('2026-11-01'), { period: '2026-Q4', models: [] });
    await freezeQuarter(work('2026-11-01'), '2026-Q4');
    await expect(measureQuarter(work('2027-01-02'), '2026-Q4')).rejects.toThrow(
      /Usage of 2026-Q4 is missing or nearly so: arrivals on 2026-10-01, .* and \d+ more: load it, then measure again/,
    );
    expect(await spentIn(book.casebook, 2026)).toEqual(fraction(0n));
  });

  it('can be cancelled while it is counted or attacked, and gone on with', async () => {
    await frozen();
    const desk = openReleaseDesk((actor) => work('2026-10-02', { actor }), expect.unreachable);
    const cancelled = async (kind: 'measure' | 'check') => {
      await desk.act('ada', PERIOD, { kind });
      expect(desk.cancel(PERIOD)).toBe(true);
      await vi.waitUntil(() => desk.progress(PERIOD)?.ended !== undefined, 60_000);
      expect(desk.progress(PERIOD)).toMatchObject({ ended: 'cancelled', message: expect.stringMatching(/cancelled/) });
      expect(desk.cancel(PERIOD)).toBe(false);
    };
    await cancelled('measure');
    expect(await spentIn(book.casebook, 2026)).toEqual(fraction(0n));
    await measureQuarter(work('2026-10-02'), PERIOD);
    await nameReleaseSigner(work('2026-10-02'), 'bob', key);
    await cancelled('check');
    expect(await states()).toEqual(['measured']);
  });

  it('has its site made anew when it is published again, whatever a crash has left', async () => {
    const { site, release } = await published();
    const index = await readFile(join(site, 'index.html'), 'utf8');
    await mkdir(join(`${site}.${process.pid}.old`, 'left'), { recursive: true });
    await writeFile(join(site, 'index.html'), '');
    expect((await publishQuarter(work('2026-12-01'), PERIOD)).release.id).toBe(release.id);
    expect(await readFile(join(site, 'index.html'), 'utf8')).toBe(index);
    expect(await states()).toEqual(['published']);
  });

  it('says where files cannot be written, and keeps the noise', async () => {
    await measured();
    await nameReleaseSigner(work('2026-10-02'), 'bob', key);
    await writeFile(join(directory, 'blocked'), '');
    const blocked = work('2026-10-03', { directory: join(directory, 'blocked') });
    await expect(checkQuarter(blocked, PERIOD)).rejects.toThrow(/cannot be written to .*blocked/);
    expect(await states()).toEqual(['measured']);
  });
});
