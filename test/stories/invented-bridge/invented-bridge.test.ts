import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#detect/detector';
import { narrativeFanOut } from '#detect/narrative-fan-out/narrative-fan-out';
import { askers, narrativeOperation } from '../../scenarios/narrative-fan-out.js';
import { usageLines } from '../../scenarios/scene.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { accountName, loadUsage } from '../../support/load-usage.js';

const days = { from: new Date('2026-03-17T00:00:00Z'), until: new Date('2026-03-19T00:00:00Z') };
const from = days.from.getTime();

const usage = usageLines([
  ...narrativeOperation({ seed: 1, accounts: 6, volume: 9, mutation: 0, jitter: 0 }, 'desk', from, {
    languages: 6,
    order: 0,
  }),
  ...askers(1, 12, from),
]);

describe('six accounts that order comments against one bridge in six languages', () => {
  let fresh: FreshWarehouse;
  let findings: Finding[];
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), days.until);
    findings = narrativeFanOut.judge(await fresh.warehouse.ask(narrativeFanOut, days));
  });
  afterAll(() => fresh?.close());

  it('are told as this story has it', () => expectGolden(usage, new URL('./usage.ndjson', import.meta.url)));

  it('are one campaign with all its accounts, to be acted on, and nobody else is named', () => {
    expect(findings).toMatchObject([{ point: 'act', numbers: { parties: 6, languages: 6 } }]);
    const desk = [1, 2, 3, 4, 5, 6].map((n) => accountName(`desk-${n}`)).sort();
    expect(findings[0]?.members?.map(({ account }) => account)).toEqual(desk);
  });

  it('are told in one sentence by how often and in which languages', () => {
    expect(findings[0]?.because).toMatch(
      /^6 parties rendered one template \d\d times in 6 languages \(de, en, es, fr, it, pl\)$/,
    );
  });

  it('are still told apart once they write in one language alone, as personas', async () => {
    const later = { from: new Date('2026-03-24T00:00:00Z'), until: new Date('2026-03-26T00:00:00Z') };
    const strength = { seed: 2, accounts: 6, volume: 10, mutation: 0, jitter: 0 };
    const told = narrativeOperation(strength, 'desk', later.from.getTime(), { languages: 1, order: 0 });
    await loadUsage(fresh, usageLines(told), later.until);
    const found = narrativeFanOut.judge(await fresh.warehouse.ask(narrativeFanOut, later));
    expect(found).toMatchObject([{ point: 'report', numbers: { parties: 6, languages: 1 } }]);
    expect(found[0]?.because).toMatch(/^6 parties rendered .* filling it in with the same \d+ words by turns$/);
  });
});
