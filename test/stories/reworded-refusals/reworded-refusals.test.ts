import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filterEvasion } from '#detect/filter-evasion/filter-evasion';
import { disguise, insistence, ordinaryAskers } from '../../scenarios/filter-evasion.js';
import { DAY, usageLines } from '../../scenarios/scene.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { accountName, loadUsage } from '../../support/load-usage.js';

const from = Date.UTC(2026, 8, 21);
const day = { from: new Date(from), until: new Date(from + DAY) };

const usage = usageLines([
  ...insistence({ seed: 1, accounts: 2, volume: 5, mutation: 0.15, jitter: 0.1 }, 'insister', from),
  ...disguise({ seed: 1, accounts: 1, volume: 12, mutation: 0, jitter: 0 }, 'disguiser', from),
  ...ordinaryAskers(1, 8, from),
]);

describe('accounts that word refused prompts anew, and one that disguises its letters', () => {
  let fresh: FreshWarehouse;
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), day.until);
  });
  afterAll(() => fresh?.close());

  it('are told as this story has it', () => expectGolden(usage, new URL('./usage.ndjson', import.meta.url)));

  it('are found on the day, and nobody else is', async () => {
    const findings = filterEvasion.judge(await fresh.warehouse.ask(filterEvasion, day));
    const evaders = ['insister-1', 'insister-2', 'disguiser-1'].map((evader) => accountName(evader)).sort();
    expect(findings.map(({ subject }) => subject.id)).toEqual(evaders);
    const [disguised] = findings.filter(({ subject }) => subject.id === accountName('disguiser-1'));
    expect(disguised).toMatchObject({ point: 'report', numbers: { chains: 1, through: 1, filtered_after: 0 } });
  });
});
