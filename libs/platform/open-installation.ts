import { access, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Casebook } from '#casebook/casebook';
import { openInstallation as nameInstallation } from '#casebook/installation';
import { timeAtCasebook } from '#casebook/self-watch';
import { timeAtWarehouse } from '#warehouse/time-at-warehouse';
import { Warehouse, type WarehouseOptions } from '#warehouse/warehouse';
import { AgreedClock } from './agreed-clock.js';
import { Clock, StandingClock, SystemClock } from './clock.js';
import type { Config } from './config.js';
import { installationKeys } from './installation-keys.js';
import type { Secrets } from './secrets.js';
import { type DataDirectory, InstallationError, openDataDirectory } from './stores/data-directory.js';
import { openStores, type Stores } from './stores/stores.js';

/** Everything a process needs of one installation, open and up to date. */
export interface Installation {
  readonly config: Config;
  readonly directory: DataDirectory;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly warehouse: Warehouse;
  readonly casebook: Casebook;
  /** Whether it shows invented data; everything it publishes says so. */
  readonly demo: boolean;
  /** Hangs up; stores that nobody else uses end. */
  close(): Promise<void>;
}

/** File that makes a data directory a demonstration and tells where its clock stands. */
export const DEMO_FILE = 'demo.json';

/** File that stands in a data directory from the first byte that a restore writes to the last. */
export const RESTORING_FILE = 'restoring';
const DemoFile = z.object({ clockAt: z.iso.datetime() });

/**
 * Opens an installation: stores started or joined, migrated, keys at hand, the clock chosen.
 *
 * @param config  parsed settings
 * @param keep    whether to restart stores that another process had started: a service does
 * @param log     gets one line about everything worth telling an operator
 * @throws {InstallationError | WarehouseError | CasebookError} saying what, where and what to do next
 */
export async function openInstallation(
  config: Config,
  keep: boolean,
  log: (line: string) => void,
): Promise<Installation> {
  const directory = await openDataDirectory(config.dataDirectory);
  if (await exists(join(directory.path, RESTORING_FILE))) {
    throw new InstallationError(
      `a restore into ${directory.path} was cut short, and its stores hold parts of a backup; run usewatch restore again with --replace`,
    );
  }
  const own = await clockOf(config, directory);
  const demo = own instanceof StandingClock;
  const { url, readerPort } = config.warehouse;
  // A command that joins for a moment needs no port, and could not give the engine one.
  const ofReaders = keep && readerPort !== undefined ? { readerPort } : {};
  const wanted = { engine: url === undefined, postgres: config.casebook.url === undefined, ...ofReaders };
  const stores = await openStores(directory, wanted, keep, log);
  const opened: { close(): Promise<void> }[] = [stores];
  const close = async () => {
    for (const each of opened.splice(0).reverse()) await each.close();
  };
  try {
    const secrets = await installationKeys(config, directory, own.now());
    const casebook = await Casebook.connect({ url: casebookUrl(config, stores) });
    opened.push(casebook);
    const warehouse = Warehouse.connect(warehouseOptions(config, stores, demo));
    opened.push(warehouse);
    await Promise.all([casebook.migrate(), warehouse.migrate()]);
    const clock = demo ? own : await agreedClock(own, casebook, warehouse);
    if (clock instanceof AgreedClock) opened.push({ close: async () => clock.stop() });
    const named = await nameInstallation(casebook, { demo, now: clock.now() });
    if (named.demo !== demo) {
      throw new InstallationError(
        named.demo
          ? `the casebook at ${casebookPlace(config)} belongs to a demonstration, but ${directory.path} holds no ${DEMO_FILE}; use another DATABASE_URL or data directory`
          : realInstallation(directory.path),
      );
    }
    return { config, directory, clock, secrets, warehouse, casebook, demo, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function agreedClock(own: Clock, casebook: Casebook, warehouse: Warehouse): Promise<AgreedClock> {
  const clock = new AgreedClock([() => timeAtCasebook(casebook), () => timeAtWarehouse(warehouse)], own);
  await clock.look();
  clock.start();
  return clock;
}

/** A demonstration's clock stands where it was set first; every other installation has the machine's. */
export async function clockOf(config: Config, directory: DataDirectory): Promise<Clock> {
  const path = join(directory.path, DEMO_FILE);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text !== undefined) {
    if (config.production) {
      throw new InstallationError(
        `${directory.path} holds a demonstration, whose clock stands still; a production installation needs a data directory of its own: set USEWATCH_DATA_DIR`,
      );
    }
    return new StandingClock(instantIn(text, path));
  }
  if (config.demoClock === undefined) return new SystemClock();
  if (await exists(join(directory.path, 'secrets.json'))) throw new InstallationError(realInstallation(directory.path));
  await writeFile(`${path}.${process.pid}`, `${JSON.stringify({ clockAt: config.demoClock.toISOString() })}\n`, {
    mode: 0o600,
  });
  await rename(`${path}.${process.pid}`, path);
  return new StandingClock(config.demoClock);
}

function instantIn(text: string, path: string): Date {
  try {
    return new Date(DemoFile.parse(JSON.parse(text)).clockAt);
  } catch (cause) {
    throw new InstallationError(
      `${path} does not say where the demonstration's clock stands; restore it, or name another folder in USEWATCH_DATA_DIR`,
      { cause },
    );
  }
}

function realInstallation(path: string): string {
  return `${path} holds a real installation; a demonstration needs a data directory of its own: set USEWATCH_DATA_DIR`;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Where the casebook is, with its password. */
export function casebookUrl(config: Config, stores: Stores): string {
  const url = config.casebook.url ?? stores.postgres?.url;
  if (url === undefined) throw new TypeError('openInstallation requires a PostgreSQL of its own or by name');
  return url;
}

function casebookPlace(config: Config): string {
  return config.casebook.url === undefined ? config.dataDirectory : new URL(config.casebook.url).host;
}

/** Days a demonstration keeps everything: its clock stands while the warehouse's goes on, and would soon delete its month. */
const FOR_EVER = 20_000;
const KEPT_FOR_EVER: WarehouseOptions['days'] = {
  usage: FOR_EVER,
  fingerprint: FOR_EVER,
  words: FOR_EVER,
  text: FOR_EVER,
  quarantine: FOR_EVER,
};

/** How to reach the warehouse. @param demo  whether everything is kept for ever */
export function warehouseOptions(config: Config, stores: Stores, demo: boolean): WarehouseOptions {
  const { url: named, cluster, reader, database } = config.warehouse;
  const days = demo ? KEPT_FOR_EVER : config.warehouse.days;
  const common = { database, days, ...(cluster === undefined ? {} : { cluster }) };
  if (named !== undefined) {
    const url = new URL(named);
    const username = decodeURIComponent(url.username) || 'default';
    const password = decodeURIComponent(url.password);
    return { ...common, url: url.origin, username, password, ...(reader === undefined ? {} : { reader }) };
  }
  const { engine } = stores;
  if (engine === undefined) throw new TypeError('openInstallation requires an engine of its own or by name');
  return {
    ...common,
    url: engine.url,
    username: engine.user,
    password: engine.password,
    reader: { username: engine.reader.user, password: engine.reader.password },
    takesSegmentsByName: true,
  };
}
