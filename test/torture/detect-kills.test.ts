import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sumRuns } from '#casebook/run-history';
import { Random } from '#demo/random';
import { detected } from '../support/detected.js';
import { type FreshCasebook, freshCasebook } from '../support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { hammering } from '../support/hammering.js';
import { loadUsage } from '../support/load-usage.js';
import { startUsewatch } from '../support/run-usewatch.js';
import { PATIENCE, REPEAT, SEED, times } from './counted.js';

const from = new Date('2026-10-01T00:00:00Z');
const random = new Random(SEED);

/** `usewatch detect` over two days on the test's own stores; 45 windows hold usage. */
const WORDS = ['detect', '--detector', 'limit-hammering', '--from', '2026-10-01', '--until', '2026-10-03', '--json'];

describe('kill -9 of a detector', () => {
  let folder: string;
  let warehouse: FreshWarehouse;
  const casebooks: FreshCasebook[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'usewatch-detect-kills-'));
    warehouse = await freshWarehouse();
    const lines = hammering('ann', from, 20) + hammering('bob', new Date('2026-10-01T22:00:00Z'), 22);
    await loadUsage(warehouse, lines, new Date('2026-10-03T00:00:00Z'));
  });
  afterAll(async () => {
    await warehouse?.close();
    for (const each of casebooks) await each.close();
    await rm(folder, { recursive: true, force: true });
  });

  const casebook = async () => {
    const fresh = await freshCasebook();
    casebooks.push(fresh);
    return fresh;
  };
  const detect = (of: FreshCasebook) => {
    const { href: DATABASE_URL } = sessionsNamed(of.url);
    const { url, username, password } = warehouse.owner;
    const address = new URL(url);
    Object.assign(address, { username, password });
    const { username: CLICKHOUSE_READER, password: CLICKHOUSE_READER_PASSWORD } = warehouse.reader;
    const named = { CLICKHOUSE_URL: address.href, USEWATCH_DATABASE: warehouse.database, DATABASE_URL };
    return startUsewatch(folder, WORDS, { ...named, CLICKHOUSE_READER, CLICKHOUSE_READER_PASSWORD });
  };

  it(
    'at any moment leaves the same rows after a rerun, and its traces in the ledger',
    async () => {
      const alone = await casebook();
      const began = performance.now();
      expect(await detect(alone).ended).toMatchObject({ code: 0 });
      const milliseconds = performance.now() - began;
      const wanted = await detected(alone.casebook, 'limit-hammering');
      let cut = 0;
      for (let round = 0; round < times(2, 20); round += 1) {
        const fresh = await casebook();
        const { child, ended } = detect(fresh);
        await pause(milliseconds * (0.3 + 0.7 * random.next()));
        child.kill('SIGKILL');
        if ((await ended).code === null) cut += 1;
        await sessionsEnded(fresh);
        const [left] = await sumRuns(fresh.casebook, {});
        expect(left?.running ?? 0, REPEAT).toBeLessThanOrEqual(1);
        expect(await detect(fresh).ended, REPEAT).toMatchObject({ code: 0 });
        expect(await detected(fresh.casebook, 'limit-hammering'), REPEAT).toBe(wanted);
        expect(await sumRuns(fresh.casebook, {}), REPEAT).toMatchObject([
          { running: 0, failed: 0, cancelled: 0, retries: left?.running ?? 0 },
        ]);
      }
      expect(cut, REPEAT).toBeGreaterThan(0);
    },
    PATIENCE,
  );
});

/** How PostgreSQL calls the sessions of a detector here, to tell them from the test's own. */
const SESSIONS = 'to be killed';

function sessionsNamed(url: string): URL {
  const named = new URL(url);
  named.searchParams.set('application_name', SESSIONS);
  return named;
}

/** Waits until whatever a killed process had sent is in the ledger or gone. */
function sessionsEnded({ casebook }: FreshCasebook): Promise<void> {
  return vi.waitFor(async () => {
    const left = sql`SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = ${SESSIONS}`;
    expect((await casebook.db.execute(left)).rows).toEqual([]);
  }, PATIENCE);
}
