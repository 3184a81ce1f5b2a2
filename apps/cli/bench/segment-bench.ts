import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoWorld } from '#demo/world';
import { ingestKeys } from '#platform/ingest-keys';
import { startEngine } from '#platform/stores/engine-process';
import { digestOf, writeSegment } from '#spool/segment-file';
import { Warehouse } from '#warehouse/warehouse';

/** Lines in a segment, as `usewatch load` cuts them. */
const LINES = 25_000;

/** Times each way is measured; the two take turns, so that a busy neighbour slows both. */
const ROUNDS = 3;

const DAYS = { usage: 400, fingerprint: 120, words: 30, text: 30, quarantine: 7 };

/**
 * Measures a segment taken from the spool by name against the same segment streamed over HTTP.
 *
 * @param say  gets a line for each measurement
 */
export async function benchSegment(say: (line: string) => void): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'usewatch-bench-'));
  const spool = join(place, 'spool');
  const engine = await startEngine({
    directory: join(place, 'engine'),
    spool,
    run: join(place, 'run'),
    log: () => undefined,
  });
  const key = randomBytes(32);
  const keys = ingestKeys({ pseudonymKey: key, identityKey: key, quarantineKey: key });
  const common = { url: engine.url, username: engine.user, password: engine.password, days: DAYS };
  const ways = [
    {
      name: 'by name',
      warehouse: Warehouse.connect({ ...common, database: 'by_name', takesSegmentsByName: true }),
    },
    { name: 'streamed', warehouse: Warehouse.connect({ ...common, database: 'streamed' }) },
  ];
  try {
    for (const { warehouse } of ways) await warehouse.migrate();
    const until = new Date('2026-10-01T00:00:00Z');
    const records = demoWorld({ seed: 1, until }).records()[Symbol.iterator]();
    for (let round = 0; round < ROUNDS; round += 1) {
      const body = Buffer.from(Array.from({ length: LINES }, () => `${records.next().value}\n`).join(''));
      const id = digestOf(body).slice(0, 32);
      const path = await writeSegment(spool, id, body);
      const segment = { id, path, firstLine: 1, receivedAt: until, latestAt: until, retainText: false };
      for (const { name, warehouse } of ways) {
        const began = performance.now();
        await warehouse.load(segment, keys);
        const seconds = (performance.now() - began) / 1_000;
        say(
          `${name.padEnd(9)} ${(LINES / seconds / 1_000).toFixed(1).padStart(6)} thousand lines/s ${(body.length / seconds / 1e6).toFixed(0).padStart(5)} MB/s`,
        );
      }
    }
  } finally {
    for (const { warehouse } of ways) await warehouse.close();
    await engine.stop();
    await rm(place, { recursive: true, force: true });
  }
}
