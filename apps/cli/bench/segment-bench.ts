import { demoWorld } from '#demo/world';
import { withBenchEngine } from './bench-engine.js';
import { makeSegment } from './make-segment.js';

/** Lines in a segment, as `usewatch load` cuts them. */
const LINES = 25_000;

/** Times each way is measured; the two take turns, so that a busy neighbour slows both. */
const ROUNDS = 3;

/**
 * Measures a segment taken from the spool by name against the same segment streamed over HTTP.
 *
 * @param say  gets a line for each measurement
 */
export function benchSegment(say: (line: string) => void): Promise<void> {
  return withBenchEngine(async ({ spool, keys, warehouse }) => {
    const ways = [
      { name: 'by name', into: await warehouse('by_name') },
      { name: 'streamed', into: await warehouse('streamed', { takesSegmentsByName: false }) },
    ];
    const until = new Date('2026-10-01T00:00:00Z');
    const records = demoWorld({ seed: 1, until }).records()[Symbol.iterator]();
    for (let round = 0; round < ROUNDS; round += 1) {
      const body = Buffer.from(Array.from({ length: LINES }, () => `${records.next().value}\n`).join(''));
      const segment = await makeSegment(spool, body, until);
      for (const { name, into } of ways) {
        const began = performance.now();
        await into.load(segment, keys);
        const seconds = (performance.now() - began) / 1_000;
        say(
          `${name.padEnd(9)} ${(LINES / seconds / 1_000).toFixed(1).padStart(6)} thousand lines/s ${(body.length / seconds / 1e6).toFixed(0).padStart(5)} MB/s`,
        );
      }
    }
  });
}
