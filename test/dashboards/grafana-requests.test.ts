import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nativeBlocks } from '../support/native-block.js';
import { type StartedEngine, startedEngine } from '../support/started-engine.js';

const FIXTURE = new URL('./grafana-requests.json', import.meta.url);
const { requests, userAgent } = JSON.parse(readFileSync(FIXTURE, 'utf8')) as {
  readonly requests: Readonly<Record<string, { readonly search: string; readonly body: string }>>;
  readonly userAgent: string;
};

let started: StartedEngine;
let port = 0;
beforeAll(async () => {
  port = await freePort();
  started = await startedEngine(undefined, port);
  for (const sql of [
    'CREATE TABLE usewatch.usage (account String, at DateTime) ENGINE = MergeTree ORDER BY at',
    "INSERT INTO usewatch.usage VALUES ('a', '2024-01-01 00:00:00'), ('b', '2024-01-01 00:30:00'), ('b', '2024-01-01 01:30:00')",
  ]) {
    expect((await started.ask(sql)).text).toBe('');
  }
});
afterAll(() => started?.close());

async function freePort(): Promise<number> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: found } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return found;
}

/** Sends a request as the plugin's driver does. */
async function sent(name: string, { user = 'reader', password = started.engine.reader.password, more = '' } = {}) {
  const request = requests[name];
  if (request === undefined) throw new TypeError(`sent requires a request of the fixture, got ${name}`);
  const answer = await fetch(`http://127.0.0.1:${port}/?${request.search}${more}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      'user-agent': userAgent,
      'accept-encoding': 'gzip',
      // The engine ends idle connections after ten seconds, which a busy machine takes between two tests.
      connection: 'close',
    },
    body: request.body,
  });
  return {
    status: answer.status,
    encoding: answer.headers.get('content-encoding'),
    bytes: Buffer.from(await answer.arrayBuffer()),
  };
}

const columnsOf = async (name: string) =>
  nativeBlocks((await sent(name)).bytes)[0]?.map(({ name, values }) => [name, ...values]);

describe('Grafana’s ClickHouse plugin over HTTP', () => {
  it('is greeted with name, version, revision and time zone', async () => {
    expect(await columnsOf('hello')).toEqual([
      ['displayName()', expect.any(String)],
      ['version()', expect.stringMatching(/^\d+\.\d+/)],
      ['revision()', expect.any(Number)],
      ['timezone()', 'Etc/UTC'],
    ]);
  });

  it('finds the column it pings by, and the server’s version', async () => {
    expect(await columnsOf('ping')).toEqual([['1', 1]]);
    expect(await columnsOf('version')).toEqual([['version()', expect.stringMatching(/^\d+\.\d+/)]]);
  });

  it('gets the answer of a panel, texts as texts and absent values as absent', async () => {
    const [columns = []] = nativeBlocks((await sent('panel')).bytes);
    expect(columns.map(({ type }) => type)).toEqual(['DateTime', 'LowCardinality(String)', 'Nullable(Float64)']);
    expect(columns.map(({ values }) => values)).toEqual([
      [1_704_067_200, 1_704_067_200, 1_704_070_800],
      ['a', 'b', 'b'],
      [0.5, 0.5, 0.5],
    ]);
  });

  it('may limit rows, and reads an answer without rows to its end', async () => {
    expect(await columnsOf('panel with a row limit')).toEqual([['account', 'a']]);
    expect(
      nativeBlocks((await sent('panel without rows')).bytes).flatMap((block) => block.flatMap(({ values }) => values)),
    ).toEqual([]);
    expect(await columnsOf('choice')).toEqual([['account', 'a', 'b']]);
  });

  it('reads every block of a long answer', async () => {
    const blocks = nativeBlocks((await sent('panel of many blocks')).bytes);
    expect(blocks.length).toBeGreaterThan(1);
    const numbers = blocks.flatMap(([numbers]) => (numbers?.values ?? []) as bigint[]);
    expect([numbers.length, numbers.at(-1)]).toEqual([200_000, 199_999n]);
    expect(blocks.at(-1)?.[2]?.values.at(-1)).toEqual(['199999', 'x']);
  });

  it('gets the same compressed when it asks for that', async () => {
    const { bytes, encoding } = await sent('ping', { more: '&enable_http_compression=1' });
    // fetch has undone it on the way.
    expect([encoding, nativeBlocks(bytes).length]).toEqual(['gzip', 1]);
  });

  it('is told what is wrong in the words it looks for', async () => {
    const { status, bytes } = await sent('panel with a broken column');
    expect([status >= 400, bytes.toString()]).toEqual([true, expect.stringMatching(/DB::Exception: .*no_such_column/)]);
  });

  it('changes nothing, and knows neither the owner nor a wrong password at this port', async () => {
    expect((await sent('change')).bytes.toString()).toContain('ACCESS_DENIED');
    for (const who of [{ user: 'usewatch', password: started.engine.password }, { password: 'wrong' }]) {
      const { status, bytes } = await sent('ping', who);
      expect([status, bytes.toString()]).toEqual([403, expect.stringContaining('Authentication failed')]);
    }
  });
});

describe('a port for readers', () => {
  it('that somebody has is refused in words', async () => {
    const words = startedEngine(undefined, port);
    await expect(words).rejects.toThrow(
      new RegExp(`port ${port} on 127.0.0.1 is wanted for readers and cannot be had`),
    );
  });
});
