import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { persistentViolation } from '#detect/persistent-violation/persistent-violation';
import { hatefulRolePlay, scoredCrowd, WEEK } from '../../scenarios/persistent-violation.js';
import { usageLines } from '../../scenarios/scene.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { accountName, loadUsage } from '../../support/load-usage.js';

const from = Date.UTC(2026, 8, 7);
const week = { from: new Date(from), until: new Date(from + WEEK * 86_400_000) };

const usage = usageLines([
  ...hatefulRolePlay({ seed: 1, accounts: 2, volume: 24, mutation: 0, jitter: 0.1 }, 'player', from),
  ...scoredCrowd(1, 30, from),
]);

describe('two accounts that play roles of hate by night', () => {
  let fresh: FreshWarehouse;
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), week.until);
  });
  afterAll(() => fresh?.close());

  it('are told as this story has it', () => expectGolden(usage, new URL('./usage.ndjson', import.meta.url)));

  it('are found within the week, with the calls that score highest, and nobody else is', async () => {
    const findings = persistentViolation.judge(await fresh.warehouse.ask(persistentViolation, week));
    const players = ['player-1', 'player-2'].map((player) => accountName(player)).sort();
    expect(findings.map(({ subject, point }) => [subject.id, point])).toEqual(players.map((id) => [id, 'report']));
    for (const { because, evidence } of findings) {
      expect(because).toMatch(/^\d+ of \d+ calls scored high for hate in 3 sessions on 3 of \d occasions; of ordinary/);
      expect(evidence).toHaveLength(24);
    }
  });
});
