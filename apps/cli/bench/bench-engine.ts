import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingestKeys } from '#platform/ingest-keys';
import { startEngine } from '#platform/stores/engine-process';
import type { IngestKeys } from '#warehouse/provide';
import { Warehouse, type WarehouseOptions } from '#warehouse/warehouse';
import { processorSeconds } from './processor-seconds.js';
import { residentMegabytes } from './resident-megabytes.js';

/** Nothing expires while it is measured, whenever its records say they were received. */
const DAYS = { usage: 20_000, fingerprint: 20_000, words: 20_000, text: 20_000, quarantine: 20_000 };

/** The same in every run, since what is hashed with it decides which texts meet; it guards nothing. */
const KEY = Buffer.alloc(32, 7);

/** An engine of its own. */
export interface BenchEngine {
  /** Folder that it takes segments from. */
  readonly spool: string;
  readonly keys: IngestKeys;
  /** Makes a migrated database; it takes segments by name unless told otherwise. */
  warehouse(database: string, options?: Pick<WarehouseOptions, 'takesSegmentsByName'>): Promise<Warehouse>;
  /** Megabytes of memory it holds now. */
  residentMegabytes(): number;
  /** Seconds of processor it has had so far. */
  processorSeconds(): number;
}

/**
 * Starts an engine and works with it.
 *
 * @param kept  folder in which its data stay for the next time; thrown away when missing, whatever becomes of the work
 */
export async function withBenchEngine(work: (engine: BenchEngine) => Promise<void>, kept?: string): Promise<void> {
  if (kept !== undefined) await mkdir(kept, { recursive: true });
  const place = kept ?? (await mkdtemp(join(tmpdir(), 'usewatch-bench-')));
  const spool = join(place, 'spool');
  const [directory, run] = [join(place, 'engine'), join(place, 'run')];
  const engine = await startEngine({ directory, spool, run, log: () => undefined });
  const { url, user: username, password } = engine;
  const opened: Warehouse[] = [];
  try {
    await work({
      spool,
      keys: ingestKeys({ pseudonymKey: KEY, identityKey: KEY, quarantineKey: KEY }),
      async warehouse(database, options = { takesSegmentsByName: true }) {
        const warehouse = Warehouse.connect({ url, username, password, database, days: DAYS, ...options });
        opened.push(warehouse);
        await warehouse.migrate();
        return warehouse;
      },
      residentMegabytes: () => residentMegabytes(engine.pid),
      processorSeconds: () => processorSeconds(engine.pid),
    });
  } finally {
    for (const warehouse of opened) await warehouse.close();
    await engine.stop();
    if (kept === undefined) await rm(place, { recursive: true, force: true });
  }
}
