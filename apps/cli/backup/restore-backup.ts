import { createReadStream } from 'node:fs';
import { access, copyFile, cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { Casebook } from '#casebook/casebook';
import { clearCasebook, isUnused } from '#casebook/copy/clear-casebook';
import { copyIn } from '#casebook/copy/copy-in';
import { readMigrations as casebookMigrations } from '#casebook/migrate';
import type { Config } from '#platform/config';
import { installationKeys } from '#platform/installation-keys';
import { keyMarks, otherKeys } from '#platform/key-marks';
import { casebookUrl, DEMO_FILE, RESTORING_FILE, warehouseOptions } from '#platform/open-installation';
import { claim, holderOf } from '#platform/stores/claim';
import { type DataDirectory, openDataDirectory } from '#platform/stores/data-directory';
import { liveJoined } from '#platform/stores/joined';
import { openStores, type Stores } from '#platform/stores/stores';
import { waitingSegments } from '#spool/waiting-segments';
import { WarehouseCopy } from '#warehouse/copy/warehouse-copy';
import { readMigrations as warehouseMigrations } from '#warehouse/migrate';
import { CommandError } from '../command.js';
import { casebookFile, MANIFEST, Manifest, warehouseFile } from './manifest.js';
import { verifyFolder } from './summed-folder.js';

/** Rows of the casebook put back in one statement. */
const AT_ONCE = 1_000;

/** What whoever restores has said. */
export interface RestoreOrders {
  /** Whether what the stores hold may go. */
  readonly replace: boolean;
  /** Whether keys other than those of the backup will do. */
  readonly otherKeys: boolean;
  /** File of keys to put into the data directory; absent: they are there. */
  readonly keys?: string;
}

/** Reads a backup whole and makes sure that it is as it was written. @throws {CommandError} when it is not */
export async function readBackup(folder: string): Promise<Manifest> {
  await verifyFolder(folder);
  const parsed = Manifest.safeParse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
  if (!parsed.success) {
    throw new CommandError(
      `${join(folder, MANIFEST)} is of a form this version does not know; restore with the version that made it, or a later one`,
    );
  }
  await requireKnown('casebook', parsed.data.casebook.migrations, await casebookMigrations());
  if (parsed.data.warehouse !== null)
    await requireKnown('warehouse', parsed.data.warehouse.migrations, await warehouseMigrations());
  return parsed.data;
}

async function requireKnown(
  store: string,
  kept: Readonly<Record<string, string>>,
  known: readonly { readonly name: string; readonly checksum: string }[],
): Promise<void> {
  const ours = new Map(known.map(({ name, checksum }) => [name, checksum]));
  const other = Object.entries(kept).find(([name, checksum]) => ours.get(name) !== checksum);
  if (other === undefined) return;
  throw new CommandError(
    `the backup's ${store} has migration ${other[0]}, which this version ${ours.has(other[0]) ? 'has in another form' : 'does not know'}; restore with the version that made it, and upgrade then`,
  );
}

/**
 * Puts a backup into the stores that the settings name, and its keys and releases into the data directory.
 *
 * Until the last byte is written the data directory says that a restore is under way, and nothing opens the installation.
 * The casebook comes last, in one transaction.
 *
 * @param manifest  as `readBackup` gave it
 * @throws {CommandError} naming whatever is in the way: a service, an installation, other keys
 */
export async function restoreBackup(
  config: Config,
  folder: string,
  manifest: Manifest,
  orders: RestoreOrders,
  log: (line: string) => void,
): Promise<void> {
  const directory = await openDataDirectory(config.dataDirectory);
  const release = await claim(join(directory.run, 'service.lock'));
  try {
    const [holder, others] = [await holderOf(join(directory.run, 'service.lock')), await liveJoined(directory.joined)];
    if (release === undefined || others.length > 0) {
      throw new CommandError(
        `process ${others[0] ?? holder} works on ${directory.path}; stop it, restore, and start it again`,
      );
    }
    await requireRoom(config, directory, orders);
    await provideKeys(config, directory, manifest, orders);
    if (manifest.demoClockAt !== null)
      await writeFile(join(directory.path, DEMO_FILE), `${JSON.stringify({ clockAt: manifest.demoClockAt })}\n`, {
        mode: 0o600,
      });
    const wanted = { engine: config.warehouse.url === undefined, postgres: config.casebook.url === undefined };
    const stores = await openStores(directory, wanted, false, log);
    try {
      await fillStores(config, stores, folder, manifest, { ...orders, directory }, log);
    } finally {
      await stores.close();
    }
    if (await exists(join(folder, 'releases')))
      await cp(join(folder, 'releases'), directory.releases, { recursive: true });
    await rm(join(directory.path, RESTORING_FILE), { force: true });
  } finally {
    await release?.();
  }
}

async function requireRoom(config: Config, directory: DataDirectory, { replace }: RestoreOrders): Promise<void> {
  // Seen without starting them, where they are ours.
  const stores = [
    ...(config.warehouse.url === undefined ? [directory.engine] : []),
    ...(config.casebook.url === undefined ? [join(directory.postgres, 'data')] : []),
  ];
  for (const store of stores) if (!replace && (await exists(store))) throw occupied(directory);
  const { received } = await waitingSegments(directory.spool);
  if (received.length > 0 && !replace) {
    throw new CommandError(
      `${received.length} segments of acknowledged usage wait in ${directory.spool}; the service will store them into what is restored: add --replace if that is meant, or move them away`,
    );
  }
}

/** The keys come from elsewhere, and are the very ones of the backup unless somebody said that others will do. */
async function provideKeys(
  config: Config,
  directory: DataDirectory,
  { keys, takenAt }: Manifest,
  orders: RestoreOrders,
): Promise<void> {
  const path = config.keysFile ?? join(directory.path, 'secrets.json');
  if (orders.keys !== undefined) {
    if (await exists(path)) throw new CommandError(`${path} is there already; leave --keys out, or move it away`);
    // Checked where it lies, before it is ours.
    await copyFile(orders.keys, path);
  }
  if (!(await exists(path)) && !orders.otherKeys) {
    throw new CommandError(
      `${path} is missing: a backup holds no keys. Put back the secrets.json that was kept apart, or name it in --keys FILE; without it no account can be told by name, no API key opens a door and the audit log cannot be checked (--with-other-keys restores all the same)`,
    );
  }
  const different = otherKeys(keys, keyMarks(await installationKeys(config, directory, new Date())));
  if (different.length === 0 || orders.otherKeys) return;
  if (orders.keys !== undefined) await rm(path);
  throw new CommandError(
    `the keys in ${orders.keys ?? path} are not those of the backup of ${takenAt} (${different.join(', ')} differ); use the secrets.json of that installation, or add --with-other-keys and lose what they open`,
  );
}

async function fillStores(
  config: Config,
  stores: Stores,
  folder: string,
  manifest: Manifest,
  { replace, directory }: RestoreOrders & { readonly directory: DataDirectory },
  log: (line: string) => void,
): Promise<void> {
  const casebook = await Casebook.connect({ url: casebookUrl(config, stores) });
  const copy = new WarehouseCopy(warehouseOptions(config, stores, manifest.installation.demo));
  try {
    const isFree = (await isUnused(casebook)) && (manifest.warehouse === null || (await copy.isEmpty()));
    if (!isFree && !replace) throw occupied(directory);
    await writeFile(join(directory.path, RESTORING_FILE), `${manifest.takenAt}\n`, { mode: 0o600 });
    if (!isFree) await clearCasebook(casebook);
    if (manifest.warehouse !== null) {
      if (!isFree) await copy.clear();
      await fillWarehouse(copy, manifest.warehouse, folder, log);
    }
    await fillCasebook(casebook, manifest.casebook, folder, log);
  } finally {
    await copy.close();
    await casebook.close();
  }
}

function occupied({ path }: DataDirectory): CommandError {
  return new CommandError(
    `the stores of ${path} hold an installation; restore into an empty data directory and empty databases, or add --replace to lose what they hold`,
  );
}

async function fillWarehouse(
  copy: WarehouseCopy,
  { migrations, tables }: NonNullable<Manifest['warehouse']>,
  folder: string,
  log: (line: string) => void,
): Promise<void> {
  const names = Object.keys(migrations);
  await copy.layTables(names);
  for (const table of tables) {
    log(`warehouse ${table.name}`);
    const packed = createReadStream(join(folder, warehouseFile(table)));
    await copy.fill(table, packed.pipe(createGunzip()));
  }
  await copy.complete(names);
}

async function fillCasebook(
  casebook: Casebook,
  { migrations, tables }: Manifest['casebook'],
  folder: string,
  log: (line: string) => void,
): Promise<void> {
  await casebook.migrate(undefined, Object.keys(migrations));
  log('casebook');
  await copyIn(
    casebook,
    tables.map((table) => ({ ...table, rows: () => rowsIn(join(folder, casebookFile(table))) })),
  );
}

/** Lines by their line feed alone: a row may hold any other character that some take for the end of a line. */
async function* rowsIn(path: string): AsyncGenerator<string[]> {
  let batch: string[] = [];
  let left = '';
  for await (const piece of createReadStream(path).pipe(createGunzip()).setEncoding('utf8')) {
    const lines = `${left}${piece}`.split('\n');
    left = lines.pop() ?? '';
    batch.push(...lines.map((line) => JSON.parse(line) as string));
    if (batch.length < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
