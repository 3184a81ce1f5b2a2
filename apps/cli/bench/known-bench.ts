import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingestKeys } from '#platform/ingest-keys';
import { startEngine } from '#platform/stores/engine-process';
import { digestOf, writeSegment } from '#spool/segment-file';
import { Warehouse } from '#warehouse/warehouse';
import { benchBodies, stamp } from './bench-bodies.js';

/** Records of a segment, and how many are known already when it is loaded the second way, in millions. */
const RECORDS = 50_000;
const KNOWN_MILLIONS = 10;

/** Times each way is measured. */
const ROUNDS = 5;

const DAYS = { usage: 400, fingerprint: 120, words: 30, text: 30, quarantine: 7 };

/** Records nobody sent, a million at a time. */
const MILLION_KNOWN = new URL('./million-known.sql', import.meta.url);

/**
 * Measures a load into an empty warehouse against one into a warehouse that knows many records: every line's id is
 * looked up among all of them.
 *
 * @param say  gets a line for each measurement
 */
export async function benchKnown(say: (line: string) => void): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'usewatch-bench-'));
  const spool = join(place, 'spool');
  const engine = await startEngine({
    directory: join(place, 'engine'),
    spool,
    run: join(place, 'run'),
    log: () => undefined,
  });
  const key = Buffer.alloc(32, 7);
  const keys = ingestKeys({ pseudonymKey: key, identityKey: key, quarantineKey: key });
  const { url, user: username, password } = engine;
  const of = (database: string) =>
    Warehouse.connect({ url, username, password, database, days: DAYS, takesSegmentsByName: true });
  const ways = [
    { name: 'nothing known', warehouse: of('none_known'), seconds: [] as number[] },
    { name: `${KNOWN_MILLIONS} million known`, warehouse: of('many_known'), seconds: [] as number[] },
  ];
  try {
    for (const { warehouse } of ways) await warehouse.migrate();
    for (let million = 0; million < KNOWN_MILLIONS; million += 1) {
      await ways[1]?.warehouse.change(MILLION_KNOWN, { database: 'many_known', million });
    }
    const bodies = benchBodies('metadata', RECORDS, RECORDS);
    for (let round = 0; round <= ROUNDS; round += 1) {
      const body = Buffer.concat(bodies.map((each) => stamp(each, round + 1)));
      const id = digestOf(body).slice(0, 32);
      const path = await writeSegment(spool, id, body);
      const at = new Date('2026-10-01T00:00:00Z');
      for (const { warehouse, seconds } of ways) {
        const began = performance.now();
        await warehouse.load({ id, path, firstLine: 1, receivedAt: at, latestAt: at, retainText: false }, keys);
        // The first round warms up.
        if (round > 0) seconds.push((performance.now() - began) / 1_000);
      }
      await rm(path);
    }
    for (const { name, seconds } of ways) {
      const median = seconds.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
      say(
        `${name.padEnd(18)} ${(RECORDS / median / 1_000).toFixed(1).padStart(6)} thousand records/s (median of ${ROUNDS})`,
      );
    }
  } finally {
    for (const { warehouse } of ways) await warehouse.close();
    await engine.stop();
    await rm(place, { recursive: true, force: true });
  }
}
