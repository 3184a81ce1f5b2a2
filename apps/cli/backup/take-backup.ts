import { createReadStream } from 'node:fs';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { copyOut } from '#casebook/copy/copy-out';
import { readInstallation } from '#casebook/installation';
import { BACKUP_LEASE } from '#casebook/lease';
import { keyMarks } from '#platform/key-marks';
import type { Installation } from '#platform/open-installation';
import { holderOf } from '#platform/stores/claim';
import { waitingSegments } from '#spool/waiting-segments';
import { copiedRows, keptTables, warehouseMigrations } from '#warehouse/copy/warehouse-copy';
import { withEveryPart } from '../../ingest/part-lease.js';
import { CommandError } from '../command.js';
import { casebookFile, MANIFEST, type Manifest, warehouseFile } from './manifest.js';
import { SummedFolder } from './summed-folder.js';

/** Milliseconds a service is given to store what it acknowledged before. */
const STORED_WITHIN = 120_000;

/** Milliseconds between two looks at the spool. */
const LOOK_EVERY = 200;

/** Seconds one table may take. */
const TABLE_SECONDS = 6 * 3_600;

/** What to leave out. */
export interface Without {
  readonly warehouse: boolean;
  /** Batches that were acknowledged and lie in the spool. */
  readonly spool: boolean;
}

/**
 * Copies both stores into a new folder while the service runs.
 *
 * The casebook comes first: what it says of the warehouse is then true of the copy. Loads stand still while the warehouse
 * is copied, so that its tables agree; the doors go on acknowledging. Keys stay where they are.
 *
 * @param folder   missing; it is there under this name once it is whole
 * @param progress told what is being copied
 * @throws {CommandError} when the folder is there, or acknowledged batches would be left out
 */
export async function takeBackup(
  installation: Installation,
  folder: string,
  without: Without,
  progress: (what: string) => void,
): Promise<Manifest> {
  if (await exists(folder)) throw new CommandError(`${folder} is there already; name a folder that is not`);
  const { casebook, config } = installation;
  if (config.warehouse.cluster !== undefined && !without.warehouse) {
    throw new CommandError(
      'shards of a cluster are copied by ClickHouse itself, see docs/backup.md; add --without-warehouse to copy the casebook alone',
    );
  }
  const unfinished = `${folder}.unfinished`;
  const taken = await casebook.tryLease(BACKUP_LEASE, async (lost) => {
    // Under the lease, or a second backup would take the first one's half-written folder away.
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    if (!without.warehouse && !without.spool) await spoolIsStored(installation);
    const files = new SummedFolder(unfinished);
    const copied = await copyCasebook(installation, files, progress);
    const warehouse = without.warehouse ? null : await copyWarehouse(installation, files, progress, lost);
    await copyReleases(installation.directory.releases, files);
    const manifest: Manifest = { ...copied, warehouse };
    await files.write(MANIFEST, [`${JSON.stringify(manifest, null, 2)}\n`]);
    await files.finish();
    return manifest;
  });
  if (taken === undefined)
    throw new CommandError('another backup of this installation is under way; wait until it has ended');
  await rename(unfinished, folder);
  return taken.result;
}

/** Waits until everything acknowledged before now is in the warehouse. */
async function spoolIsStored({ directory }: Installation): Promise<void> {
  const isServed = (await holderOf(join(directory.run, 'service.lock'))) !== undefined;
  const until = performance.now() + (isServed ? STORED_WITHIN : 0);
  const before = new Set((await waitingSegments(directory.spool)).received);
  for (;;) {
    const { received } = await waitingSegments(directory.spool);
    const left = received.filter((segment) => before.has(segment));
    if (left.length === 0) return;
    if (performance.now() >= until) {
      throw new CommandError(
        `${left.length} segments of acknowledged usage wait in ${directory.spool} and are not in the warehouse yet; ${isServed ? 'see why the service does not store them' : 'start the service, which stores them'}, or add --without-spool and keep that folder too`,
      );
    }
    await pause(LOOK_EVERY);
  }
}

function copyCasebook(
  { casebook, clock, demo, secrets }: Installation,
  files: SummedFolder,
  progress: (what: string) => void,
): Promise<Omit<Manifest, 'warehouse'>> {
  return copyOut(casebook, async ({ migrations, tables }) => {
    const takenAt = new Date().toISOString();
    const copied: Manifest['casebook']['tables'] = [];
    for (const { rows, ...table } of tables) {
      progress(`casebook ${table.name}`);
      let count = 0;
      const lines = async function* () {
        for await (const batch of rows()) {
          count += batch.length;
          yield batch.map((row) => `${JSON.stringify(row)}\n`).join('');
        }
      };
      await files.write(casebookFile(table), lines(), true);
      copied.push({ ...table, rows: count });
    }
    const named = await readInstallation(casebook);
    if (named === undefined) throw new TypeError('takeBackup requires a casebook that was opened');
    return {
      format: 1,
      takenAt,
      installation: { id: String(named.id), demo, createdAt: named.createdAt.toISOString() },
      demoClockAt: demo ? clock.now().toISOString() : null,
      keys: keyMarks(secrets),
      casebook: { migrations, tables: copied },
    };
  });
}

function copyWarehouse(
  { casebook, warehouse }: Installation,
  files: SummedFolder,
  progress: (what: string) => void,
  signal: AbortSignal,
): Promise<NonNullable<Manifest['warehouse']>> {
  return withEveryPart(casebook, async () => {
    const { database, private: sealedDatabase } = warehouse.databases;
    const tables = await warehouse.ask(keptTables, { main: database, private: sealedDatabase }, 'sealed');
    for (const table of tables) {
      progress(`warehouse ${table.name}`);
      const place = { database: table.sealed ? sealedDatabase : database, table: table.name };
      const bounds = { seconds: TABLE_SECONDS, signal };
      const rows = await warehouse.file(copiedRows, place, 'Native', bounds, 'sealed');
      await files.write(warehouseFile(table), rows, true);
    }
    const migrations = await warehouse.ask(warehouseMigrations);
    return {
      migrations: Object.fromEntries(migrations.map(({ name, sum }) => [name, sum])),
      tables: tables.map(({ sealed, name }) => ({ sealed, name })),
    };
  });
}

/** What is published could be made anew from the casebook; as files it is there at once. */
async function copyReleases(releases: string, files: SummedFolder): Promise<void> {
  if (!(await exists(releases))) return;
  for (const entry of await readdir(releases, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    await files.write(`releases/${relative(releases, path).split(sep).join('/')}`, createReadStream(path));
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
