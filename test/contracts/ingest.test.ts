import { createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { segmentBooks } from '#ingest/segment-books';
import { ingestKeys } from '#platform/ingest-keys';
import { writeSegment } from '#spool/segment-file';
import { pseudonym } from '#usage/pseudonym';
import { Warehouse } from '#warehouse/warehouse';
import { DAYS, type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';

const secrets = { pseudonymKey: randomBytes(32), identityKey: randomBytes(32), quarantineKey: randomBytes(32) };
const receivedAt = new Date('2026-09-10T12:00:00Z');
const latestAt = new Date('2026-09-10T13:00:00Z');

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

const idOf = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 32);

async function load(name: string, lines: readonly string[], retainText = false): Promise<string> {
  const id = idOf(name);
  const path = await writeSegment(fresh.spool, id, Buffer.from(lines.join('\n')));
  await fresh.warehouse.load({ id, path, firstLine: 1, receivedAt, latestAt, retainText }, ingestKeys(secrets));
  return id;
}

const books = async (segment: string) =>
  (await fresh.warehouse.ask(segmentBooks, { segment })).map(({ outcome, reason, field, lines }) => [
    outcome,
    reason,
    field,
    lines,
  ]);

async function rows<Row>(query: string): Promise<Row[]> {
  return (await owner.query({ query, format: 'JSONEachRow' })).json<Row>();
}

const line = (fields: object) =>
  JSON.stringify({ source: 'gateway', at: '2026-09-10T11:00:00Z', account: 'acme', ...fields });

describe('a segment', () => {
  it('is accounted for line by line, by outcome, reason and field', async () => {
    const segment = await load('books', [
      line({ id: '1' }),
      '',
      line({ id: '2', input_tokens: -1 }),
      line({ id: '1' }),
      line({ id: '1', model: 'other' }),
      '{"broken',
      '!oversize 9000000',
      line({ id: '3', colour: 'red' }),
      line({ id: '4', at: '2026-09-10T14:00:00Z' }),
      '   ',
      line({ id: '5', x_team: 'red' }),
    ]);
    expect(await books(segment)).toEqual(
      [
        ['stored', '', '', 2],
        ['duplicate', 'conflict', '', 1],
        ['duplicate', 'repeat', '', 1],
        ['quarantined', 'future', 'at', 1],
        ['quarantined', 'not_json', '', 1],
        ['quarantined', 'out_of_range', 'input_tokens', 1],
        ['quarantined', 'unknown_field', 'colour', 1],
        ['dropped', 'line_too_long', '', 1],
      ].sort(),
    );
  });

  it('numbers its lines as the log does, blank ones included', async () => {
    await load('numbers', [line({ id: 'n1' }), '', line({ id: 'n2', nope: 1 }), line({ id: 'n3' })]);
    expect(await rows(`SELECT line_number, reason FROM quarantine WHERE segment = '${idOf('numbers')}'`)).toEqual([
      { line_number: 3, reason: 'unknown_field' },
    ]);
    expect(await rows(`SELECT id, line_number FROM usage WHERE segment = '${idOf('numbers')}' ORDER BY id`)).toEqual([
      { id: 'n1', line_number: 1 },
      { id: 'n3', line_number: 4 },
    ]);
  });

  it('keeps records apart whose source and id run together alike', async () => {
    const segment = await load('apart', [line({ source: 'a\0b', id: 'c' }), line({ source: 'a', id: 'b\0c' })]);
    expect(await books(segment)).toEqual([
      ['quarantined', 'control_character', 'source', 1],
      ['stored', '', '', 1],
    ]);
  });

  it('says nothing a refused line calls its source', async () => {
    await load('named', [line({ source: 'CANARY', id: 'x', nope: 1 })]);
    expect(await rows(`SELECT source FROM book WHERE segment = '${idOf('named')}'`)).toEqual([{ source: '' }]);
    expect(await rows(`SELECT source FROM quarantine WHERE segment = '${idOf('named')}'`)).toEqual([{ source: '' }]);
  });

  it('knows what another segment holds, and says whether it is the same', async () => {
    await load('first', [line({ id: 'd1' }), line({ id: 'd2' })]);
    const second = await load('second', [line({ id: 'd1' }), line({ id: 'd2', model: 'x' }), line({ id: 'd3' })]);
    expect(await books(second)).toEqual([
      ['duplicate', 'conflict', '', 1],
      ['duplicate', 'repeat', '', 1],
      ['stored', '', '', 1],
    ]);
  });

  it('takes the same fields in another order for the same record', async () => {
    await load('order-a', ['{"source":"o","id":"1","at":"2026-09-10T11:00:00Z","account":"a"}']);
    const again = await load('order-b', [
      '{"account":"a", "at":"2026-09-10T11:00:00Z","id":"1","model":null,"source":"o"}',
    ]);
    expect(await books(again)).toEqual([['duplicate', 'repeat', '', 1]]);
  });

  it('changes nothing when it is loaded again', async () => {
    const lines = [line({ id: 'r1' }), line({ id: 'r2', prompt: 'hello there my friend' }), line({ id: 'r3', bad: 1 })];
    const segment = await load('replay', lines);
    const before = await everything();
    await load('replay', lines);
    expect(await everything()).toEqual(before);
    expect(await books(segment)).toEqual([
      ['quarantined', 'unknown_field', 'bad', 1],
      ['stored', '', '', 2],
    ]);
  });

  it('is completed by a replay when a crash stored some tables and not others', async () => {
    const lines = Array.from({ length: 20 }, (_, n) =>
      line({ id: `c${n}`, prompt: `please write number ${n} for me now` }),
    );
    await load('crash', lines);
    const before = await everything();
    // The views behind the base table are what a crash loses: emptied and forgotten here, base kept.
    const client = owner;
    for (const table of ['book', 'fingerprint', 'record']) await client.command({ query: `TRUNCATE TABLE ${table}` });
    const lost = await everything();
    expect(lost).not.toEqual(before);
    await load('crash', lines);
    const after = await everything();
    expect(after.usage).toEqual(before.usage);
    expect(await rows(`SELECT toUInt32(count()) AS n FROM record WHERE segment = '${idOf('crash')}'`)).toEqual([
      { n: 20 },
    ]);
    expect(await books(idOf('crash'))).toEqual([['stored', '', '', 20]]);
  });

  it('stores the same rows whether it is streamed or taken from the spool by name', async () => {
    const lines = Array.from({ length: 300 }, (_, n) =>
      n % 50 === 49
        ? 'no record'
        : line({ id: `w${n}`, prompt: `word ${n} of a text that is long enough\r\n\n; DROP TABLE usage`, x_n: n }),
    );
    const segment = await load('by-name', lines);
    const database = `${fresh.database}_streamed`;
    const streamed = Warehouse.connect({ ...fresh.owner, database, days: DAYS });
    try {
      await streamed.migrate();
      const path = await writeSegment(fresh.spool, segment, Buffer.from(lines.join('\n')));
      const sent = { id: segment, path, firstLine: 1, receivedAt, latestAt, retainText: false };
      await streamed.load(sent, ingestKeys(secrets));
      for (const table of ['usage', 'fingerprint', 'quarantine', 'book', 'record']) {
        const rowsOf = (place: string) =>
          rows(`SELECT * FROM ${place}.${table} WHERE segment = '${segment}' ORDER BY ALL`);
        expect(await rowsOf(database)).toEqual(await rowsOf(fresh.database));
      }
    } finally {
      await streamed.close();
    }
  });

  it('is refused while the keys are missing, and nothing of it is stored', async () => {
    const before = await everything();
    await owner.command({ query: `TRUNCATE TABLE ${fresh.database}_private.secret` });
    await expect(
      owner.command({
        query: `INSERT INTO raw (line, line_number, segment, received_at, latest_at, retain_text) SELECT '${line({ id: 'nokey' })}', 1, 'feed', now(), now() + 3600, false`,
      }),
    ).rejects.toThrow(/require the secret/);
    expect(await everything()).toEqual(before);
  });
});

/** Row counts of every stored table. */
async function everything(): Promise<Record<string, number>> {
  const found = await rows<{ database: string; name: string; engine: string }>(
    `SELECT database, name, engine FROM system.tables
     WHERE database IN ('${fresh.database}', '${fresh.database}_private') AND engine LIKE '%MergeTree' ORDER BY name`,
  );
  const counts: Record<string, number> = {};
  for (const { database, name, engine } of found) {
    const merged = engine === 'MergeTree' ? '' : ' FINAL';
    const [row] = await rows<{ n: number }>(`SELECT toUInt32(count()) AS n FROM ${database}.${name}${merged}`);
    counts[name] = row?.n ?? 0;
  }
  return counts;
}

describe('identity', () => {
  it('is a pseudonym that equals HMAC-SHA-256 by Node', async () => {
    await load('pseudonyms', [
      line({ id: 'p1', account: 'Zoë & Söhne', key: 'sk-1', ip: '::ffff:192.0.2.77', end_user: 'u' }),
    ]);
    const [row] = await rows<Record<string, string>>(
      `SELECT account, key, end_user, address, network, session FROM usage WHERE segment = '${idOf('pseudonyms')}'`,
    );
    const of = (kind: Parameters<typeof pseudonym>[1], value: string) => pseudonym(secrets.pseudonymKey, kind, value);
    expect(row).toEqual({
      account: of('account', 'Zoë & Söhne'),
      key: of('key', 'sk-1'),
      end_user: of('end_user', 'u'),
      address: of('address', '192.0.2.77'),
      network: of('network', '192.0.2.0/24'),
      session: '',
    });
  });

  it('puts one IPv6 network of 48 bits under one pseudonym', async () => {
    await load('v6', [
      line({ id: 'v1', ip: '2001:db8:7:1::1' }),
      line({ id: 'v2', ip: '2001:0DB8:0007:ffff::9' }),
      line({ id: 'v3', ip: '2001:db8:8::1' }),
    ]);
    const found = await rows<{ network: string }>(
      `SELECT network FROM usage WHERE segment = '${idOf('v6')}' ORDER BY id`,
    );
    expect(found[0]?.network).toBe(pseudonym(secrets.pseudonymKey, 'network', '2001:db8:7::/48'));
    expect(found[1]?.network).toBe(found[0]?.network);
    expect(found[2]?.network).not.toBe(found[0]?.network);
  });

  it('can be unsealed with the identity key, and only so', async () => {
    await load('sealed', [line({ id: 's1', account: 'unseal me' })]);
    const name = pseudonym(secrets.pseudonymKey, 'account', 'unseal me');
    const [row] = await rows<{ sealed: string }>(
      `SELECT hex(sealed) AS sealed FROM ${fresh.database}_private.identity FINAL WHERE pseudonym = '${name}'`,
    );
    const sealed = Buffer.from(row?.sealed ?? '', 'hex');
    const open = createDecipheriv('aes-256-gcm', secrets.identityKey, Buffer.from(name, 'hex').subarray(0, 12));
    open.setAAD(Buffer.from('account')).setAuthTag(sealed.subarray(-16));
    expect(Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]).toString()).toBe('unseal me');
  });

  it('leaves no key in any view definition', async () => {
    const definitions = JSON.stringify(await rows('SELECT create_table_query FROM system.tables'));
    for (const key of Object.values(ingestKeys(secrets))) {
      expect(definitions).not.toContain(key.toString('hex'));
      expect(definitions.toLowerCase()).not.toContain(key.toString('base64').toLowerCase());
    }
  });

  it('is closed to whoever asks questions', async () => {
    const { url } = fresh.owner;
    const reader = createClient({
      url,
      ...fresh.reader,
      database: fresh.database,
      log: { level: ClickHouseLogLevel.OFF },
    });
    try {
      for (const table of ['identity', 'secret', 'quarantined_line', 'usage_text']) {
        const query = `SELECT * FROM ${fresh.database}_private.${table}`;
        const asked =
          process.env.CLICKHOUSE_URL === undefined
            ? reader.query({ query })
            : Promise.reject(new Error('a server keeps its own rights'));
        await expect(asked).rejects.toThrow();
      }
    } finally {
      await reader.close();
    }
  });
});

describe('quarantine', () => {
  it('lists names, types and lengths, never a value', async () => {
    await load('canary', [
      line({ id: 'q1', 'canary field': 'CANARY-VALUE', input_tokens: 'CANARY-NUMBER', account: 'CANARY-ACCOUNT' }),
    ]);
    const listed = JSON.stringify(await rows(`SELECT * FROM quarantine WHERE segment = '${idOf('canary')}'`));
    expect(listed).toContain('input_tokens:string:15');
    expect(listed).not.toMatch(/CANARY/);
  });

  it('keeps the line sealed for re-drive', async () => {
    const text = line({ id: 'q2', input_tokens: 'many' });
    await load('redrive', [text]);
    const [row] = await rows<{ sealed: string }>(
      `SELECT hex(sealed) AS sealed FROM ${fresh.database}_private.quarantined_line WHERE segment = '${idOf('redrive')}'`,
    );
    const sealed = Buffer.from(row?.sealed ?? '', 'hex');
    const nonce = createHash('sha256')
      .update(`${idOf('redrive')}:1`)
      .digest()
      .subarray(0, 12);
    const open = createDecipheriv('aes-256-gcm', secrets.quarantineKey, nonce);
    open.setAuthTag(sealed.subarray(-16));
    expect(Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]).toString()).toBe(text);
  });
});

describe('text', () => {
  it('is nowhere once it is fingerprinted, unless retention is on', async () => {
    await load('dropped-text', [line({ id: 't1', prompt: 'the quick brown fox tells a CANARYTEXT story' })]);
    await load('kept-text', [line({ id: 't2', prompt: 'a story that is kept', completion: 'once upon a time' })], true);
    const kept = await rows(`SELECT part, text FROM ${fresh.database}_private.usage_text ORDER BY part`);
    expect(kept).toEqual([
      { part: 'prompt', text: 'a story that is kept' },
      { part: 'completion', text: 'once upon a time' },
    ]);
    for (const table of ['usage', 'fingerprint', 'quarantine', 'book', 'record']) {
      expect(JSON.stringify(await rows(`SELECT * FROM ${table}`))).not.toContain('CANARYTEXT');
    }
  });
});
