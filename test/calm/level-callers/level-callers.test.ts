import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitRiding } from '#detect/limit-riding/limit-riding';
import { levelCallers } from '../../scenarios/limit-riding.js';
import { DAY, usageLines } from '../../scenarios/scene.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { loadUsage } from '../../support/load-usage.js';

const from = Date.UTC(2026, 10, 10);
const until = new Date(from + 3 * DAY);

describe('jobs of one length, pupils with one allowance, a paced client and services called by the hour', () => {
  let fresh: FreshWarehouse;
  const asked = () => fresh.warehouse.ask(limitRiding, { from: new Date(until.getTime() - 7 * DAY), until });
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), until);
  });
  afterAll(() => fresh?.close());

  it('are told as this story has it', () =>
    expectGolden(usageLines(levelCallers(1, from, 3)), new URL('./usage.ndjson', import.meta.url)));

  it('come to the same number often enough for the question to see them', async () => {
    expect(new Set((await asked()).map(({ account }) => account)).size).toBeGreaterThanOrEqual(11);
  });

  it('ride no limit', async () => {
    expect(limitRiding.judge(await asked()).map(({ because }) => because)).toEqual([]);
  });
});
