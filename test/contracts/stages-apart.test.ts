import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiKeys } from '#casebook/api-keys';
import { latestRuns } from '#casebook/run-history';
import { parseConfig } from '#platform/config';
import { installationKeys } from '#platform/installation-keys';
import { pseudonymKeys } from '#platform/pseudonym-keys';
import { stagesOf } from '../../apps/solo/stages.js';
import { deliver, usageLine } from '../support/deliver.js';
import { casebookServers, emptyCasebook, type FreshCasebook } from '../support/fresh-casebook.js';
import { type RunningService, startService } from '../support/run-service.js';
import { type StartedEngine, startedEngine } from '../support/started-engine.js';

/** Two of the stages that share work by leases. */
const PROCESSES = [['ingest'], ['ingest'], ['detect', 'console', 'publish']] as const;

let folder = '';
let engine: StartedEngine;
let casebook: FreshCasebook;
let running: { readonly stages: readonly string[]; readonly service: RunningService; readonly url: string }[] = [];
let environment: Record<string, string> = {};

/** The processes that serve a stage. */
const serving = (stage: string) => running.filter(({ stages }) => stages.includes(stage)).map(({ url }) => url);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usewatch-apart-'));
  // The last one is Debian's where that is installed.
  const server = casebookServers().at(-1);
  if (server === undefined) throw new Error('there is no PostgreSQL');
  [engine, casebook] = await Promise.all([startedEngine(), server.url().then(emptyCasebook)]);
  const { url, user, password, reader } = engine.engine;
  const warehouse = new URL(url);
  warehouse.username = user;
  warehouse.password = password;
  await pseudonymKeys(parseConfig({ USEWATCH_DATA_DIR: join(folder, 'keys') }));
  environment = {
    CLICKHOUSE_URL: warehouse.href,
    ...{ CLICKHOUSE_READER: reader.user, CLICKHOUSE_READER_PASSWORD: reader.password },
    ...{ DATABASE_URL: casebook.url, NODE_ENV: 'production' },
    USEWATCH_KEYS_FILE: join(folder, 'keys', 'secrets.json'),
    USEWATCH_DETECT_EVERY_SECONDS: '1',
  };
  running = await Promise.all(
    PROCESSES.map(async (stages, nth) => {
      const service = startService(join(folder, `${nth}`), environment, stages);
      const answers = await service.answers;
      if (answers === undefined) throw new Error(`${stages}: ${(await service.ended).err}`);
      return { stages, service, url: answers };
    }),
  );
});
afterAll(async () => {
  for (const { service } of running) service.child.kill('SIGKILL');
  await Promise.all(running.map(({ service }) => service.ended));
  await casebook?.close();
  await engine?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('stages that run apart on servers', () => {
  it('answer for themselves, each for what it serves', async () => {
    for (const { stages, url } of running) {
      const ready = await fetch(`${url}/health/ready`);
      expect([stages, ready.status]).toEqual([stages, 200]);
      const { parts } = (await ready.json()) as { parts: Record<string, unknown> };
      expect('spool' in parts).toBe(stages.includes('ingest' as never));
      expect(await (await fetch(`${url}/metrics`)).text()).toMatch(
        /usewatch_alarm_state\{alarm="clock-skew",about="casebook"\} 0/,
      );
      const door = await fetch(`${url}/v1/usage`, { method: 'POST' });
      expect([stages, door.status]).toEqual([stages, stages.includes('ingest' as never) ? 401 : 404]);
      const desk = await fetch(`${url}/v1/incidents`);
      expect([stages, desk.status]).toEqual([stages, stages.includes('console' as never) ? 401 : 404]);
      const site = await (await fetch(`${url}/statistics/index.html`)).text();
      expect(/Begin at \/statistics/.test(site)).toBe(stages.includes('publish' as never));
    }
  });

  it('take usage in at two doors, store it once, judge it elsewhere and show it at a third place', async () => {
    const { apiKeyPepper } = JSON.parse(await readFile(environment.USEWATCH_KEYS_FILE ?? '', 'utf8'));
    const keys = new ApiKeys(casebook.casebook, Buffer.from(apiKeyPepper, 'hex'));
    const now = new Date();
    const wanted = { name: 'gateway', scopes: ['usage:write' as const], source: 'gateway', expiresAt: null };
    const { secret } = await keys.create(wanted, now);
    const desk = await keys.create({ name: 'desk', scopes: ['ingest:read', 'metrics:read'], expiresAt: null }, now);
    const at = new Date(now.getTime() - 30 * 3_600_000).toISOString();
    const lines = Array.from({ length: 50 }, (_, id) => usageLine('gateway', { id: `${id}`, at })).join('\n');
    const [one = '', other = ''] = serving('ingest');
    const stored = [await send(one, lines, secret), await send(other, lines, secret)];
    expect(stored.map(({ status }) => status)).toEqual([200, 200]);
    expect(stored.map(({ body }) => [body.stored, body.duplicate])).toEqual([
      [50, 0],
      [0, 50],
    ]);
    await vi.waitFor(
      async () => expect((await latestRuns(casebook.casebook, { state: 'done' }, 10)).length).toBeGreaterThan(0),
      { timeout: 30_000, interval: 250 },
    );
    const headers = { authorization: `Bearer ${desk.secret}` };
    const books = await fetch(`${serving('console')[0]}/v1/ingest/books`, { headers });
    expect(await books.json()).toMatchObject({
      books: [{ source: 'gateway', received: 100, stored: 50, duplicate: 50 }],
    });
    const status = await (await fetch(`${one}/v1/status`, { headers })).json();
    expect(status).toMatchObject({
      alarms: expect.arrayContaining([expect.objectContaining({ name: 'spool-depth' })]),
    });
  });

  it('refuse to start without servers, or without keys that all of them share', async () => {
    const alone = await startService(join(folder, 'alone'), {}, ['detect']).ended;
    expect([alone.code, alone.err]).toEqual([1, expect.stringMatching(/stages that run apart share their stores/)]);
    const { USEWATCH_KEYS_FILE: _, ...keyless } = environment;
    const keys = installationKeys(parseConfig(keyless), { path: join(folder, 'keyless') }, new Date());
    await expect(keys).rejects.toThrow(/keyless holds no keys, and a production installation on servers makes none/);
    expect(() => stagesOf(['detekt'])).toThrow(/detekt is no stage; name some of ingest/);
  });

  it('end in order when they are told to', async () => {
    for (const { service } of running) service.child.kill('SIGTERM');
    expect(await Promise.all(running.map(async ({ service }) => (await service.ended).code))).toEqual([0, 0, 0]);
  });
});

/** Sends lines and waits for their books; a key is known to a door within about a second of its making. */
async function send(url: string, lines: string, secret: string) {
  return vi.waitFor(
    async () => {
      const delivered = await deliver(url, lines, { secret, wait: true });
      expect(delivered.status).not.toBe(401);
      return delivered;
    },
    { timeout: 10_000, interval: 250 },
  );
}
