import { createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountPool } from '#detect/account-pool/account-pool';
import { sharedKey } from '#detect/shared-key/shared-key';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';

const day = { from: new Date('2026-06-03T00:00:00Z'), until: new Date('2026-06-04T00:00:00Z') };

/** Seconds on two busy processors; a join of all accounts behind one address would take hours. */
const PATIENCE = 30;

/** A star: 100,000 accounts behind one address, each with a client, a sign-up hour and a prompt of its own. */
const STAR = `INSERT INTO account_daily (received_on, day, account, requests, networks, clients, signed_up)
    SELECT '2026-06-03', '2026-06-03', concat('star-', toString(number)), 20, [7], [toUInt32(number)], number * 7200 FROM numbers(100000)`;

/** A clique: 2,000 accounts with one address, one client and one means of payment, which call by turns. */
const CLIQUE = [
  `INSERT INTO account_daily (received_on, day, account, requests, networks, clients, payment)
    SELECT '2026-06-03', '2026-06-03', concat('clique-', toString(number)), 24, [8], [8], 8 FROM numbers(2000)`,
  `INSERT INTO usage (received_at, record, at, account, status)
    SELECT '2026-06-03 12:00:00', unhex(leftPad(hex(number), 32, '0')), toDateTime64('2026-06-03 00:00:00', 3, 'UTC') + number * 1.7,
           concat('clique-', toString(intDiv(number, 24))), 200
    FROM numbers(48000)`,
];

/** One account with nine tenths of all calls, from so many networks that it is known by none of them. */
const GIANT = `INSERT INTO account_daily (received_on, day, account, requests, networks, clients)
    SELECT '2026-06-03', '2026-06-03', 'giant', 900, [toUInt32(number)], [toUInt32(number)] FROM numbers(20000)`;

describe('detectors of shared keys and pools, before crowds', () => {
  let fresh: FreshWarehouse;
  beforeAll(async () => {
    fresh = await freshWarehouse();
    const { url, username, password } = fresh.owner;
    const client = createClient({ url, username, password, database: fresh.database });
    for (const query of [STAR, ...CLIQUE, GIANT]) await client.command({ query });
    await client.close();
  });
  afterAll(() => fresh?.close());

  it('take the clique for one pool and the star for none, in bounded time', async () => {
    const began = performance.now();
    const findings = accountPool.judge(await fresh.warehouse.ask(accountPool, day));
    expect((performance.now() - began) / 1_000).toBeLessThan(PATIENCE);
    expect(findings.map(({ numbers }) => numbers.accounts)).toEqual([2_000]);
    expect(findings[0]?.evidence).toHaveLength(50);
  });

  it('leave an account with nine tenths of all calls to be an institution', async () => {
    const began = performance.now();
    expect(await fresh.warehouse.ask(sharedKey, day)).toEqual([]);
    expect((performance.now() - began) / 1_000).toBeLessThan(PATIENCE);
  });
});
