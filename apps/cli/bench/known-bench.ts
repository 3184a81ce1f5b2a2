import { rm } from 'node:fs/promises';
import { median } from '#statistics/median';
import { benchBodies, stamp } from './bench-bodies.js';
import { withBenchEngine } from './bench-engine.js';
import { makeSegment } from './make-segment.js';

/** Records of a segment, and how many are known already when it is loaded the second way, in millions. */
const RECORDS = 50_000;
const KNOWN_MILLIONS = 10;

/** Times each way is measured; the two take turns, so that a busy neighbour slows both. */
const ROUNDS = 5;

/** Records nobody sent, a million at a time. */
const MILLION_KNOWN = new URL('./million-known.sql', import.meta.url);

/**
 * Measures a load into an empty warehouse against one into a warehouse that knows many records: every line's id is
 * looked up among all of them.
 *
 * @param say  gets a line for each way
 */
export function benchKnown(say: (line: string) => void): Promise<void> {
  return withBenchEngine(async ({ spool, keys, warehouse }) => {
    const knowing = await warehouse('many_known');
    for (let million = 0; million < KNOWN_MILLIONS; million += 1) {
      await knowing.change(MILLION_KNOWN, { database: knowing.databases.database, million });
    }
    const ways = [
      { name: 'nothing known', into: await warehouse('none_known'), seconds: [] as number[] },
      { name: `${KNOWN_MILLIONS} million known`, into: knowing, seconds: [] as number[] },
    ];
    const bodies = benchBodies('metadata', RECORDS, RECORDS);
    for (let round = 0; round <= ROUNDS; round += 1) {
      const body = Buffer.concat(bodies.map((each) => stamp(each, round + 1)));
      const segment = await makeSegment(spool, body, new Date('2026-10-01T00:00:00Z'));
      for (const { into, seconds } of ways) {
        const began = performance.now();
        await into.load(segment, keys);
        // The first round warms up.
        if (round > 0) seconds.push((performance.now() - began) / 1_000);
      }
      await rm(segment.path);
    }
    for (const { name, seconds } of ways) {
      const rate = (RECORDS / median(seconds) / 1_000).toFixed(1).padStart(6);
      say(`${name.padEnd(18)} ${rate} thousand records/s (median of ${ROUNDS})`);
    }
  });
}
