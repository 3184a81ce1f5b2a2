import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadNetworks } from '../../apps/ingest/load-networks.js';
import { freshDirectory } from '../support/fresh-directory.js';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { loadUsage } from '../support/load-usage.js';
import { runUsewatch } from '../support/run-usewatch.js';

let fresh: FreshWarehouse;
let client: ClickHouseClient;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usewatch-networks-'));
  fresh = await freshWarehouse();
  const { url, username, password } = fresh.owner;
  client = createClient({ url, username, password, database: fresh.database });
});
afterAll(async () => {
  await client.close();
  await fresh.close();
  await rm(folder, { recursive: true, force: true });
});

/** Writes a list and loads it. */
async function listed(...lines: readonly string[]): Promise<number> {
  const path = join(folder, 'list.csv');
  await writeFile(path, `${lines.join('\n')}\n`);
  return loadNetworks(fresh.warehouse, path, () => undefined, new AbortController().signal);
}

let loads = 0;

/** What is stored of the network of some calls, in their order: `asn country network_class`. */
async function enriched(calls: readonly object[]): Promise<string[]> {
  const source = `gateway-${++loads}`;
  const at = '2026-03-02T10:00:00Z';
  const lines = calls.map((call, n) => JSON.stringify({ source, id: String(n), at, account: 'a', ...call }));
  await loadUsage(fresh, `${lines.join('\n')}\n`, new Date('2026-03-02T10:00:00Z'));
  const answer = await client.query({
    query: `SELECT concat(toString(asn), ' ', country, ' ', network_class) AS found FROM usage
            WHERE source = {source:String} ORDER BY toUInt32(id)`,
    query_params: { source },
    format: 'JSONEachRow',
  });
  return (await answer.json<{ found: string }>()).map(({ found }) => found);
}

describe('an address', () => {
  it('says nothing of its network while no list is loaded', async () => {
    expect(await enriched([{ ip: '192.0.2.7' }, { ip: '2001:db8::7' }, {}])).toEqual(['0  ', '0  ', '0  ']);
  });

  it('is looked up by the longest prefix, in IPv4 and IPv6', async () => {
    await listed(
      'network,asn,country,network_class',
      '192.0.0.0/8,1,US,residential',
      '192.0.2.0/24,2,DE,hosting',
      '192.0.2.128/25,3,,VPN',
      '2001:db8::/32,4,FR,mobile',
      '2001:db8:7::/48,5,FI,tor',
    );
    expect(
      await enriched([
        { ip: '192.9.9.9' },
        { ip: '192.0.2.7' },
        { ip: '::ffff:192.0.2.200' },
        { ip: '2001:db8::1' },
        { ip: '2001:db8:7::1' },
        { ip: '198.51.100.1' },
        { ip: '2001:db9::1' },
        {},
      ]),
    ).toEqual(['1 US residential', '2 DE hosting', '3  vpn', '4 FR mobile', '5 FI tor', '0  ', '0  ', '0  ']);
  });

  it('yields to what the record says itself', async () => {
    const ip = '192.0.2.7';
    expect(
      await enriched([
        { ip, asn: 9 },
        { ip, country: 'JP' },
        { ip, network_class: 'unknown' },
        { ip, asn: 9, country: 'JP', network_class: 'education' },
        { ip, asn: null, country: null, network_class: null },
      ]),
    ).toEqual(['9 DE hosting', '2 JP hosting', '2 DE unknown', '9 JP education', '2 DE hosting']);
  });

  it('is looked up in the new list alone once that is loaded', async () => {
    expect(await listed('network,country', '192.0.2.0/24,NL')).toBe(1);
    expect(await enriched([{ ip: '192.0.2.7' }, { ip: '192.9.9.9' }, { ip: '2001:db8::1' }])).toEqual([
      '0 NL ',
      '0  ',
      '0  ',
    ]);
  });

  it('is looked up in the list before when a list has one bad line', async () => {
    await expect(listed('network,country', '192.0.2.0/24,SE', '192.0.3.0/24,Sweden')).rejects.toThrow(
      /list\.csv was refused whole.*\n +line 3, country: must be two capital letters, or empty, got "Sweden"/,
    );
    expect(await enriched([{ ip: '192.0.2.7' }])).toEqual(['0 NL ']);
  });

  it('is looked up in one list or the other while they are replaced', async () => {
    const lists = ['AA', 'BB', 'CC', 'DD'];
    const replacing = (async () => {
      for (const country of lists) {
        const halves = ['10.0.0.0/9', '10.128.0.0/9'].map((network) => `${network},${country},hosting`);
        const others = Array.from({ length: 12_000 }, (_, n) => `11.${n >> 8}.${n & 255}.0/24,${country},hosting`);
        await listed('network,country,network_class', ...halves, ...others);
      }
    })();
    for (let round = 0; round < 6; round++) {
      const found = await enriched([{ ip: '10.0.0.1' }, { ip: '10.200.0.1' }, { ip: '11.0.9.1' }]);
      expect(new Set(found).size).toBe(1);
    }
    await replacing;
    expect(await enriched([{ ip: '10.0.0.1' }, { ip: '11.0.9.1' }])).toEqual(['0 DD hosting', '0 DD hosting']);
  });
});

describe('usewatch networks', () => {
  it('loads a list, tells of it, and goes on asking it after a restart', async () => {
    const directory = await freshDirectory(join(folder, 'installation'));
    const list = join(folder, 'operator.csv');
    const log = join(folder, 'usage.ndjson');
    await writeFile(list, 'network,asn,country,network_class\n192.0.2.0/24,64500,DE,hosting\n');
    await writeFile(
      log,
      `${JSON.stringify({ source: 'gateway', id: '1', at: '2026-03-02T10:00:00Z', account: 'a', ip: '192.0.2.7' })}\n`,
    );
    expect((await runUsewatch(directory, ['networks'])).out).toMatch(/no list is loaded; load one with/);
    expect(await runUsewatch(directory, ['networks', 'load', list])).toMatchObject({
      code: 0,
      out: '1 network loaded; every record from now on is looked up\n',
    });
    expect((await runUsewatch(directory, ['networks'])).out).toMatch(/^1 network of operator\.csv, loaded at 20.*Z\n$/);
    // Each command starts and ends the engine.
    expect(await runUsewatch(directory, ['load', log])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/1 stored/),
    });
    expect(await runUsewatch(directory, ['networks', 'load', log])).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /^\S+usage\.ndjson was refused whole; the list before it stays\n +line 1, header: must close each/,
      ),
    });
    expect(await runUsewatch(directory, ['networks', 'load', join(folder, 'none.csv')])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^\S+none\.csv cannot be read: ENOENT/),
    });
    expect((await runUsewatch(directory, ['networks'])).out).toMatch(/^1 network of operator\.csv/);
  }, 120_000);
});
