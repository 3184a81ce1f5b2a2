import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '#platform/stores/engine-process';
import { Warehouse } from '#warehouse/warehouse';
import { copiedTemplate } from './copied-template.js';

/** A migrated warehouse nobody else uses. */
export interface FreshWarehouse {
  readonly warehouse: Warehouse;
  /** Folder that `load` takes segments from. */
  readonly spool: string;
  readonly database: string;
  /** For questions no library of ours asks. */
  readonly owner: { readonly url: string; readonly username: string; readonly password: string };
  readonly reader: { readonly username: string; readonly password: string };
  close(): Promise<void>;
}

/** Longer, and a TTL of 32-bit seconds would wrap around into the past. */
export const DAYS = { usage: 20_000, fingerprint: 20_000, words: 20_000, text: 20_000, quarantine: 20_000 };

/** Starts an engine of its own in a temporary folder, or takes a new database on the server CLICKHOUSE_URL names. */
export async function freshWarehouse(): Promise<FreshWarehouse> {
  const folder = await mkdtemp(join(tmpdir(), 'usewatch-warehouse-'));
  const database = `usewatch_${randomBytes(6).toString('hex')}`;
  const named = process.env.CLICKHOUSE_URL;
  if (named !== undefined) {
    const { origin, username, password } = new URL(named);
    const owner = {
      url: origin,
      username: decodeURIComponent(username) || 'default',
      password: decodeURIComponent(password),
    };
    const warehouse = Warehouse.connect({ ...owner, database, days: DAYS });
    await warehouse.migrate();
    const spool = join(folder, 'spool');
    return { warehouse, spool, database, owner, reader: owner, close: () => warehouse.close() };
  }
  // A copy starts in a fifth of the time that all migrations take.
  await copiedTemplate('warehouse', (template) => openIn(template).then(({ close }) => close()), join(folder, 'store'));
  const { close, ...opened } = await openIn(join(folder, 'store'));
  return {
    ...opened,
    async close() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openIn(folder: string): Promise<FreshWarehouse> {
  const spool = join(folder, 'spool');
  const engine = await startEngine({
    directory: join(folder, 'engine'),
    spool,
    run: join(folder, 'run'),
    log: () => undefined,
  });
  const owner = { url: engine.url, username: engine.user, password: engine.password };
  const reader = { username: engine.reader.user, password: engine.reader.password };
  const database = 'usewatch';
  const warehouse = Warehouse.connect({ ...owner, reader, database, days: DAYS, takesSegmentsByName: true });
  await warehouse.migrate();
  return {
    warehouse,
    spool,
    database,
    owner,
    reader,
    async close() {
      await warehouse.close();
      await engine.stop();
    },
  };
}
