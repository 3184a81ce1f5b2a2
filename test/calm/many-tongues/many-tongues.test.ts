import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { narrativeFanOut } from '#detect/narrative-fan-out/narrative-fan-out';
import { manyTongues } from '../../scenarios/narrative-fan-out.js';
import { type Told, usageLines } from '../../scenarios/scene.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { loadUsage } from '../../support/load-usage.js';

const days = { from: new Date('2026-04-13T00:00:00Z'), until: new Date('2026-04-15T00:00:00Z') };

describe('translators, makers of buttons, a brand, fans of a public prompt and a class', () => {
  let fresh: FreshWarehouse;
  const asked = () => fresh.warehouse.ask(narrativeFanOut, days);
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), days.until);
  });
  afterAll(() => fresh?.close());

  it('are told as this story has it', () =>
    expectGolden(usageLines(manyTongues(1, days.from.getTime())), new URL('./usage.ndjson', import.meta.url)));

  it('ask enough alike for the question to see them', async () => {
    expect((await asked()).length).toBeGreaterThan(20);
  });

  it('tell no story', async () => {
    expect(narrativeFanOut.judge(await asked()).map(({ because }) => because)).toEqual([]);
  });

  it('would tell one if the people of the brand were strangers', async () => {
    const later = { from: new Date('2026-04-20T00:00:00Z'), until: new Date('2026-04-22T00:00:00Z') };
    const strangers = manyTongues(1, later.from.getTime()).map(({ organization, ...call }): Told => call);
    await loadUsage(fresh, usageLines(strangers), later.until);
    const found = narrativeFanOut.judge(await fresh.warehouse.ask(narrativeFanOut, later));
    expect(found).toHaveLength(1);
    expect(found[0]?.numbers.parties).toBeGreaterThanOrEqual(4);
  });
});
