import { createHash, randomBytes } from 'node:crypto';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingestKeys } from '#platform/ingest-keys';
import { writeSegment } from '#spool/segment-file';
import { type PseudonymKind, pseudonym } from '#usage/pseudonym';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';

const [identityKey, quarantineKey, fingerprintKey] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const [before, after] = [randomBytes(32), randomBytes(32)];
const old = { pseudonymKey: before, identityKey, quarantineKey, fingerprintKey, pseudonymSince: new Date(1_000) };
const until = new Date('2100-01-01T00:00:00Z');
const rotated = {
  ...old,
  pseudonymKey: after,
  pseudonymSince: new Date('2026-09-01T00:00:00Z'),
  previousPseudonym: { key: before, until },
};

let fresh: FreshWarehouse;
let owner: ClickHouseClient;
beforeAll(async () => {
  fresh = await freshWarehouse();
  const { url, username, password } = fresh.owner;
  owner = createClient({ url, username, password, database: fresh.database, log: { level: ClickHouseLogLevel.OFF } });
});
afterAll(async () => {
  await owner.close();
  await fresh.close();
});

async function load(name: string, lines: readonly object[], secrets: Parameters<typeof ingestKeys>[0]): Promise<void> {
  const id = createHash('sha256').update(name).digest('hex').slice(0, 32);
  const text = lines.map((line) => JSON.stringify({ source: 'g', at: '2026-09-10T11:00:00Z', ...line })).join('\n');
  const path = await writeSegment(fresh.spool, id, Buffer.from(text));
  const receivedAt = new Date('2026-09-10T12:00:00Z');
  const segment = { id, path, firstLine: 1, receivedAt, latestAt: receivedAt, retainText: false };
  await fresh.warehouse.load(segment, ingestKeys(secrets));
}

const sealed = (table: string) => `${fresh.database}_private.${table}`;
async function rows<Row>(query: string): Promise<Row[]> {
  return (await owner.query({ query, format: 'JSONEachRow' })).json<Row>();
}
const versions = async () => (await rows(`SELECT DISTINCT version FROM ${sealed('secret')}`)).length;

describe('a rotation of pseudonyms', () => {
  it('links nothing while there is one key', async () => {
    await load('one key', [{ id: '1', account: 'ann', key: 'k', completion: 'said once and said again' }], old);
    expect(await rows(`SELECT * FROM ${sealed('pseudonym_link')}`)).toEqual([]);
  });

  it('replaces the keys of a living engine, and links each subject once to the name it bore', async () => {
    const calls = Array.from({ length: 50 }, (_, n) => ({ id: `r${n}`, account: 'ann', key: n % 2 ? 'k' : 'l' }));
    await load('rotated', [...calls, { id: 'r50', account: 'bob' }], rotated);
    expect(await versions()).toBe(1);
    const names = (kind: PseudonymKind, value: string) => ({
      kind,
      previous: pseudonym(before, kind, value),
      current: pseudonym(after, kind, value),
    });
    const links = await rows<{ kind: string; previous: string }>(
      `SELECT kind, previous, current FROM ${sealed('pseudonym_link')} ORDER BY kind, previous`,
    );
    const wanted = [names('account', 'ann'), names('account', 'bob'), names('key', 'k'), names('key', 'l')];
    const order = ({ kind, previous }: { kind: string; previous: string }) => kind + previous;
    expect(links).toEqual(wanted.sort((a, b) => (order(a) < order(b) ? -1 : 1)));
  });

  it('lets fingerprints and the notion of a repeat stand', async () => {
    const text = 'said once and said again';
    const repeated = { id: '1', account: 'ann', key: 'k', completion: text };
    await load('again', [repeated, { id: 's2', account: 'ann', completion: text }], rotated);
    expect(await rows('SELECT DISTINCT toString(exact_hash) AS hash FROM fingerprint')).toHaveLength(1);
    expect(await rows(`SELECT reason FROM book WHERE outcome = 'duplicate'`)).toEqual([{ reason: 'repeat' }]);
  });

  it('is not undone by a process that still has the old keys', async () => {
    await expect(load('stale', [{ id: '9', account: 'ann' }], old)).rejects.toThrow(/later keys.*start it again/);
    expect(await rows(`SELECT id FROM usage WHERE id = '9'`)).toEqual([]);
    expect(await versions()).toBe(1);
  });

  it('stores nothing while keys of two versions are there, until the next load clears them', async () => {
    const half = `SELECT name, repeat('00', 64), 'half', 0 FROM ${sealed('secret')}`;
    await owner.command({ query: `INSERT INTO ${sealed('secret')} ${half}` });
    const line = JSON.stringify({ source: 'g', id: 'm', at: '2026-09-10T11:00:00Z', account: 'mixed' });
    await expect(
      owner.command({
        query: `INSERT INTO raw (line, line_number, segment, received_at, latest_at, retain_text) SELECT '${line}', 1, 'mix', now(), now() + 3600, false`,
      }),
    ).rejects.toThrow(/require the secrets of one version/);
    await load('cleared', [{ id: 'c', account: 'cleared' }], rotated);
    expect(await versions()).toBe(1);
    expect(await rows(`SELECT account FROM usage WHERE id IN ('m', 'c')`)).toEqual([
      { account: pseudonym(after, 'account', 'cleared') },
    ]);
  });

  it('links no more once the overlap is over, although the previous key is still at hand', async () => {
    const over = { key: before, until: new Date('2026-09-10T12:00:00Z') };
    await owner.command({ query: `TRUNCATE TABLE ${sealed('secret')}` });
    await load('over', [{ id: 'o', account: 'late' }], { ...rotated, previousPseudonym: over });
    const late = pseudonym(after, 'account', 'late');
    expect(await rows(`SELECT * FROM ${sealed('pseudonym_link')} WHERE current = '${late}'`)).toEqual([]);
    expect(await rows(`SELECT id FROM usage WHERE account = '${late}'`)).toEqual([{ id: 'o' }]);
  });
});
