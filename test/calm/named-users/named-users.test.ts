import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personaFarm } from '#detect/persona-farm/persona-farm';
import { namedUsers } from '../../scenarios/persona-farm.js';
import { usageLines } from '../../scenarios/scene.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { loadUsage } from '../../support/load-usage.js';

const week = { from: new Date('2026-04-11T00:00:00Z'), until: new Date('2026-04-18T00:00:00Z') };
const from = Date.UTC(2026, 3, 13);

describe('a help desk, a tutor, a game, a digest, a watch and a job', () => {
  let fresh: FreshWarehouse;
  const asked = () => fresh.warehouse.ask(personaFarm, week);
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), week.until);
  });
  afterAll(() => fresh?.close());

  it('are told as this story has it', () =>
    expectGolden(usageLines(namedUsers(1, from, 4)), new URL('./usage.ndjson', import.meta.url)));

  it('have users who come back day after day, as the question sees', async () => {
    expect((await asked()).length).toBeGreaterThanOrEqual(4);
  });

  it('play nobody', async () => {
    expect(personaFarm.judge(await asked()).map(({ because }) => because)).toEqual([]);
  });
});
