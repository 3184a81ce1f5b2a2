import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelExtraction } from '#detect/model-extraction/model-extraction';
import { longWriters } from '../../scenarios/model-extraction.js';
import { DAY, usageLines } from '../../scenarios/scene.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { loadUsage } from '../../support/load-usage.js';

const from = Date.UTC(2026, 10, 24);
const until = new Date(from + DAY);

describe('bloggers with one program, laboratories with one test, a customer with a contract and a novelist', () => {
  let fresh: FreshWarehouse;
  const asked = () => fresh.warehouse.ask(modelExtraction, { from: new Date(until.getTime() - 3 * DAY), until });
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), until);
  });
  afterAll(() => fresh?.close());

  it('are told as this story has it', () =>
    expectGolden(usageLines(longWriters(1, from)), new URL('./usage.ndjson', import.meta.url)));

  it('ask for answers long enough for the question to see them', async () => {
    expect((await asked()).length).toBeGreaterThanOrEqual(10);
  });

  it('extract no model', async () => {
    expect(modelExtraction.judge(await asked()).map(({ because }) => because)).toEqual([]);
  });
});
