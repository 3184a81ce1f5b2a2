import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#detect/detector';
import { modelExtraction } from '#detect/model-extraction/model-extraction';
import { extractionPool, silentPool } from '../../scenarios/model-extraction.js';
import { DAY, usageLines } from '../../scenarios/scene.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { accountName, loadUsage } from '../../support/load-usage.js';

const from = Date.UTC(2026, 10, 17);
const until = new Date(from + DAY);

const usage = usageLines([
  ...extractionPool({ seed: 1, accounts: 6, volume: 24, mutation: 0.05, jitter: 0 }, 'dealt', from),
  ...silentPool({ seed: 2, accounts: 6, volume: 22, mutation: 0, jitter: 0 }, 'silent', from),
]);

describe('two pools that ask for long answers about everything, one of them without texts in the log', () => {
  let fresh: FreshWarehouse;
  let findings: Finding[];
  const of = (name: string) =>
    findings.filter(({ members }) => members?.some(({ account }) => account === accountName(`${name}-1`)));
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), until);
    findings = modelExtraction.judge(
      await fresh.warehouse.ask(modelExtraction, { from: new Date(until.getTime() - 3 * DAY), until }),
    );
  });
  afterAll(() => fresh?.close());

  it('are told as this story has it', () => expectGolden(usage, new URL('./usage.ndjson', import.meta.url)));

  it('are two campaigns with all their accounts', () => {
    expect(findings).toHaveLength(2);
    for (const name of ['dealt', 'silent']) {
      const accounts = [1, 2, 3, 4, 5, 6].map((n) => accountName(`${name}-${n}`)).sort();
      expect(of(name)[0]?.members?.map(({ account }) => account)).toEqual(accounts);
    }
  });

  it('are told by template and payment, and only reported where nobody sees a text', () => {
    expect(of('dealt')[0]).toMatchObject({
      point: 'act',
      because: expect.stringMatching(
        /^6 accounts with the same payment made 144 calls with one setting and answers of 2\d{3} tokens: one template, all kinds of subjects, equal shares/,
      ),
    });
    expect(of('silent')[0]).toMatchObject({ point: 'report', numbers: { template_words: 0, dispersion: 0 } });
  });
});
