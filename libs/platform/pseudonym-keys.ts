import { join } from 'node:path';
import type { Config } from './config.js';
import { clockOf } from './open-installation.js';
import { loadSecrets, readSecrets, rotatePseudonyms, type Secrets } from './secrets.js';
import { holderOf } from './stores/claim.js';
import { type DataDirectory, InstallationError, openDataDirectory } from './stores/data-directory.js';
import { liveJoined } from './stores/joined.js';
import { alone, readStoresFile } from './stores/stores-file.js';

const DAY = 86_400_000;

/** Milliseconds to wait for a process that starts or ends the stores. */
const WAIT = 10_000;

/** Since when the current pseudonym key serves, and until when the one before it is linked. */
export type PseudonymKeys = Pick<Secrets, 'pseudonymSince' | 'previousPseudonym'>;

/** Looks at the installation's pseudonym keys without opening its stores. */
export async function pseudonymKeys(config: Config): Promise<PseudonymKeys> {
  const directory = await openDataDirectory(config.dataDirectory);
  const now = (await clockOf(config, directory)).now();
  return config.keysFile === undefined ? loadSecrets(directory.path, now) : readSecrets(config.keysFile, now);
}

/**
 * Gives the installation a new pseudonym key while nobody works on it.
 *
 * @param overlapDays  days that pseudonyms under the old key are linked to those under the new one
 * @throws {InstallationError} naming the process that works on the data directory, or the overlap under way
 */
export async function rotate(config: Config, overlapDays: number): Promise<PseudonymKeys> {
  if (config.keysFile !== undefined) {
    throw new InstallationError(
      `the keys in ${config.keysFile} are read and never written here; rotate a copy of the file as secrets.json in a folder named by USEWATCH_DATA_DIR with USEWATCH_KEYS_FILE unset, and hand it to every process (docs/rotation.md)`,
    );
  }
  const directory = await openDataDirectory(config.dataDirectory);
  const now = (await clockOf(config, directory)).now();
  // Whoever opens the installation meanwhile waits here before it reads the keys.
  return alone(directory.run, WAIT, async (isAlone) => {
    if (!isAlone)
      throw new InstallationError(`another process starts or ends the stores on ${directory.path}; try again`);
    await refuseOthers(directory);
    const { previousPseudonym } = await loadSecrets(directory.path, now);
    if (previousPseudonym !== undefined) {
      throw new InstallationError(
        `an overlap is under way until ${previousPseudonym.until.toISOString()}; rotate again when it is over`,
      );
    }
    return rotatePseudonyms(directory.path, now, new Date(now.getTime() + overlapDays * DAY));
  });
}

/** Processes that hold the old key would go on making pseudonyms that nothing links. */
async function refuseOthers({ path, run, joined }: DataDirectory): Promise<void> {
  const [holder, others, { service }] = await Promise.all([
    holderOf(join(run, 'service.lock')),
    liveJoined(joined, process.pid),
    readStoresFile(run),
  ]);
  if (holder !== undefined) {
    throw new InstallationError(
      `the service (process ${holder}${service === undefined ? '' : `, ${service.url}`}) works on ${path} with the current key; stop it, rotate, and start it again`,
    );
  }
  if (others.length > 0) {
    throw new InstallationError(
      `${others.length === 1 ? `process ${others[0]} works` : `processes ${others.join(', ')} work`} on ${path} with the current key; wait for the end and try again`,
    );
  }
}
