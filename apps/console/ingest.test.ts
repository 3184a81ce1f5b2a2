import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAudit } from '#casebook/audit-trail';
import { REASONS } from '#usage/reasons';
import { type FreshConsole, freshConsole } from '../../test/support/fresh-console.js';
import { type FreshWarehouse, freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { loadUsage } from '../../test/support/load-usage.js';

let fresh: FreshWarehouse;
let desk: FreshConsole;
let owner: ClickHouseClient;
let reader: string;

const line = (fields: object) =>
  JSON.stringify({ source: 'gateway', at: '2026-09-30T21:00:00Z', account: 'acme', ...fields });

beforeAll(async () => {
  fresh = await freshWarehouse();
  desk = await freshConsole(fresh.warehouse);
  reader = await desk.key(['ingest:read']);
  const { url, username, password } = fresh.owner;
  owner = createClient({ url, username, password, database: fresh.database });
  const first = [line({ id: '1' }), line({ id: '2' }), line({ id: '1' }), line({ id: '2', model: 'CANARY' })];
  const refused = [
    line({ id: '3', tint: 'CANARY' }),
    line({ id: '4', 'CANARY space': 1, hue: 2 }),
    '{"',
    '!oversize 9',
  ];
  await loadUsage(fresh, [...first, ...refused].join('\n'), new Date('2026-09-30T22:10:00Z'));
  await loadUsage(fresh, line({ source: 'other', id: '1' }), new Date('2026-09-30T23:59:59Z'));
});
afterAll(async () => {
  await owner.close();
  await desk.close();
  await fresh.close();
});

const get = (url: string) => desk.application.inject({ url, headers: { authorization: `Bearer ${reader}` } });
const none = { received: 0, stored: 0, duplicate: 0, conflict: 0, quarantined: 0, dropped: 0, balanced: true };

describe('the books of ingest', () => {
  it('tell what became of every line, by source and hour of receipt, for the last day', async () => {
    expect((await get('/v1/ingest/books')).json()).toEqual({
      books: [
        { ...none, hour: '2026-09-30T22:00:00.000Z', source: '', received: 4, quarantined: 3, dropped: 1 },
        {
          ...none,
          hour: '2026-09-30T22:00:00.000Z',
          source: 'gateway',
          received: 4,
          stored: 2,
          duplicate: 1,
          conflict: 1,
        },
        { ...none, hour: '2026-09-30T23:00:00.000Z', source: 'other', received: 1, stored: 1 },
      ],
    });
  });

  it('are narrowed down by window and source', async () => {
    const hours = async (query: string) => (await get(`/v1/ingest/books?${query}`)).json().books.length;
    expect(await hours('source=other')).toBe(1);
    expect(await hours('from=2026-09-30T23:00:00Z&until=2026-10-01T00:00:00Z')).toBe(1);
    expect(await hours('until=2026-09-30T22:00:00Z')).toBe(0);
  });

  it.each([
    ['from=2026-09-30T22:30:00Z', /from: must be a full hour/],
    ['from=yesterday', /from/],
    ['from=2026-09-30T23:00:00Z&until=2026-09-30T22:00:00Z', /until: must lie after from/],
    ['from=2026-11-01T00:00:00Z', /from: must lie before until/],
    ['from=2026-01-01T00:00:00Z', /from: must lie at most 31 days/],
    ['colour=red', /colour/],
  ])('are refused for %s, naming the field', async (query, message) => {
    for (const page of ['books', 'reasons']) {
      const answer = await get(`/v1/ingest/${page}?${query}`);
      expect([answer.statusCode, answer.json().error.message]).toEqual([400, expect.stringMatching(message)]);
    }
  });
});

describe('the reasons', () => {
  it('come gravest first, each with its meaning, its remedy and exact counts', async () => {
    const { reasons } = (await get('/v1/ingest/reasons')).json();
    const told = reasons.map(({ severity, outcome, reason, lines }: Record<string, unknown>) => [
      severity,
      outcome,
      reason,
      lines,
    ]);
    expect(told).toEqual([
      ['error', 'quarantined', 'unknown_field', 2],
      ['error', 'dropped', 'line_too_long', 1],
      ['error', 'quarantined', 'not_json', 1],
      ['warning', 'duplicate', 'conflict', 1],
      ['info', 'duplicate', 'repeat', 1],
    ]);
    expect(reasons[0]).toMatchObject({
      ...REASONS.unknown_field,
      fields: [
        { name: 'CANARY_space', lines: 1 },
        { name: 'tint', lines: 1 },
      ].map(({ name, lines }) => ({ name: name.replace('_', '?'), lines })),
    });
  });

  it('show one refused line by names, types and lengths, and no value of any', async () => {
    const answer = await get('/v1/ingest/reasons');
    const [{ sample }] = answer.json().reasons;
    expect(sample).toEqual({
      segment: expect.stringMatching(/^[0-9a-f]{32}$/),
      line: 6,
      bytes: expect.any(Number),
      shape: expect.arrayContaining([
        { name: 'id', type: 'string', bytes: 3 },
        { name: 'hue', type: 'number', bytes: 1 },
      ]),
    });
    expect(answer.body.replaceAll('CANARY?space', '')).not.toContain('CANARY');
  });
});

describe('refused lines', () => {
  const settling = { reason: 'unknown_field', lines: 2, why: 'a colour nobody asked for' };
  const lea = () => desk.person('lea', 'lead');
  const preview = async () => (await (await lea()).get('/v1/ingest/quarantine/preview?reason=unknown_field')).json();

  it('are previewed before they are settled', async () => {
    expect(await preview()).toEqual({
      reason: 'unknown_field',
      lines: 2,
      redrives: false,
      because: 'this process takes nothing in',
    });
  });

  it.each([
    ['discard', { ...settling, lines: 3 }, 409, 'preview_stale'],
    ['redrive', settling, 409, 'not_redriven'],
    ['discard', { ...settling, reason: 'whim' }, 400, 'invalid_request'],
    ['discard', { ...settling, why: ' ' }, 400, 'invalid_request'],
  ])('are not settled by %s of %j', async (way, asked, status, code) => {
    const answer = await (await lea()).post(`/v1/ingest/quarantine/${way}`, asked);
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
    expect((await preview()).lines).toBe(2);
  });

  it('are discarded as previewed, and it is written down before', async () => {
    expect((await (await lea()).post('/v1/ingest/quarantine/discard', settling)).json()).toEqual({ lines: 2 });
    expect((await preview()).lines).toBe(0);
    const [deed] = await listAudit(desk.casebook, { action: 'quarantine.discard', limit: 1 });
    expect(deed).toMatchObject({ actor: 'lea', object: 'unknown_field', reason: settling.why });
  });
});

describe('balance', () => {
  it('is lost where a table has fewer rows than the books say, and only there', async () => {
    await owner.command({
      query: `ALTER TABLE record DELETE WHERE segment = (SELECT any(segment) FROM usage WHERE source = 'other') SETTINGS mutations_sync = 2`,
    });
    const { books } = (await get('/v1/ingest/books')).json();
    expect(books.map(({ source, balanced }: Record<string, unknown>) => [source, balanced])).toEqual([
      ['', true],
      ['gateway', true],
      ['other', false],
    ]);
  });
});
