import { eq } from 'drizzle-orm';
import Fastify, { type FastifyInstance } from 'fastify';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { actionSet, actionTarget } from '#casebook/action-tables';
import { incident, incidentMember } from '#casebook/detect-tables';
import { decideIncident } from '#casebook/incidents';
import { MOST_ATTEMPTS } from '#enforce/next-attempt';
import { printSecret } from '#enforce/standard-webhook';
import { decide } from '#incident/life-cycle';
import { openSecret } from '#platform/sealed-secret';
import { type FreshConsole, freshConsole } from '../../test/support/fresh-console.js';
import { type FreshWarehouse, freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { accountName, loadUsage } from '../../test/support/load-usage.js';
import { type Receiver, startReceiver } from '../../test/support/receiver.js';
import { type Enforce, openEnforce } from './open-enforce.js';
import { type Posted, postWebhook } from './post-webhook.js';
import { WebhookSender } from './webhook-sender.js';

const NAMED = ['127.0.0.0/8'];

/** For whatever happens within two looks on a quiet machine. */
const PATIENT = { timeout: 15_000 };
const pepper = Buffer.alloc(32, 7);
const subjectKey = Buffer.alloc(32, 1);
const acme = accountName('acme');

let fresh: FreshWarehouse;
let desk: FreshConsole;
let secret: string;
/** For cases alone; made early, for keys are read anew once a second. */
let cases: string;
let doors: FastifyInstance;
let enforce: Enforce;
let later = 0;
const receivers: Receiver[] = [];
const never = new AbortController().signal;

/** The machine's clock, moved on by hand. */
const now = () => new Date(Date.now() + later);
const senderWith = (post: (url: string) => Promise<Posted> | undefined = () => undefined, chance = () => 0.5) =>
  new WebhookSender({
    casebook: desk.casebook,
    post: (url, headers, body) => post(url) ?? postWebhook(url, headers, body, NAMED, 400),
    unseal: (sealed) => openSecret(pepper, sealed),
    now,
    chance,
    log: () => undefined,
  });
const listen = async (...answer: Parameters<typeof startReceiver>) => {
  const receiver = await startReceiver(...answer);
  receivers.push(receiver);
  return receiver;
};
const send = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
  desk.application.inject({
    method,
    url,
    headers: { authorization: `Bearer ${secret}` },
    ...(payload ? { payload } : {}),
  });
const register = async (url: string, more: object = {}) =>
  (await send('POST', '/v1/webhooks', { url, ...more })).json();
const deliveries = async (id: string) => (await send('GET', `/v1/webhooks/${id}/deliveries`)).json().deliveries;
const verdict = (account: string) =>
  doors.inject({ url: `/v1/verdict?account=${account}`, headers: { authorization: `Bearer ${secret}` } });

let incidents = 0;
/** Opens an incident about some accounts and decides on it; later decisions name the incident. */
async function decided(action: 'none' | 'warning' | 'limit' | 'suspension' | 'ban', accounts: string[], id?: string) {
  const { db } = desk.casebook;
  const name = id ?? (++incidents).toString(16).padStart(32, '0');
  if (id === undefined) {
    const seen = { openedAt: desk.clock.now(), firstSeen: new Date('2026-09-01'), lastSeen: new Date('2026-09-02') };
    const found = { detector: 'limit-hammering', version: 1, category: 'ACC', severity: 'low', point: 'act' } as const;
    const about = {
      subjectKind: 'account',
      subject: acme,
      score: 1,
      because: 'called',
      accounts: accounts.length,
    } as const;
    await db.insert(incident).values({ id: name, ...found, ...about, ...seen });
    await db
      .insert(incidentMember)
      .values(accounts.map((account) => ({ incident: name, account, tie: 'called', records: 1 })));
  }
  const draft = { verdict: 'confirmed', action, reason: 'seen', decidedBy: 'ada' } as const;
  await decideIncident(desk.casebook, name, undefined, (standing) => decide(standing, draft, desk.clock.now()));
  return name;
}

beforeAll(async () => {
  fresh = await freshWarehouse();
  desk = await freshConsole(fresh.warehouse);
  const line = { source: 'gateway', id: '1', at: '2026-09-30T21:00:00Z', account: 'acme' };
  await loadUsage(fresh, JSON.stringify(line), new Date('2026-09-30T22:00:00Z'));
  secret = await desk.key([
    'webhooks:read',
    'webhooks:change',
    'safety:read',
    'verdicts:read',
    'incidents:read',
    'incidents:decide',
  ]);
  cases = await desk.key(['safety:read']);
  enforce = openEnforce({
    casebook: desk.casebook,
    clock: desk.clock,
    config: { enforce: { webhookNetworks: NAMED } },
    secrets: { apiKeyPepper: pepper, pseudonymKey: subjectKey, previousPseudonym: undefined },
  });
  doors = Fastify();
  await doors.register(enforce.doors);
  enforce.onApplicationBootstrap();
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
  for (const { id } of (await send('GET', '/v1/webhooks')).json().endpoints) await send('DELETE', `/v1/webhooks/${id}`);
});
afterAll(async () => {
  await enforce?.onApplicationShutdown();
  await doors?.close();
  await desk?.close();
  await fresh?.close();
});

describe('an action on an account', () => {
  it('is told to a receiver once, signed, and says whom it concerns only to whoever may read the case', async () => {
    const receiver = await listen();
    const { endpoint, secret: shown } = await register(receiver.url);
    await decided('ban', [acme]);
    await expect.poll(() => receiver.received.length, PATIENT).toBe(1);
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    const message = new Webhook(shown).verify(body, headers as Record<string, string>) as {
      id: string;
      data: { id: string };
    };
    expect(message).toEqual({
      id: headers['webhook-id'],
      object: 'event',
      created_at: 1_790_812_800,
      type: 'safety.deactivation_issued',
      data: { id: expect.stringMatching(/^case_[0-9a-f]{32}$/) },
    });
    for (const name of ['acme', acme]) expect(body).not.toContain(name);
    expect((await send('GET', `/v1/safety/cases/${message.data.id}`)).json()).toEqual({
      id: message.data.id,
      object: 'safety.case',
      created_at: 1_790_812_800,
      entity_identifier: 'acme',
      reason: 'ACC',
      notice: { type: 'deactivation', action: 'ban' },
    });
    await expect.poll(async () => (await deliveries(endpoint.id))[0].state, PATIENT).toBe('delivered');
  });

  it('is the verdict of its account within seconds, until it is lifted', async () => {
    const id = await decided('suspension', [accountName('resold')]);
    const told = () => verdict('resold').then((answer) => answer.json());
    await expect.poll(async () => (await told()).verdict, PATIENT).toBe('deny');
    expect(await told()).toMatchObject({
      action: 'suspension',
      category: 'ACC',
      since: '2026-10-01T00:00:00.000Z',
      until: null,
      stale: false,
    });
    await decided('none', [], id);
    await expect.poll(async () => (await told()).verdict, PATIENT).toBe('allow');
    expect(await told()).toMatchObject({ action: 'none', case: null });
  });

  it('of an action set has a case of its own, until when it stands, and is lifted with the set', async () => {
    const receiver = await listen();
    await register(receiver.url);
    const account = accountName('pooled');
    const incident = await decided('none', [account]);
    const { db } = desk.casebook;
    const until = new Date('2026-12-01T00:00:00Z');
    const done = {
      action: 'suspension',
      state: 'executed',
      percent: 100,
      executedBy: 'ada',
      executedAt: now(),
    } as const;
    const drafted = { incident, reason: 'a pool', blastRadius: {}, draftedBy: 'ada', draftedAt: desk.clock.now() };
    const [set] = await db
      .insert(actionSet)
      .values({ ...drafted, ...done, expiresAt: until })
      .returning();
    const part = { actionSet: set?.id ?? '', account, ordinal: 0, state: 'due' as const };
    await db.insert(actionTarget).values(part);
    const of = eq(actionTarget.actionSet, part.actionSet);
    await db.update(actionTarget).set({ state: 'applied', appliedAt: desk.clock.now() }).where(of);
    const told = () => verdict('pooled').then((answer) => answer.json());
    await expect.poll(async () => (await told()).verdict, PATIENT).toBe('deny');
    const { case: name, until: ends } = await told();
    expect(ends).toBe(until.toISOString());
    const notice = (await send('GET', `/v1/safety/cases/${name}`)).json().notice;
    expect(notice).toEqual({ type: 'deactivation', action: 'suspension' });
    await db.update(actionTarget).set({ state: 'undone', endedAt: desk.clock.now() }).where(of);
    await expect.poll(async () => (await told()).verdict, PATIENT).toBe('allow');
    await expect.poll(() => receiver.received.length, PATIENT).toBe(2);
    const types = receiver.received.map(({ body }) => JSON.parse(body).type).sort();
    expect(types).toEqual(['safety.deactivation_issued', 'usewatch.notice_lifted']);
  });
});

describe('a verdict', () => {
  it.each(['', '?account=', '?account=a&account=b', '?account=a&key=b', `?account=${'a'.repeat(257)}`])(
    'is refused for %j',
    async (search) => {
      const answer = await doors.inject({
        url: `/v1/verdict${search}`,
        headers: { authorization: `Bearer ${secret}` },
      });
      expect([answer.statusCode, answer.json().error.message]).toEqual([400, expect.stringContaining('account')]);
    },
  );

  it('is told to nobody without a key for it', async () => {
    const ask = async (authorization?: string) =>
      (await doors.inject({ url: '/v1/verdict?account=acme', headers: authorization ? { authorization } : {} }))
        .statusCode;
    expect([
      await ask(),
      await ask('Bearer x'),
      await ask(`Bearer uw_00000000_${'A'.repeat(43)}`),
      await ask(`Bearer ${cases}`),
    ]).toEqual([401, 401, 401, 403]);
  });
});

describe('a receiver', () => {
  it('that hangs delays nobody else, and neither does one that answers without end', async () => {
    const hanging = await listen(() => undefined);
    const endless = await listen((response) => {
      response.writeHead(200);
      const pour = setInterval(() => response.write('x'.repeat(100_000)), 5);
      response.once('close', () => clearInterval(pour));
    });
    const quick = await listen();
    const [hangs, pours] = [await register(hanging.url), await register(endless.url)];
    await register(quick.url);
    await decided('limit', ['a', 'b', 'c'].map(accountName));
    await expect.poll(() => quick.received.length, PATIENT).toBe(3);
    const states = async (id: string) => (await deliveries(id)).map(({ state }: { state: string }) => state);
    await expect.poll(() => states(pours.endpoint.id), PATIENT).toEqual(['delivered', 'delivered', 'delivered']);
    expect(await states(hangs.endpoint.id)).toEqual(['waiting', 'waiting', 'waiting']);
  });

  it('is not followed elsewhere, and is told no more once it says that it is gone', async () => {
    const elsewhere = await listen();
    const moved = await listen((response) => void response.writeHead(302, { location: elsewhere.url }).end());
    const gone = await listen((response) => void response.writeHead(410).end());
    const [first, second] = [await register(moved.url), await register(gone.url)];
    await decided('warning', [accountName('d')]);
    await expect.poll(async () => (await deliveries(first.endpoint.id))[0]?.log.length, PATIENT).toBe(1);
    expect((await deliveries(first.endpoint.id))[0]).toMatchObject({
      state: 'waiting',
      log: [{ status: 302, fault: '' }],
    });
    await expect.poll(async () => (await deliveries(second.endpoint.id))[0]?.state, PATIENT).toBe('dead');
    const { endpoints } = (await send('GET', '/v1/webhooks')).json();
    expect(endpoints).toContainEqual(
      expect.objectContaining({ id: second.endpoint.id, disabled_because: 'it answered 410: gone for good' }),
    );
    expect(elsewhere.received).toEqual([]);
  });

  it.each(['http://127.0.0.1:1/', 'http://localhost:1/', 'https://127.0.0.1/', 'http://2130706433/'])(
    'at %s is not connected to when its network is not named',
    async (url) => {
      const posted = await postWebhook(url, {}, '{}', ['10.99.0.0/16'], 1_000);
      expect(posted).toEqual({
        milliseconds: expect.any(Number),
        fault: expect.stringMatching(/private network|https:/),
      });
    },
  );

  it('is signed to with both secrets while one is rotated, and the secret is shown once', async () => {
    const receiver = await listen();
    const { endpoint, secret: former } = await register(receiver.url);
    const { secret: latter } = (await send('POST', `/v1/webhooks/${endpoint.id}/rotate`, { overlap_hours: 1 })).json();
    await decided('warning', [accountName('e')]);
    await expect.poll(() => receiver.received.length, PATIENT).toBe(1);
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    for (const shown of [former, latter])
      expect(() => new Webhook(shown).verify(body, headers as Record<string, string>)).not.toThrow();
    expect((await send('GET', '/v1/webhooks')).body).not.toMatch(/whsec_|sealed/);
  });

  it.each([
    [{ url: 'https://10.0.0.1/' }, /url: must not lead into a private network/],
    [{ url: 'https://a:b@hooks.example.com/' }, /url: must hold no user/],
    [{ url: 'https://hooks.example.com/', types: ['all'] }, /types/],
    [{ url: 'https://hooks.example.com/', types: [] }, /types/],
    [{}, /url/],
  ])('is not registered as %j', async (wanted, message) => {
    const answer = await send('POST', '/v1/webhooks', wanted);
    expect([answer.statusCode, answer.json().error.message]).toEqual([400, expect.stringMatching(message)]);
  });
});

describe('a notice of a provider', () => {
  const theirs = printSecret(Buffer.alloc(32, 9));
  const message = {
    id: 'evt_1',
    object: 'event',
    created_at: 1_790_000_000,
    type: 'safety.warning_issued',
    data: { id: 'case_1' },
  };
  const tell = (body: object | string, name = 'openai', shown = theirs, at = new Date(), id = 'evt_1') => {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    const signature = new Webhook(shown).sign(id, at, payload);
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': signature,
    };
    return doors.inject({
      method: 'POST',
      url: `/v1/safety/notices/${name}`,
      headers: { ...headers, 'content-type': 'application/json' },
      payload,
    });
  };

  it('is kept once as the seed of a case, however often it is told', async () => {
    await send('POST', '/v1/safety/upstreams', { name: 'openai', secret: theirs });
    expect((await tell(message)).json()).toEqual({ received: true, known: false });
    expect((await tell(message)).json()).toEqual({ received: true, known: true });
    const { seeds } = (await send('GET', '/v1/safety/seeds')).json();
    expect(seeds).toMatchObject([{ upstream: 'openai', case: 'case_1', type: 'safety.warning_issued', hunt: null }]);
    const read = { entity_identifier: 'acme', reason: 'cyber_abuse', notice: { type: 'warning' } };
    const seed = (await send('PUT', `/v1/safety/seeds/${seeds[0].id}/case`, read)).json();
    expect(seed).toMatchObject({ account: acme, reason: 'cyber_abuse', hunt: expect.stringContaining(acme) });
    expect(JSON.stringify(seed)).not.toContain('acme');
  });

  it.each([
    ['another secret', () => tell(message, 'openai', printSecret(Buffer.alloc(32, 8)))],
    ['a provider nobody knows', () => tell(message, 'nobody')],
    ['a time ten minutes ago', () => tell(message, 'openai', theirs, new Date(Date.now() - 600_000))],
    ['no signature', () => doors.inject({ method: 'POST', url: '/v1/safety/notices/openai', payload: message })],
  ])('with %s is refused, and nobody is told why', async (_, telling) => {
    const answer = await telling();
    expect([answer.statusCode, answer.json().error.code]).toEqual([401, 'signature_refused']);
  });

  it('that is none is refused with the field named', async () => {
    for (const body of ['{', '[]', { ...message, type: 'response.completed' }, { ...message, data: {} }]) {
      expect((await tell(body)).statusCode).toBe(422);
    }
    expect((await tell('x'.repeat(20_000))).statusCode).toBe(413);
  });
});

describe('a hundred receivers that fail by a schedule', () => {
  it('are each tried at growing intervals, all attempts logged, and given up after ten', async () => {
    // One process sends at a time; here it is the one below.
    await enforce.onApplicationShutdown();
    const ids: string[] = [];
    for (let nth = 0; nth < 100; nth += 1) {
      const { endpoint } = await register(`https://hooks${nth}.example.com/`, { types: ['usewatch.limit_issued'] });
      ids.push(endpoint.id);
    }
    // The n-th fails n % 12 times, in one of five ways, and takes the message then.
    const tries = new Map<string, number>();
    const ways: Omit<Posted, 'milliseconds'>[] = [
      { status: 500, fault: '' },
      { status: 404, fault: '' },
      { fault: 'no answer in time' },
      { status: 301, fault: '' },
      { fault: 'ECONNREFUSED' },
    ];
    const sender = senderWith((url) => {
      const nth = Number(/hooks(\d+)/.exec(url)?.[1] ?? -1);
      const tried = (tries.get(url) ?? 0) + 1;
      tries.set(url, tried);
      const way = ways[nth % ways.length] ?? { fault: 'unknown' };
      return Promise.resolve({ milliseconds: 1, ...(tried > nth % 12 ? { status: 204, fault: '' } : way) });
    });
    await decided('limit', [accountName('f')]);
    for (let round = 0; round < 12; round += 1) {
      for (let lanes = 0; lanes < 2; lanes += 1) {
        await sender.look(never);
        await sender.settled();
      }
      later += 24 * 3_600_000 + 1;
    }
    for (const [nth, id] of ids.entries()) {
      const [{ state, log }] = await deliveries(id);
      const failures = nth % 12;
      expect([nth, state, log.length]).toEqual([
        nth,
        failures < MOST_ATTEMPTS ? 'delivered' : 'dead',
        Math.min(failures + 1, MOST_ATTEMPTS),
      ]);
    }
    const dead = ids[11] ?? '';
    expect((await send('POST', `/v1/webhooks/${dead}/again`)).json()).toEqual({ deliveries: 1 });
    later += 24 * 3_600_000;
    await sender.look(never);
    await sender.settled();
    await sender.look(never);
    await sender.settled();
    expect((await deliveries(dead))[0].log.length).toBeGreaterThan(MOST_ATTEMPTS);
  });
});
