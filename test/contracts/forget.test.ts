import { createHash } from 'node:crypto';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptsOf } from '#casebook/forget-receipts';
import { factRow } from '#incident/incident-fact';
import { segmentBooks } from '#ingest/segment-books';
import { ingestKeys } from '#platform/ingest-keys';
import { writeSegment } from '#spool/segment-file';
import { pseudonym } from '#usage/pseudonym';
import { forgetSubject } from '../../apps/ingest/forget-subject.js';
import { namesOf } from '../../apps/ingest/names-of.js';
import { type FreshCasebook, freshCasebook } from '../support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';

const [current, previous, other] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer];
const others = { identityKey: other, quarantineKey: other, fingerprintKey: other };
const before = { ...others, pseudonymKey: previous, pseudonymSince: new Date(0) };
const now = {
  ...others,
  pseudonymKey: current,
  pseudonymSince: new Date(1_000),
  previousPseudonym: { key: previous, until: new Date('2100-01-01') },
};
const receivedAt = new Date('2026-09-10T12:00:00Z');

let fresh: FreshWarehouse;
let book: FreshCasebook;
let owner: ClickHouseClient;
beforeAll(async () => {
  [fresh, book] = await Promise.all([freshWarehouse(), freshCasebook()]);
  const { url, username, password } = fresh.owner;
  owner = createClient({ url, username, password, database: fresh.database, log: { level: ClickHouseLogLevel.OFF } });
});
afterAll(async () => {
  await owner.close();
  await Promise.all([fresh.close(), book.close()]);
});

const idOf = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 32);

async function load(name: string, lines: readonly object[], secrets: Parameters<typeof ingestKeys>[0] = now) {
  const at = '2026-09-10T11:00:00Z';
  const body = lines.map((line) => JSON.stringify({ source: 'g', at, ...line })).join('\n');
  const path = await writeSegment(fresh.spool, idOf(name), Buffer.from(body));
  const segment = { id: idOf(name), path, firstLine: 1, receivedAt, latestAt: receivedAt, retainText: true };
  await fresh.warehouse.load(segment, ingestKeys(secrets));
}

const ask = async <Row>(query: string) => (await owner.query({ query, format: 'JSONEachRow' })).json<Row>();

/** Tables of both databases with a row in which a name stands anywhere. */
async function mentioning(...names: readonly string[]): Promise<string[]> {
  const place = `database IN ('${fresh.database}', '${fresh.database}_private') AND engine LIKE '%MergeTree'`;
  const tables = await ask<{ name: string }>(
    `SELECT concat(database, '.', name) AS name FROM system.tables WHERE ${place}`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const anywhere = names.map((each) => `position(toString(tuple(*)), '${each}') > 0`).join(' OR ');
    const [row] = await ask<{ n: number }>(`SELECT toUInt32(count()) AS n FROM ${name} WHERE ${anywhere}`);
    if ((row?.n ?? 0) > 0) found.push(name.replace(/^[^.]*\./, ''));
  }
  return found.sort();
}

const names = (kind: 'account' | 'key', value: string) => [current, previous].map((key) => pseudonym(key, kind, value));
const request = (kind: 'account' | 'key', value: string) => ({
  kind,
  original: value,
  pseudonyms: names(kind, value),
  forgottenBy: 'user test',
  reason: 'asked to',
});
const forget = (
  kind: 'account' | 'key',
  value: string,
  tell = (_done: number) => {},
  signal = new AbortController().signal,
) =>
  forgetSubject(
    { warehouse: fresh.warehouse, casebook: book.casebook, spool: fresh.spool, storedWithin: 0, now: () => receivedAt },
    request(kind, value),
    tell,
    signal,
  );

const text = 'a text that is long enough to be told from others by its words';
const call = (id: string, account: string, key: string) => ({ id, account, key, prompt: text, completion: text });

describe('an account that is forgotten', () => {
  const log = [call('3', 'ann', 'k1'), call('4', 'bob', 'k2'), call('5', 'bob', 'shared'), call('6', 'ann', 'shared')];

  it('stood in every table that names accounts, so that none escapes this test', async () => {
    await load('before the rotation', [call('1', 'ann', 'k1'), call('2', 'bob', 'k2')], before);
    await load('after it', log);
    const [account = ''] = names('account', 'ann');
    const applied = { sequence: 1, fact: 'applied', at: receivedAt, incident: 'a', body: { account, action: 'ban' } };
    await fresh.warehouse.write('incident_fact', [factRow(applied)]);
    const day = receivedAt.toISOString().slice(0, 10);
    await fresh.warehouse.write('incident_account', [{ day, incident: 'a', account }]);
    await fresh.warehouse.write('release_account', [{ release: 'r', account, unit: 0 }], undefined, 'sealed');
    const columns = `name IN ('account', 'pseudonym', 'previous', 'current') AND database LIKE '${fresh.database}%'`;
    const naming = await ask<{ table: string }>(
      `SELECT DISTINCT table FROM system.columns WHERE ${columns} AND (database, table) IN
       (SELECT database, name FROM system.tables WHERE engine LIKE '%MergeTree') ORDER BY table`,
    );
    expect(await mentioning(...names('account', 'ann'))).toEqual(naming.map(({ table }) => table));
  });

  it('is nowhere afterwards, under neither of its names, nor are the keys that were its own', async () => {
    const forgotten = await forget('account', 'ann');
    expect(forgotten).toMatchObject({ known: true });
    expect(await mentioning(...names('account', 'ann'), ...names('key', 'k1'))).toEqual([]);
    expect(await mentioning(...names('account', 'bob'))).toContain('usage');
    expect(await mentioning(...names('key', 'shared'))).toContain('identity');
  });

  it('leaves a receipt with the rows of each table', async () => {
    const [receipt] = await receiptsOf(book.casebook, request('account', 'ann'));
    expect(receipt).toMatchObject({ finishedAt: receivedAt, forgottenBy: 'user test', reason: 'asked to' });
    const rows = Object.entries(receipt?.removed ?? {}).map(([place, { rows, gone }]) => [
      place.split('.')[1],
      rows,
      gone,
    ]);
    expect(rows).toEqual(
      expect.arrayContaining([
        ['usage named account', 3, true],
        ['fingerprint named account', 6, true],
        ['usage_text named account', 6, true],
        ['identity named pseudonym', 2, true],
        ['identity own-keys pseudonym', 2, true],
      ]),
    );
  });

  it('does not come back when the same log is loaded again, nor when its segment is replayed', async () => {
    await load('the same log', log);
    const books = await fresh.warehouse.ask(segmentBooks, { segment: idOf('the same log') });
    expect(books.map(({ outcome, reason, lines }) => [outcome, reason, lines])).toEqual([['duplicate', 'repeat', 4]]);
    await load('after it', log);
    expect(await mentioning(...names('account', 'ann'))).toEqual([]);
  });

  it('is unknown when it is forgotten once more, and leaves no second receipt', async () => {
    expect(await forget('account', 'ann')).toMatchObject({ known: false, before: { reason: 'asked to' } });
    expect(await forget('account', 'nobody')).toMatchObject({ known: false, before: undefined });
    expect(await receiptsOf(book.casebook, request('account', 'ann'))).toHaveLength(1);
    expect(await receiptsOf(book.casebook, request('account', 'nobody'))).toHaveLength(0);
  });
});

describe('a removal', () => {
  it('knows the names a subject bore under keys that are deleted', async () => {
    const warehouse = fresh.warehouse;
    const long = 'known for long';
    await owner.command({ query: `TRUNCATE TABLE ${fresh.database}_private.secret` });
    await load('long ago', [call('l1', long, 'long key')], before);
    await load('since', [call('l2', long, 'long key'), call('l3', 'known for less', 'x')], {
      ...now,
      previousPseudonym: undefined,
    });
    expect((await namesOf(warehouse, other, 'account', long)).sort()).toEqual(names('account', long).sort());
    expect((await namesOf(warehouse, other, 'key', 'long key')).sort()).toEqual(names('key', 'long key').sort());
    expect(await namesOf(warehouse, other, 'account', 'known for lots')).toEqual([]);
    await expect(namesOf(warehouse, current, 'account', long)).rejects.toThrow(/authenticate/);
  });

  it('goes on where it was interrupted, with the same receipt and exact counts', async () => {
    await load('interrupted', [call('i1', 'cat', 'c'), call('i2', 'cat', 'c')]);
    const whole = await ask<{ n: number }>(
      `SELECT toUInt32(count()) AS n FROM usage WHERE account = '${pseudonym(current, 'account', 'cat')}'`,
    );
    expect(whole).toEqual([{ n: 2 }]);
    for (const after of [1, 3, 5]) {
      const stop = new AbortController();
      const cut = forget(
        'account',
        'cat',
        (done) => void (done === after && stop.abort(new Error('cut'))),
        stop.signal,
      );
      await expect(cut).rejects.toThrow('cut');
    }
    const [unfinished] = await receiptsOf(book.casebook, request('account', 'cat'));
    expect(unfinished?.finishedAt).toBeNull();
    await forget('account', 'cat');
    const receipts = await receiptsOf(book.casebook, request('account', 'cat'));
    expect(receipts).toMatchObject([{ id: unfinished?.id, finishedAt: receivedAt }]);
    expect(receipts[0]?.removed[`${fresh.database}.usage named account`]).toEqual({ rows: 2, gone: true });
    expect(await mentioning(...names('account', 'cat'))).toEqual([]);
  });

  it('finds a table made tomorrow by its column', async () => {
    await load('tomorrow', [call('t1', 'dan', 'd')]);
    const name = pseudonym(current, 'account', 'dan');
    await owner.command({ query: 'CREATE TABLE tomorrow (account String) ENGINE = MergeTree ORDER BY account' });
    await owner.command({ query: `INSERT INTO tomorrow VALUES ('${name}'), ('somebody else')` });
    await forget('account', 'dan');
    expect(await ask('SELECT account FROM tomorrow')).toEqual([{ account: 'somebody else' }]);
    await owner.command({ query: 'DROP TABLE tomorrow' });
  });

  it('of a key takes its calls and their texts along, and leaves the account its others', async () => {
    await load('keys', [call('y1', 'eve', 'stolen'), call('y2', 'eve', 'own')]);
    await forget('key', 'stolen');
    expect(await mentioning(...names('key', 'stolen'))).toEqual([]);
    const eve = `account = '${pseudonym(current, 'account', 'eve')}'`;
    expect(await ask(`SELECT id FROM usage WHERE ${eve}`)).toEqual([{ id: 'y2' }]);
    expect(await ask(`SELECT part FROM ${fresh.database}_private.usage_text WHERE ${eve}`)).toHaveLength(2);
  });
});
