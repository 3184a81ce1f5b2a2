import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.js';
import { loadSecrets, readSecrets, type Secrets } from './secrets.js';
import { type DataDirectory, InstallationError } from './stores/data-directory.js';

/**
 * The keys of the installation: those that the settings name, or those in the data directory, made there on first use.
 *
 * In production on named servers they are never made by accident: a second process with keys of its own would name every
 * account anew.
 *
 * @param now  instant by the installation's clock
 * @throws {InstallationError} saying where keys are missing and how to make them
 */
export async function installationKeys(
  { keysFile, production, warehouse, casebook }: Pick<Config, 'keysFile' | 'production' | 'warehouse' | 'casebook'>,
  directory: Pick<DataDirectory, 'path'>,
  now: Date,
): Promise<Secrets> {
  if (keysFile !== undefined) {
    return readSecrets(keysFile, now).catch((cause: NodeJS.ErrnoException) => {
      throw new InstallationError(
        `USEWATCH_KEYS_FILE: ${keysFile} ${cause.code === undefined ? 'does not hold keys' : `cannot be read (${cause.code})`}; ${HOW_TO_MAKE}`,
        { cause },
      );
    });
  }
  const isOnServers = warehouse.url !== undefined && casebook.url !== undefined;
  if (production && isOnServers && !(await exists(join(directory.path, 'secrets.json')))) {
    throw new InstallationError(
      `${directory.path} holds no keys, and a production installation on servers makes none by accident; name their file in USEWATCH_KEYS_FILE; ${HOW_TO_MAKE}`,
    );
  }
  return loadSecrets(directory.path, now);
}

const HOW_TO_MAKE =
  'USEWATCH_DATA_DIR=FOLDER usewatch pseudonyms makes FOLDER/secrets.json, once for all processes of an installation';

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
