import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAudit } from '#casebook/audit-trail';
import { type FreshConsole, freshConsole } from '../../../test/support/fresh-console.js';
import { type FreshWarehouse, freshWarehouse } from '../../../test/support/fresh-warehouse.js';
import { accountName, loadUsage } from '../../../test/support/load-usage.js';

let fresh: FreshWarehouse;
let desk: FreshConsole;
let secret: string;

/** Ten accounts of one address, one of which writes what spreadsheets run, and one stranger. */
const calls = Array.from({ length: 120 }, (_, nth) => ({
  source: 'gateway',
  id: String(nth),
  at: new Date(Date.UTC(2026, 8, 29) + nth * 20 * 60_000).toISOString(),
  account: nth % 12 === 11 ? 'stranger' : `account ${nth % 10}`,
  ip: nth % 12 === 11 ? '198.51.100.9' : '203.0.113.7',
  model: nth % 10 === 3 ? '=HYPERLINK("http://evil.example")' : 'aurel-3',
  status: nth % 6 === 0 ? 429 : 200,
  client_fingerprint: nth % 2 === 0 ? 't13d' : 't13e',
}));

beforeAll(async () => {
  fresh = await freshWarehouse();
  desk = await freshConsole(fresh.warehouse);
  secret = await desk.key(['usage:read', 'usage:export', 'hunts:save'], 'desk');
  await loadUsage(fresh, calls.map((call) => JSON.stringify(call)).join('\n'), new Date('2026-09-30T22:00:00Z'));
});
afterAll(async () => {
  await desk?.close();
  await fresh?.close();
});

const send = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
  desk.application.inject({
    method,
    url,
    headers: { authorization: `Bearer ${secret}` },
    ...(payload ? { payload } : {}),
  });
const get = (url: string) => send('GET', url);
const window = 'from=2026-09-30&until=2026-10-01';
const errorOf = (answer: {
  statusCode: number;
  json(): { error: { code: string; message: string; next: string } };
}) => {
  const { code, message, next } = answer.json().error;
  return [answer.statusCode, code, message, next];
};

const refusal = (status: number, code: string, message: RegExp) => [
  status,
  code,
  expect.stringMatching(message),
  expect.any(String),
];

describe('a hunt', () => {
  it('is answered with its own address, what it cost, and the change against the day before', async () => {
    const answer = (await get(`/v1/hunts/top?${window}&by=model&where=status:is:200`)).json();
    const plainBefore = calls.filter(
      ({ at, model, status }) => at < '2026-09-30' && status === 200 && model === 'aurel-3',
    ).length;
    expect(answer).toMatchObject({
      hunt: 'from=2026-09-30T00%3A00%3A00.000Z&until=2026-10-01T00%3A00%3A00.000Z&where=status%3Ais%3A200',
      cost: { reads: 'usage', rows: 120, seconds: 1 },
      values: [{ value: 'aurel-3', calls_before: plainBefore }, { value: expect.stringMatching(/^=HYP/) }],
      values_in_all: 2,
    });
    const [first] = answer.values;
    expect(first.change).toBeCloseTo(first.calls / plainBefore - 1);
  });

  it('without a window is not run, but told what it would cost, and given one that would run', async () => {
    const refused = errorOf(await get('/v1/hunts/top?by=model'));
    expect(refused).toEqual([
      422,
      'hunt_too_wide',
      expect.stringContaining('would read all 120 calls of 2 days'),
      expect.stringContaining('?from=2026-09-29T16%3A00%3A00.000Z&until=2026-09-30T16%3A00%3A00.000Z'),
    ]);
    const narrower = String(refused[3]).split('?')[1];
    expect((await get(`/v1/hunts/top?by=model&${narrower}`)).statusCode).toBe(200);
    expect((await get('/v1/hunts/cost?by=model')).json().refused.narrower).toBe(narrower);
  });

  it('over years is not run either, except over the hours of accounts and keys', async () => {
    const year = 'from=2026-01-01&until=2027-01-01';
    expect(errorOf(await get(`/v1/hunts/top?${year}&by=model`))).toEqual(refusal(422, 'hunt_too_wide', /365 days/));
    expect((await get(`/v1/hunts/timeline?${year}&bucket=day`)).json().points).toHaveLength(2);
  });

  it.each([
    [`top?${window}`, /by/],
    [`top?${window}&by=planet`, /by: there is no field "planet"/],
    [`top?${window}&by=labels`, /by: needs the name of a label/],
    [`top?${window}&by=domains&rank=tokens`, /rank: tokens is not known of domains/],
    [`top?${window}&by=model&rank=hits`, /rank/],
    [`top?${window}&by=model&limit=1001`, /limit.*1000/],
    [`top?${window}&by=model&where=status:is:x`, /where: status/],
    ['top?from=2026-09-30&by=model', /until: must be an instant/],
    [`timeline?${window}&bucket=second`, /bucket/],
    ['timeline?from=2026-09-01&until=2026-10-01&bucket=minute', /bucket: cuts the window into more than 3000/],
    [`records?${window}&cursor=AAAA`, /cursor: is none of ours/],
    [`records?${window}&order=asc`, /order/],
  ])('is refused as %s, and the field is named', async (path, message) => {
    expect(errorOf(await get(`/v1/hunts/${path}`))).toEqual(refusal(400, 'invalid_request', message));
  });

  it('lets its records be read page by page', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { records: { id: string }[]; next_cursor: string | null } = (
        await get(`/v1/hunts/records?${window}&where=status:is:429&limit=5${cursor && `&cursor=${cursor}`}`)
      ).json();
      seen.push(...page.records.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    const late = calls.filter(({ at, status }) => at >= '2026-09-30' && status === 429);
    expect(seen).toEqual(late.map(({ id }) => id).reverse());
  });

  it('can be asked for every field there is', async () => {
    const { fields } = (await get('/v1/hunts/fields')).json();
    expect(fields).toContainEqual(
      expect.objectContaining({ name: 'status', operators: ['is', 'is_not', 'from', 'below'] }),
    );
  });
});

describe('an export', () => {
  const take = (format: string) =>
    get(`/v1/hunts/export?${window}&where=model:contains:hyper&format=${format}&reason=case+7`);

  it('says what it holds in its headers, and the same for ever in the casebook', async () => {
    const answer = await take('csv');
    const { id, ...sidecar } = (await get(`/v1/hunts/exports/${answer.headers['x-usewatch-export']}`)).json();
    expect(sidecar).toEqual({
      hunt: answer.headers['x-usewatch-hunt'],
      format: 'csv',
      records: Number(answer.headers['x-usewatch-records']),
      reason: 'case 7',
      exported_by: 'key desk',
      exported_at: '2026-10-01T00:00:00.000Z',
    });
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="hunt-${id}.csv"`);
    const [entry] = await listAudit(desk.casebook, { action: 'hunt.export', limit: 1 });
    expect(entry).toMatchObject({ actor: 'key desk', object: id, reason: 'case 7' });
    expect(JSON.parse(entry?.details ?? '')).toEqual({ hunt: sidecar.hunt, format: 'csv', records: sidecar.records });
    expect(answer.body.trim().split('\r\n')).toHaveLength(sidecar.records + 1);
  });

  it('holds no cell that a spreadsheet runs', async () => {
    const { body } = await take('csv');
    expect(body).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(body).not.toMatch(/(^|,)"?[=+\-@]/m);
  });

  it('is one JSON object a line, or Parquet, for whoever wants the values as they are', async () => {
    const ndjson = await take('ndjson');
    const lines = ndjson.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(Number(ndjson.headers['x-usewatch-records']));
    expect(lines[0]).toMatchObject({ model: '=HYPERLINK("http://evil.example")', account: accountName('account 3') });
    const parquet = (await take('parquet')).rawPayload;
    expect([parquet.subarray(0, 4).toString(), parquet.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1']);
  });

  it('needs a reason, and a hunt that may run', async () => {
    expect(errorOf(await get(`/v1/hunts/export?${window}`))).toEqual(refusal(400, 'invalid_request', /reason/));
    expect(errorOf(await get('/v1/hunts/export?reason=x'))).toEqual(refusal(422, 'hunt_too_wide', /window|from/));
    expect((await get(`/v1/hunts/exports/${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`)).statusCode).toBe(404);
  });
});

describe('a saved hunt', () => {
  it('is found under its name, and answered well when it was deleted', async () => {
    const saved = (
      await send('POST', '/v1/saved-hunts', { name: ' refusals ', hunt: `${window}&where=status:is:429` })
    ).json();
    expect(saved).toMatchObject({
      name: 'refusals',
      saved_by: 'key desk',
      hunt: expect.stringContaining('status%3Ais%3A429'),
    });
    expect((await get('/v1/saved-hunts')).json().hunts).toEqual([saved]);
    expect((await get(`/v1/saved-hunts/${saved.id}`)).json()).toEqual(saved);
    expect((await send('DELETE', `/v1/saved-hunts/${saved.id}`)).statusCode).toBe(200);
    expect((await get('/v1/saved-hunts')).json().hunts).toEqual([]);
    expect(errorOf(await get(`/v1/saved-hunts/${saved.id}`))).toEqual([
      410,
      'hunt_deleted',
      '"refusals" was deleted by key desk at 2026-10-01T00:00:00.000Z',
      expect.stringContaining(`?${saved.hunt}`),
    ]);
  });

  it.each([
    [{ name: '', hunt: '' }, /name/],
    [{ name: 'x', hunt: 'where=planet:is:x' }, /no field/],
    [{ name: 'x', hunt: 'sort=asc' }, /"sort" is no part of a hunt/],
    [{ name: 'a\0', hunt: '' }, /name.*NUL/],
  ])('is refused as %j', async (payload, message) => {
    expect(errorOf(await send('POST', '/v1/saved-hunts', payload))).toEqual(refusal(400, 'invalid_request', message));
  });
});

describe('a hunt promoted to a detector', () => {
  it('is a patch with its question in it', async () => {
    const answer = await get('/v1/hunts/detector?name=many-refusals&by=network&where=status:is:429');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="many-refusals.patch"');
    expect(answer.body).toContain("+    AND network != ''\n+    AND (status IN [toUInt64(429)])\n");
  });
});

describe('the page of an entity', () => {
  it('of an account shows its days, what it has, and with whom it shares that', async () => {
    const ownOn = (day: string) =>
      calls.filter(({ at, account }) => account === 'account 3' && at.startsWith(day)).length;
    const page = (await get(`/v1/entities/account/${accountName('account 3')}`)).json();
    expect(page.days.map(({ calls: some }: { calls: number }) => some)).toEqual([
      ownOn('2026-09-29'),
      ownOn('2026-09-30'),
    ]);
    const things = (trait: string) => page.things.find((each: { trait: string }) => each.trait === trait);
    expect(things('client').values.map(({ value }: { value: string }) => value)).toEqual(['t13e']);
    expect(page.neighbours.in_all).toBe(10);
    expect(page.neighbours.closest[0].shares.map(({ trait }: { trait: string }) => trait)).toEqual([
      'client',
      'network',
    ]);
    expect(page.neighbours.shared).toContainEqual({
      trait: 'network',
      value: things('network').values[0].value,
      others: 9,
    });
  });

  it('of a network shows its accounts', async () => {
    const account = (await get(`/v1/entities/account/${accountName('stranger')}`)).json();
    const network = account.things.find(({ trait }: { trait: string }) => trait === 'network').values[0].value;
    const page = (await get(`/v1/entities/network/${network}`)).json();
    const accounts = page.things.find(({ trait }: { trait: string }) => trait === 'account');
    expect([accounts.in_all, accounts.values[0].value]).toEqual([1, accountName('stranger')]);
    expect(page.neighbours).toBeNull();
  });

  it('of somebody nobody has seen is empty', async () => {
    expect((await get(`/v1/entities/key/${'0'.repeat(32)}`)).json()).toMatchObject({
      days: [],
      findings: [],
      incidents: [],
    });
    expect((await get('/v1/entities/template/42')).json()).toMatchObject({ days: [] });
  });

  it.each([
    ['planet/1', /kind: must be one of/],
    ['account/ada', /id: must be 32 hex digits/],
    ['account/42', /id: names no account/],
    [`template/${'f'.repeat(32)}`, /id: names no template/],
  ])('at %s is refused', async (path, message) => {
    expect(errorOf(await get(`/v1/entities/${path}`))).toEqual(refusal(400, 'invalid_request', message));
  });
});
