import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Detector } from '#detect/detector';
import { usageSpike } from '#detect/usage-spike/usage-spike';
import { windowsBetween } from '#usage/window';
import { type Calls, callsAsUsage } from '../../support/calls.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { accountName, loadUsage } from '../../support/load-usage.js';

/** Before the sixth day nobody has used a key for long enough to be judged. */
const judged = { from: new Date('2026-04-07T00:00:00Z'), until: new Date('2026-04-09T00:00:00Z') };

/** Each of eight days, or the last of them, at an hour and minute. */
const at = (day: number, hour: number, minute = 0) => new Date(Date.UTC(2026, 3, day, hour, minute)).toISOString();
const daily = (calls: Omit<Calls, 'from' | 'statuses'>, hour: number): Calls[] =>
  Array.from({ length: 8 }, (_, day) => ({ ...calls, from: at(1 + day, hour), statuses: [200] }));

/** A launch that is a quarter busier each half hour, from twenty calls to two hundred. */
const launch = Array.from({ length: 11 }, (_, half): Calls => {
  const count = Math.round(20 * 1.25 ** half);
  return { account: 'launching', from: at(8, 10, 30 * half), seconds: 1_800 / count, count, statuses: [200] };
});

/** Who suddenly calls a lot and is explained by the hours or days before, or too new to be judged. */
const usage = callsAsUsage([
  ...daily({ account: 'launching', seconds: 90, count: 20 }, 9),
  ...launch,
  ...daily({ account: 'nightly', key: 'batch', seconds: 12, count: 120 }, 2),
  { account: 'newcomer', key: 'first', from: at(8, 14), seconds: 10, count: 200, statuses: [200] },
]);

describe('keys that call much more than an hour ago and abuse nothing', () => {
  let fresh: FreshWarehouse;
  const asked: (typeof usageSpike extends Detector<infer Row> ? Row : never)[][] = [];
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), judged.until);
    for (const { from, until } of windowsBetween(
      judged.from,
      judged.until,
      usageSpike.everyHours,
      usageSpike.spanHours,
    )) {
      asked.push(await fresh.warehouse.ask(usageSpike, { from, until }));
    }
  });
  afterAll(() => fresh?.close());

  it('are told as this story has it', async () => {
    await expectGolden(usage, new URL('./usage.ndjson', import.meta.url));
  });

  it('rise far enough for the question to see the batch and the newcomer, while the launch grows too slowly', () => {
    const subjects = asked.flat().map(({ subject }) => subject);
    expect(new Set(subjects).size).toBe(2);
    expect(subjects).not.toContain(accountName('launching'));
  });

  it('spike nowhere', () => {
    expect(asked.flatMap((rows) => usageSpike.judge(rows))).toEqual([]);
  });
});
