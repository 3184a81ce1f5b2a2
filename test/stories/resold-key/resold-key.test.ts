import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#detect/detector';
import { sharedKey } from '#detect/shared-key/shared-key';
import { windowsBetween } from '#usage/window';
import { usageLines } from '../../scenarios/scene.js';
import { leakedKey, PAST_DAYS, resoldKey } from '../../scenarios/shared-key.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { accountName, loadUsage } from '../../support/load-usage.js';

const from = Date.UTC(2026, 3, 6);
const sold = new Date(from + PAST_DAYS * 86_400_000);
const until = new Date(sold.getTime() + 3 * 86_400_000);

const usage = usageLines([
  ...resoldKey({ seed: 1, accounts: 30, volume: 2.5, mutation: 0, jitter: 0.1 }, 'seller', from),
  ...leakedKey({ seed: 1, accounts: 1, volume: 260, mutation: 0, jitter: 0 }, 'victim', from),
]);

describe('a key that is sold on and a key that leaks', () => {
  let fresh: FreshWarehouse;
  const judged = async (since: Date): Promise<Finding[]> => {
    const findings: Finding[] = [];
    for (const { from, until: end } of windowsBetween(since, until, sharedKey.everyHours, sharedKey.spanHours)) {
      findings.push(...sharedKey.judge(await fresh.warehouse.ask(sharedKey, { from, until: end })));
    }
    return findings;
  };
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), until);
  });
  afterAll(() => fresh?.close());

  it('are told as this story has it', () => expectGolden(usage, new URL('./usage.ndjson', import.meta.url)));

  it('are found within a day, and never before', async () => {
    const findings = await judged(new Date(from));
    const of = (name: string) => findings.filter(({ members }) => members?.[0]?.account === accountName(name));
    expect(of('seller').length + of('victim').length).toBe(findings.length);
    const day = windowsBetween(sold, new Date(sold.getTime() + 86_400_000), sharedKey.everyHours, sharedKey.spanHours);
    const last = day.at(-1);
    if (last === undefined) throw new RangeError('the story requires a day of windows');
    const soon = sharedKey.judge(await fresh.warehouse.ask(sharedKey, { from: last.from, until: last.until }));
    expect(soon.map(({ members }) => members?.[0]?.account).sort()).toEqual(
      [accountName('seller'), accountName('victim')].sort(),
    );
  });

  it('are told apart: many strangers may be acted on, a single one is only reported', async () => {
    const last = (await judged(new Date(until.getTime() - 1))).map(({ members, point, numbers }) => ({
      account: members?.[0]?.account,
      point,
      strangers: numbers.strangers,
    }));
    expect(last.find(({ account }) => account === accountName('seller'))).toMatchObject({ point: 'act' });
    expect(last.find(({ account }) => account === accountName('victim'))).toMatchObject({
      point: 'report',
      strangers: 1,
    });
  });
});
