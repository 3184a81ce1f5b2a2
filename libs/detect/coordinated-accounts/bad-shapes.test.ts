import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshWarehouse, freshWarehouse } from '../../../test/support/fresh-warehouse.js';
import { loadUsage } from '../../../test/support/load-usage.js';
import { coordinatedAccounts } from './coordinated-accounts.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 5, 1);

/** Each shape has a day of its own. */
const day = (n: number) => ({ from: new Date(START + n * DAY), until: new Date(START + (n + 1) * DAY) });

interface Call {
  readonly account: string;
  /** Seconds into the day. */
  readonly second: number;
  readonly completion: string;
}

function lines(n: number, calls: readonly Call[]): string {
  return calls
    .map(({ account, second, completion }, index) => {
      const at = new Date(START + n * DAY + second * 1_000).toISOString();
      return JSON.stringify({ source: `shape ${n}`, id: `${index}`, at, account, completion });
    })
    .join('\n');
}

const clique = Array.from({ length: 6_000 }, (_, n): Call => {
  const rumours = [
    'the reservoir is poisoned and they know',
    'the bridge was never safe to cross',
    'the vote was sold long before today',
  ];
  const rumour = Math.floor(n / 2_000);
  return {
    account: `clique ${n % 2_000}`,
    second: 3_600 * rumour + (n % 1_800),
    completion: `Do not let them tell you that ${rumours[rumour]}`,
  };
});

const star = Array.from({ length: 100_000 }, (_, n): Call => {
  return { account: `star ${n}`, second: n % 80_000, completion: 'look https://one.example/' };
});

const identical = Array.from({ length: 20_000 }, (_, n): Call => {
  return {
    account: `same ${n % 5_000}`,
    second: 4 * n,
    completion: 'I am sorry but I cannot help you with that request',
  };
});

const empty = Array.from(
  { length: 5_000 },
  (_, n): Call => ({ account: `mute ${n % 500}`, second: n, completion: '' }),
);

/** Four accounts say the same but for one word six times, a minute apart. */
const retold = Array.from({ length: 24 }, (_, n): Call => {
  const [round, turn] = [Math.floor(n / 4), n % 4];
  const topic = ['harbour', 'airport', 'stadium', 'library', 'hospital', 'railway'][round];
  const season = ['spring', 'summer', 'autumn', 'winter'][turn];
  return {
    account: `echo ${turn}`,
    second: 10_000 * round + 20 * turn,
    completion: `They are about to close the ${topic} for good and the mayor has known it since ${season} without telling anybody`,
  };
});

describe('shapes that could burst a question about pairs', () => {
  let fresh: FreshWarehouse;
  beforeAll(async () => {
    fresh = await freshWarehouse();
    const shapes = [clique, star, identical, empty, retold];
    for (const [n, calls] of shapes.entries()) await loadUsage(fresh, lines(n, calls), day(n).until);
  }, 300_000);
  afterAll(() => fresh?.close());

  it('a clique of 2,000 accounts is one campaign, told by the 150 that its texts have in common', async () => {
    const rows = await fresh.warehouse.ask(coordinatedAccounts, day(0));
    expect(rows.length).toBeLessThanOrEqual(150 * 60);
    const found = coordinatedAccounts.judge(rows);
    expect(found).toMatchObject([{ numbers: { accounts: 150, distinct_texts: 3 } }]);
    expect(coordinatedAccounts.leftOut?.(rows)).toBe('of the 2,000 holders of one thing 150 were compared');
  }, 120_000);

  it('a star of 100,000 accounts on one domain ties nobody', async () => {
    expect(await fresh.warehouse.ask(coordinatedAccounts, day(1))).toEqual([]);
  }, 120_000);

  it('a text that everybody says ties nobody', async () => {
    const rows = await fresh.warehouse.ask(coordinatedAccounts, day(2));
    expect(coordinatedAccounts.judge(rows)).toEqual([]);
  }, 120_000);

  it('calls without texts tie nobody', async () => {
    expect(await fresh.warehouse.ask(coordinatedAccounts, day(3))).toEqual([]);
  }, 120_000);

  it('texts whose words are gone tie nobody, unless they are copies', async () => {
    const rows = (n: number) => fresh.warehouse.ask(coordinatedAccounts, day(n));
    expect(await rows(4)).not.toEqual([]);
    const copies = await rows(0);
    const { owner, database } = fresh;
    const address = `${owner.url}/?${new URLSearchParams({ database, mutations_sync: '1' })}`;
    const authorization = `Basic ${Buffer.from(`${owner.username}:${owner.password}`).toString('base64')}`;
    const body = 'ALTER TABLE fingerprint UPDATE words = [] WHERE true';
    expect((await fetch(address, { method: 'POST', headers: { authorization }, body })).status).toBe(200);
    expect(await rows(4)).toEqual([]);
    expect(await rows(0)).toEqual(copies);
  }, 120_000);

  it('the same answer comes twice', async () => {
    const ask = async () => coordinatedAccounts.judge(await fresh.warehouse.ask(coordinatedAccounts, day(0)));
    expect(await ask()).toEqual(await ask());
  }, 120_000);
});
