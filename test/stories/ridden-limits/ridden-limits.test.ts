import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#detect/detector';
import { limitRiding } from '#detect/limit-riding/limit-riding';
import { drifters, ridingAccounts, ridingKeys } from '../../scenarios/limit-riding.js';
import { DAY, usageLines } from '../../scenarios/scene.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { accountName, loadUsage } from '../../support/load-usage.js';

const from = Date.UTC(2026, 10, 3);
const until = new Date(from + 3 * DAY);

const usage = usageLines([
  ...ridingAccounts({ seed: 1, accounts: 7, volume: 21, mutation: 0, jitter: 0 }, 'free', from, 3),
  ...ridingKeys({ seed: 1, accounts: 3, volume: 21, mutation: 0, jitter: 0 }, 'owner', from + 2 * DAY),
  ...drifters(1, 2, from, 3),
]);

describe('free accounts that take turns at their daily limit, and keys that do so within every hour', () => {
  let fresh: FreshWarehouse;
  let findings: Finding[];
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), until);
    findings = limitRiding.judge(
      await fresh.warehouse.ask(limitRiding, { from: new Date(until.getTime() - 7 * DAY), until }),
    );
  });
  afterAll(() => fresh?.close());

  it('are told as this story has it', () => expectGolden(usage, new URL('./usage.ndjson', import.meta.url)));

  it('are one campaign and one account, and nobody else is named', () => {
    expect(findings.map(({ subject, members }) => members?.map(({ account }) => account) ?? subject.id)).toEqual([
      accountName('owner'),
      [1, 2, 3, 4, 5, 6, 7].map((n) => accountName(`free-${n}`)).sort(),
    ]);
  });

  it('are each told by the number they stop at', () => {
    expect(findings.map(({ because }) => because)).toEqual([
      '3 keys with the same account, client fingerprint, network and software stopped at 21 calls a hour, 21 of 21 times, one after another',
      '7 accounts with the same client fingerprint, sign-up hour and software stopped at 20 calls a day, 21 of 21 times, one after another',
    ]);
  });
});
