import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ApiKeys } from '#casebook/api-keys';
import { AuditTrail } from '#casebook/audit-trail';
import { incident } from '#casebook/detect-tables';
import { sumRuns } from '#casebook/run-history';
import { catalogue } from '#detect/catalogue';
import { parseConfig } from '#platform/config';
import { installationKeys } from '#platform/installation-keys';
import { readBackup, restoreBackup } from '../../apps/cli/backup/restore-backup.js';
import { takeBackup } from '../../apps/cli/backup/take-backup.js';
import { registerLoad } from '../../apps/cli/load.js';
import { firstLink } from '../../apps/console/people/manage-people.js';
import { leaseOf } from '../../apps/detect/detector-lease.js';
import { stagesOf } from '../../apps/solo/stages.js';
import { atTerminal } from '../support/at-terminal.js';
import { deliver, usageLine } from '../support/deliver.js';
import { hammering } from '../support/hammering.js';
import { startService } from '../support/run-service.js';
import { type StagesApart, stagesApart } from '../support/stages-apart.js';

/** Two of each stage that shares work by leases, or shows everybody the same. */
const PROCESSES = [['ingest'], ['ingest', 'detect', 'console'], ['detect', 'console', 'publish']] as const;

/** Logged by the process that judged them. */
const JUDGED = /: (\d+) windows judged, \d+ findings, \d+ withheld, (\d+) incidents opened/g;

const PASSWORD = 'seven grey herons wait';

const HOUR = 3_600_000;

/** Milliseconds; the clocks of detect look every second. */
const WAITING = { timeout: 50_000, interval: 250 };

let apart: StagesApart;
/** Key that the doors take. */
let gateway = '';
/** Bodies that doors acknowledged while the stores were copied, and the incidents that were copied. */
const acknowledged: string[] = [];
let copied: unknown[] = [];

const ROLLUPS = {
  sql: new URL('../support/rollups-agree.sql', import.meta.url),
  row: z.record(z.string(), z.number()),
};

beforeAll(async () => {
  apart = await stagesApart(PROCESSES);
});
afterAll(() => apart?.close());

describe('stages that run apart on servers', () => {
  it('answer for themselves, each for what it serves', async () => {
    for (const { stages, url } of apart.running) {
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
    const { apiKeyPepper } = JSON.parse(await readFile(apart.environment.USEWATCH_KEYS_FILE ?? '', 'utf8'));
    const keys = new ApiKeys(apart.casebook, Buffer.from(apiKeyPepper, 'hex'));
    const now = new Date();
    const wanted = { name: 'gateway', scopes: ['usage:write' as const], source: 'gateway', expiresAt: null };
    const { secret } = await keys.create(wanted, now);
    const desk = await keys.create({ name: 'desk', scopes: ['ingest:read', 'metrics:read'], expiresAt: null }, now);
    gateway = secret;
    const at = new Date(now.getTime() - 30 * HOUR);
    const lines = Array.from({ length: 50 }, (_, id) => usageLine('gateway', { id: `${id}`, at: at.toISOString() }));
    const log = `${lines.join('\n')}\n${hammeringAt('beaver', at)}`;
    const [one = '', other = ''] = apart.serving('ingest');
    // A segment is stored in parts, and a window judged between two of them is judged again, which no ledger counts.
    const stored = await whileNobodyJudges(async () => [await send(one, log, secret), await send(other, log, secret)]);
    expect(stored.map(({ status }) => status)).toEqual([200, 200]);
    expect(stored.map(({ body }) => [body.stored, body.duplicate])).toEqual([
      [230, 0],
      [0, 230],
    ]);
    await vi.waitFor(async () => expect(await incidentsOf('limit-hammering')).toHaveLength(1), WAITING);
    const headers = { authorization: `Bearer ${desk.secret}` };
    const books = await fetch(`${apart.serving('console')[0]}/v1/ingest/books`, { headers });
    expect(await books.json()).toMatchObject({
      books: [{ source: 'gateway', received: 460, stored: 230, duplicate: 230 }],
    });
    const status = await (await fetch(`${one}/v1/status`, { headers })).json();
    expect(status).toMatchObject({
      alarms: expect.arrayContaining([expect.objectContaining({ name: 'spool-depth' })]),
    });
  });

  it('judge every window in one of two detect processes, and open an incident in one', async () => {
    await vi.waitFor(async () => {
      const runs = await sumRuns(apart.casebook, {});
      expect(catalogue.filter(({ name }) => !runs.some(({ detector }) => detector === name))).toEqual([]);
      const told = apart.running.flatMap(({ service }) => [...service.logged().matchAll(JUDGED)]);
      const sum = (group: number) => told.reduce((all, match) => all + Number(match[group]), 0);
      const judged = runs.reduce((all, { done, retries }) => all + done + retries, 0);
      const opened = await apart.casebook.db.select().from(incident);
      expect([sum(1), sum(2)]).toEqual([judged, opened.length]);
    }, WAITING);
  });

  it('know a session at either console, and show one what was done at the other', async () => {
    const [one = '', other = ''] = apart.serving('console');
    const link = await firstLink(apart.casebook, new Date());
    const named = { login: 'ada', name: 'Ada', password: PASSWORD };
    const welcome = await post(`${one}/v1/welcome`, { token: link?.token, ...named });
    expect(welcome.status).toBe(200);
    const here = { cookie: String(welcome.headers.get('set-cookie')).split(';')[0] ?? '' };
    const again = await post(`${other}/v1/sign-in`, { login: 'ada', password: PASSWORD });
    const there = { cookie: String(again.headers.get('set-cookie')).split(';')[0] ?? '' };
    const [case_] = await incidentsOf('limit-hammering');
    const path = `/v1/incidents/${case_?.id}`;
    const claimed = await post(`${one}${path}/claim`, {}, here);
    expect(claimed.ok).toBe(true);
    const seen = await (await fetch(`${other}${path}/casework`, { headers: here })).json();
    expect(seen).toEqual(await claimed.json());
    expect((await post(`${other}/v1/sign-out`, {}, here)).status).toBe(204);
    expect((await fetch(`${one}/v1/session`, { headers: here })).status).toBe(401);
    expect((await fetch(`${one}/v1/session`, { headers: there })).status).toBe(200);
  });

  it('go on judging where another that judges was killed', async () => {
    await apart.kill(apart.running.find(({ stages }) => stages.includes('publish')));
    const [one = ''] = apart.serving('ingest');
    const { status } = await send(one, hammeringAt('otter', new Date(Date.now() - 60 * HOUR)), gateway);
    expect(status).toBe(200);
    await vi.waitFor(async () => expect(await incidentsOf('limit-hammering')).toHaveLength(2), WAITING);
  });

  it('are copied while their doors take usage in', async () => {
    const installation = await apart.operator();
    const backup = takeBackup(
      installation,
      join(apart.folder, 'backup'),
      { warehouse: false, spool: false },
      () => undefined,
    );
    let isTaken = false;
    const taken = backup.finally(() => {
      isTaken = true;
    });
    while (!isTaken) {
      for (const url of apart.serving('ingest')) {
        const id = acknowledged.length;
        const body = Array.from({ length: 20 }, (_, nth) => usageLine('gateway', { id: `${id}.${nth}` })).join('\n');
        expect((await deliver(url, body, { secret: gateway })).status).toBe(202);
        acknowledged.push(body);
      }
      await pause(100);
    }
    expect((await taken).warehouse?.tables.length).toBeGreaterThan(0);
    expect(acknowledged.length).toBeGreaterThan(0);
    copied = await incidentsOf('limit-hammering');
    await installation.close();
  });

  it('refuse to start without servers, or without keys that all of them share', async () => {
    const alone = await startService(join(apart.folder, 'alone'), {}, ['detect']).ended;
    expect([alone.code, alone.err]).toEqual([1, expect.stringMatching(/stages that run apart share their stores/)]);
    const { USEWATCH_KEYS_FILE: _, ...keyless } = apart.environment;
    const keys = installationKeys(parseConfig(keyless), { path: join(apart.folder, 'keyless') }, new Date());
    await expect(keys).rejects.toThrow(/keyless holds no keys, and a production installation on servers makes none/);
    expect(() => stagesOf(['detekt'])).toThrow(/detekt is no stage; name some of ingest/);
  });

  it('end in order when they are told to', async () => {
    for (const { service } of apart.running) service.child.kill('SIGTERM');
    expect(await Promise.all(apart.running.map(async ({ service }) => (await service.ended).code))).toEqual([0, 0]);
  });
});

describe('servers that were copied beside doors under load', () => {
  it('come back whole, and take each record that was acknowledged once', async () => {
    const manifest = await readBackup(join(apart.folder, 'backup'));
    const orders = { replace: true, otherKeys: false };
    await restoreBackup(apart.atTerminal, join(apart.folder, 'backup'), manifest, orders, () => undefined);
    const installation = await apart.operator();
    try {
      expect(await incidentsOf('limit-hammering')).toEqual(copied);
      expect((await new AuditTrail(installation.secrets.apiKeyPepper).verify(apart.casebook)).broken).toBeUndefined();
      const log = join(apart.folder, 'acknowledged.ndjson');
      await writeFile(log, acknowledged.join('\n'));
      const books = JSON.parse(await atTerminal([registerLoad], installation)('load', log, '--json'));
      const records = 20 * acknowledged.length;
      expect(books.stored + books.duplicate).toBe(records);
      const [agree] = await installation.warehouse.ask(ROLLUPS);
      // What was sent before: 50 calls, and an hour of two accounts that are refused.
      const all = records + 50 + 2 * 180;
      expect(agree).toMatchObject({ records: all, ids: all, hourly: all, by_ten_minutes: all, daily: all });
    } finally {
      await installation.close();
    }
  });
});

/** Does work while it holds the lease of every detector. */
function whileNobodyJudges<T>(work: () => Promise<T>): Promise<T> {
  const holding = catalogue.reduce((inner, detector) => () => apart.casebook.lease(leaseOf(detector), inner), work);
  return holding();
}

/** One hour of calls that are refused, which one detector opens an incident about. */
function hammeringAt(account: string, from: Date): string {
  return hammering(account, new Date(Math.floor(from.getTime() / HOUR) * HOUR), 1).replaceAll('"s"', '"gateway"');
}

function incidentsOf(detector: string) {
  return apart.casebook.db.select().from(incident).where(eq(incident.detector, detector));
}

function post(url: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  const sent = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers };
  return fetch(url, { method: 'POST', headers: sent, body: JSON.stringify(body) });
}

/** Sends lines and waits for their books; a key is known to a door within about a second of its making. */
async function send(url: string, lines: string, secret: string) {
  return vi.waitFor(async () => {
    const delivered = await deliver(url, lines, { secret, wait: true });
    expect(delivered.status).not.toBe(401);
    return delivered;
  }, WAITING);
}
