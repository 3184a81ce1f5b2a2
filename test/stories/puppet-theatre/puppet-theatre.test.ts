import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#detect/detector';
import { personaFarm } from '#detect/persona-farm/persona-farm';
import { scheduledPersonas } from '../../scenarios/persona-farm.js';
import { usageLines } from '../../scenarios/scene.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { accountName, loadUsage } from '../../support/load-usage.js';

const week = { from: new Date('2026-03-14T00:00:00Z'), until: new Date('2026-03-21T00:00:00Z') };
const from = Date.UTC(2026, 2, 16);

const usage = usageLines(
  scheduledPersonas({ seed: 1, accounts: 14, volume: 4, mutation: 0.3, jitter: 0.05 }, 'theatre', from, 5),
);

describe('a key that plays fourteen people, each by a schedule of its own', () => {
  let fresh: FreshWarehouse;
  let findings: Finding[];
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, await readFile(new URL('./usage.ndjson', import.meta.url)), week.until);
    findings = personaFarm.judge(await fresh.warehouse.ask(personaFarm, week));
  });
  afterAll(() => fresh?.close());

  it('is told as this story has it', () => expectGolden(usage, new URL('./usage.ndjson', import.meta.url)));

  it('is reported with all its personas and every sign there is', () => {
    expect(findings).toMatchObject([
      {
        subject: { kind: 'key' },
        point: 'report',
        numbers: { personas: 14, users: 14, scheduled: 1, share: 1, signs: 4 },
        members: [{ account: accountName('theatre'), tie: '14 claimed users on a schedule' }],
      },
    ]);
    expect(findings[0]?.because).toBe(
      '14 claimed users of one key call 3.8 times a day by the clock, with nights of rest, each in turn, for short answers of one form and with one template',
    );
  });

  it('is found on its fourth day, not before', async () => {
    const until = (day: number) => new Date(from + day * 86_400_000);
    const asked = async (day: number) =>
      personaFarm.judge(await fresh.warehouse.ask(personaFarm, { from: week.from, until: until(day) }));
    expect(await asked(3)).toEqual([]);
    expect(await asked(4)).toHaveLength(1);
  });
});
