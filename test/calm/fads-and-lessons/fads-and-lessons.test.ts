import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emergingCluster } from '#detect/emerging-cluster/emerging-cluster';
import { honestClusters, regulars, WINDOW_DAYS } from '../../scenarios/emerging-cluster.js';
import { DAY, usageLines } from '../../scenarios/scene.js';
import { type FreshWarehouse, freshWarehouse } from '../../support/fresh-warehouse.js';
import { expectGolden } from '../../support/golden.js';
import { loadUsage } from '../../support/load-usage.js';

const from = Date.UTC(2026, 8, 15);
const until = new Date(from + WINDOW_DAYS * DAY);
const told = [...honestClusters(1, from), ...regulars(1, 8, from)];

describe('a listed prompt, a fad, a lesson, a company’s new program and readers’ letters', () => {
  let fresh: FreshWarehouse;
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, usageLines(told), until);
  });
  afterAll(() => fresh?.close());

  it('are told as this world has it', () => expectGolden(usageLines(told), new URL('./usage.ndjson', import.meta.url)));

  it('are no discovery, although many accounts say the same', async () => {
    const rows = await fresh.warehouse.ask(emergingCluster, { from: new Date(from), until });
    expect(rows.length).toBeGreaterThan(0);
    expect(emergingCluster.judge(rows)).toEqual([]);
  });

  it('would be one if the company’s staff were strangers', async () => {
    const rows = await fresh.warehouse.ask(emergingCluster, { from: new Date(from), until });
    const strangers = rows.map((row) => ({
      ...row,
      sendings: row.sendings.map((sending) => ({ ...sending, organization: '' })),
    }));
    expect(emergingCluster.judge(strangers)).toMatchObject([{ numbers: { parties: 12 } }]);
  });
});
