import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAudit } from '#casebook/audit-trail';
import { blastAccounts, blastNetworks, blastTotal } from '#casework/blast-questions';
import { type Hunt, hasWindow, parseHunt } from '#hunt/hunt';
import { recordCount, records } from '#hunt/records';
import { timeline } from '#hunt/timeline';
import { top } from '#hunt/top';
import type { Secrets } from '#platform/secrets';
import { pseudonym } from '#usage/pseudonym';
import { registerHunt } from '../../apps/cli/hunt.js';
import { atTerminal } from '../support/at-terminal.js';
import { type FreshCasebook, freshCasebook } from '../support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { accountName, loadUsage, networkName } from '../support/load-usage.js';

/** What the model of a hunt knows of a call. */
interface Call {
  readonly id: string;
  readonly at: string;
  readonly account: string;
  readonly key?: string;
  readonly model?: string;
  readonly status?: number;
  readonly finish_reason?: string;
  readonly temperature?: number;
  readonly stream?: boolean;
  readonly tools?: readonly string[];
  readonly moderation?: Readonly<Record<string, number>>;
  readonly x_team?: string;
  readonly account_created_at?: string;
  readonly cost_usd?: number;
  readonly input_tokens?: number;
  readonly ip?: string;
}

const pick = <T>(values: readonly T[], nth: number): T => values[nth % values.length] as T;
const hostile = ["it's", 'a\\b', 'näh', 'a,b|c:d.e', '{f0:String}', '{{filter}}', 'Aurel-3', 'aurel-2', ''];

/** Three days of calls with every kind of field present, absent and awkward. */
const calls: Call[] = Array.from({ length: 180 }, (_, nth) => ({
  id: String(nth),
  at: new Date(Date.UTC(2026, 2, 1) + nth * 24 * 60_000).toISOString(),
  account: `account ${nth % 7}`,
  ...(nth % 3 === 0 ? {} : { key: `key ${nth % 5}` }),
  model: pick(hostile, nth),
  status: pick([200, 200, 429, 500, 0], nth),
  finish_reason: pick(['stop', 'refusal', 'content_filter', ''], nth),
  ...(nth % 4 === 0 ? {} : { temperature: pick([0, 0.7, 1], nth) }),
  stream: nth % 2 === 0,
  tools: pick([[], ['search'], ['search', "sh'ell"]], nth),
  moderation: pick<Record<string, number>>([{}, { hate: 0.5 }, { hate: 0.25, 'a.b:c': 0.75 }], nth),
  ...(nth % 2 === 0 ? {} : { x_team: pick(hostile, nth + 1) }),
  ...(nth % 5 === 0 ? {} : { account_created_at: pick(['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'], nth) }),
  cost_usd: (nth % 11) / 1_000,
  input_tokens: nth,
  // Accounts 0 to 3 behind one network, the others each behind their own; some calls say none.
  ...(nth % 6 === 0 ? {} : { ip: `203.0.${nth % 7 < 4 ? 0 : nth % 7}.${1 + (nth % 9)}` }),
}));

const escaped = (text: string) => text.replace(/[\\:,|.]/g, '\\$&');
const single = (value: number | undefined) => (value === undefined ? undefined : Math.fround(value));

/** A test, and what it means of a call said a second time, without SQL. */
type Meant = readonly [string, (call: Call) => boolean];

const tests: fc.Arbitrary<Meant> = fc.oneof(
  fc
    .subarray(hostile, { minLength: 1 })
    .chain((values) =>
      fc.constantFrom<Meant>(
        [`model:is:${values.map(escaped).join(',')}`, ({ model }) => values.includes(model ?? '')],
        [`model:is_not:${values.map(escaped).join(',')}`, ({ model }) => !values.includes(model ?? '')],
        [`labels.x_team:is:${values.map(escaped).join(',')}`, ({ x_team = '' }) => values.includes(x_team)],
      ),
    ),
  fc
    .constantFrom(...hostile.filter((text) => text !== ''))
    .chain((value) =>
      fc.constantFrom<Meant>(
        [`model:starts_with:${escaped(value)}`, ({ model = '' }) => model.startsWith(value)],
        [`model:contains:${escaped(value)}`, ({ model = '' }) => model.toLowerCase().includes(value.toLowerCase())],
      ),
    ),
  fc
    .nat({ max: 7 })
    .map(
      (nth): Meant => [`account:is:${accountName(`account ${nth}`)}`, ({ account }) => account === `account ${nth}`],
    ),
  fc.constant<Meant>(['key:is:', ({ key }) => key === undefined]),
  fc
    .constantFrom(0, 200, 429)
    .chain((status) =>
      fc.constantFrom<Meant>(
        [`status:from:${status}`, (call) => (call.status ?? 0) >= status],
        [`status:below:${status}`, (call) => (call.status ?? 0) < status],
        [`status:is_not:${status}`, (call) => call.status !== status],
      ),
    ),
  fc.constantFrom<Meant>(
    ['temperature:is:0.7,', ({ temperature }) => temperature === undefined || temperature === 0.7],
    ['temperature:is_not:0.7', ({ temperature }) => temperature !== 0.7],
    ['temperature:from:0.7', ({ temperature = -1 }) => (single(temperature) ?? -1) >= Math.fround(0.7)],
    ['stream:is:true', ({ stream }) => stream === true],
    ['tools:has:search', ({ tools }) => tools?.includes('search') ?? false],
    ["tools:has:sh'ell,", ({ tools = [] }) => tools.length === 0 || tools.includes("sh'ell")],
    ['tools:has_not:search', ({ tools }) => !tools?.includes('search')],
    ['moderation:from:0.5', ({ moderation = {} }) => Math.max(...Object.values(moderation), -1) >= 0.5],
    ['moderation.a\\.b\\:c:from:0.75', ({ moderation = {} }) => (moderation['a.b:c'] ?? -1) >= 0.75],
    ['moderation.hate:below:0.5', ({ moderation = {} }) => (moderation.hate ?? 1) < 0.5],
    ['account_created_at:from:2026-02-01', ({ account_created_at = '' }) => account_created_at >= '2026-02-01'],
    ['cost_micro_usd:below:5000', ({ cost_usd = 0 }) => cost_usd < 0.005],
  ),
);
const clauses = fc.array(fc.array(tests, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });

let fresh: FreshWarehouse;

beforeAll(async () => {
  fresh = await freshWarehouse();
  const lines = calls.map((call) => JSON.stringify({ source: 'gateway', ...call }));
  const texts = [
    'mail pills@spam.example or see https://pills.example/buy now, only today and only here',
    'hello there',
  ];
  const written = lines.map((line, nth) =>
    nth % 10 === 0 ? line.replace(/}$/, `,"completion":${JSON.stringify(texts[(nth / 10) % 2])}}`) : line,
  );
  await loadUsage(fresh, written.join('\n'), new Date('2026-03-04T00:00:00Z'));
});
afterAll(() => fresh?.close());

const huntOf = (where: readonly string[], from = '2026-03-01', until = '2026-03-04'): Hunt => {
  const hunt = parseHunt({ from, until, where });
  if (!hasWindow(hunt)) throw new TypeError('a window');
  return hunt;
};
const count = async (where: readonly string[]) => {
  const { question, parameters } = recordCount(huntOf(where));
  return (await fresh.warehouse.ask(question, parameters))[0]?.records;
};
const ranked = async (hunt: Hunt, by: string, more: object = {}) => {
  const { question, parameters } = top(hunt, { by, rank: 'calls', order: 'most', most: 50, ...more });
  return { rows: await fresh.warehouse.ask(question, parameters) };
};

describe('a hunt', () => {
  it('finds exactly the calls that meet each of its clauses, whatever stands in the values', async () => {
    await fc.assert(
      fc.asyncProperty(clauses, async (all) => {
        const where = all.map((some) => some.map(([text]) => text).join('|'));
        const met = calls.filter((call) => all.every((some) => some.some(([, holds]) => holds(call))));
        expect(await count(where)).toBe(met.length);
      }),
      { numRuns: 60 },
    );
  });

  it('reads the records of one account alone, by the order of the table', async () => {
    const { question, parameters } = recordCount(huntOf([]));
    expect(await fresh.warehouse.estimate(question, parameters)).toBe(calls.length);
  });

  it('finds calls by what their texts promote', async () => {
    const domain = pseudonym(Buffer.alloc(32, 1), 'domain', 'pills.example');
    const { rows } = await ranked(huntOf([]), 'domains');
    expect(rows.map(({ value }) => value)).toContain(domain);
    expect(await count([`domains:has:${domain}`])).toBe(9);
    expect(await count([`domains:has_not:${domain}`])).toBe(calls.length - 9);
    expect((await ranked(huntOf([`domains:has:${domain}`]), 'language')).rows).toHaveLength(1);
  });
});

describe('the top', () => {
  it('ranks values and compares them with the window of equal length before', async () => {
    const hunt = huntOf(['status:from:400'], '2026-03-02', '2026-03-03');
    const { rows } = await ranked(hunt, 'account', { rank: 'failed', order: 'growth' });
    const of = (day: number, name: string) =>
      calls.filter(
        ({ at, account, status = 0 }) =>
          at.startsWith(`2026-03-0${day}`) && status >= 400 && accountName(account) === name,
      ).length;
    for (const { value, ranked: now, ranked_before: before } of rows)
      expect([now, before]).toEqual([of(2, value), of(1, value)]);
    const growth = rows.map((row) => row.ranked - row.ranked_before);
    expect(growth).toEqual([...growth].sort((a, b) => b - a));
    expect(rows[0]?.calls_in_all).toBe(rows.reduce((sum, row) => sum + row.calls, 0));
  });

  it('says the same from the roll-up of hours as from the calls', async () => {
    const { question, parameters, rollUp } = top(huntOf([], '2026-03-02', '2026-03-03'), {
      by: 'key',
      rank: 'tokens',
      order: 'most',
      most: 50,
    });
    if (rollUp === undefined) throw new TypeError('a roll-up');
    const slow = await fresh.warehouse.ask(question, parameters);
    const quick = await fresh.warehouse.ask(rollUp.question, rollUp.parameters);
    expect(quick).toEqual(slow.map(({ filtered: _, ...row }) => row));
  });

  it.each([
    'model',
    'tools',
    'moderation',
    'labels.x_team',
    'temperature',
    'account_created_at',
    'status',
    'stream',
    'system_prompt_hash',
    'template_hash',
  ])('tells calls apart by %s', async (by) => {
    const { rows } = await ranked(huntOf([]), by);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ calls: some }) => some > 0)).toBe(true);
  });
});

describe('the timeline', () => {
  it('has every call in its stretch, from calls and from hours alike', async () => {
    const { question, parameters, rollUp } = timeline(huntOf([]), 'day');
    if (rollUp === undefined) throw new TypeError('a roll-up');
    const slow = await fresh.warehouse.ask(question, parameters);
    const quick = await fresh.warehouse.ask(rollUp.question, rollUp.parameters);
    expect(quick).toEqual(slow.map(({ filtered: _, ...row }) => row));
    expect(slow.map((row) => [row.from.toISOString().slice(8, 10), row.calls, row.accounts])).toEqual([
      ['01', 60, 7],
      ['02', 60, 7],
      ['03', 60, 7],
    ]);
    const hours = timeline(huntOf(['status:from:0']), 'hour');
    expect([hours.rollUp, await fresh.warehouse.ask(hours.question, hours.parameters)]).toEqual([
      undefined,
      expect.objectContaining({ length: 72 }),
    ]);
  });
});

describe('records', () => {
  it('come latest first, page by page, each once and whole', async () => {
    const seen: string[] = [];
    let place: { at: Date; record: string } | undefined;
    for (;;) {
      const { question, parameters } = records(huntOf(['stream:is:true']), 25, place);
      const page = await fresh.warehouse.ask(question, parameters);
      seen.push(...page.map(({ id }) => id));
      place = page.at(-1);
      if (page.length < 25) break;
    }
    expect(seen).toEqual(
      calls
        .filter(({ stream }) => stream)
        .map(({ id }) => id)
        .reverse(),
    );
  });
});

describe('the blast radius', () => {
  const window = { from: new Date('2026-03-02T00:00:00Z'), until: new Date('2026-03-04T00:00:00Z') };
  const within = calls.filter(({ at }) => new Date(at) >= window.from);
  const all = [...new Set(calls.map(({ account }) => account))];
  const networkOf = ({ ip = '' }: Call) =>
    ip === '' ? [] : [networkName(`${ip.split('.').slice(0, 3).join('.')}.0/24`)];
  const micro = (some: readonly Call[]) => some.reduce((sum, { cost_usd = 0 }) => sum + Math.round(cost_usd * 1e6), 0);

  it('knows of each account what it used in the window, since when it exists, and its networks', async () => {
    const some = all.slice(0, 5);
    const rows = await fresh.warehouse.ask(blastAccounts, { ...window, accounts: some.map(accountName) });
    const expected = some.map((account) => {
      const own = within.filter((call) => call.account === account);
      const made = own.flatMap(({ account_created_at: at }) => (at === undefined ? [] : [Date.parse(at) / 1_000]));
      return {
        account: accountName(account),
        requests: own.length,
        cost: micro(own),
        created: Math.min(...made),
        networks: [...new Set(own.flatMap(networkOf))].sort(),
      };
    });
    expect(rows.map(({ paid: _, networks, ...row }) => ({ ...row, networks: [...networks].sort() }))).toEqual(
      expected.sort((a, b) => (a.account < b.account ? -1 : 1)),
    );
  });

  it('counts everybody behind each network, and leaves out accounts that did not call', async () => {
    const networks = [...new Set(within.flatMap(networkOf))].sort();
    const rows = await fresh.warehouse.ask(blastNetworks, { ...window, networks });
    const behind = (network: string) =>
      new Set(within.filter((call) => networkOf(call).includes(network)).map(({ account }) => account)).size;
    expect(rows).toEqual(networks.map((network) => ({ network, accounts: behind(network) })));
    expect(rows.some(({ accounts }) => accounts === 4)).toBe(true);
    expect(await fresh.warehouse.ask(blastAccounts, { ...window, accounts: [accountName('nobody')] })).toEqual([]);
  });

  it('is a share of all that everybody used', async () => {
    const total = { requests: within.length, cost: micro(within) };
    expect(await fresh.warehouse.ask(blastTotal, window)).toEqual([total]);
  });
});

describe('a hunt at the terminal', () => {
  let own: FreshCasebook;
  beforeAll(async () => {
    own = await freshCasebook();
  });
  afterAll(() => own?.close());

  const usewatch = (...words: string[]) => {
    const secrets = { apiKeyPepper: Buffer.alloc(32, 7) } as Secrets;
    return atTerminal([registerHunt], { warehouse: fresh.warehouse, casebook: own.casebook, secrets })(
      'hunt',
      ...words,
    );
  };
  const days = ['--from', '2026-03-01', '--until', '2026-03-04'];

  it('speaks the language of the addresses, in tables and in JSON', async () => {
    const lines = await usewatch('top', ...days, '--by', 'status', '--where', 'stream:is:true', '--json');
    const rows = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const of = (status: string) => calls.filter((call) => call.stream && `${call.status}` === status).length;
    for (const { value, calls: some } of rows) expect(some).toBe(of(value));
    const shown = await usewatch('timeline', ...days, '--bucket', 'day');
    expect(shown).toMatch(/2026-03-02 00:00 +60 +7/);
    expect(shown).toContain('hunt ?from=2026-03-01T00%3A00%3A00.000Z&until=2026-03-04T00%3A00%3A00.000Z');
  });

  it('shows records to whoever says why, and writes that down first', async () => {
    await expect(usewatch('records', ...days, '--limit', '3', '--reason', ' ')).rejects.toThrow(
      /--reason must say why/,
    );
    const shown = await usewatch('records', ...days, '--limit', '3', '--reason', 'to see', '--json');
    expect(shown.trim().split('\n')).toHaveLength(3);
    const entries = await own.casebook.transaction('read committed', (tx) => listAudit(tx, { limit: 10 }));
    expect(entries).toMatchObject([{ action: 'hunt.records', reason: 'to see', details: '{"limit":3}' }]);
  });

  it('is told what it would cost, and refused without a window', async () => {
    expect(await usewatch('cost', '--by', 'model')).toMatch(/it would not run: without from and until .*180 calls/);
    await expect(usewatch('top', '--by', 'model')).rejects.toThrow(/hunt: without from and until/);
    await expect(usewatch('top', ...days, '--by', 'planet')).rejects.toThrow(/by: there is no field/);
  });
});
