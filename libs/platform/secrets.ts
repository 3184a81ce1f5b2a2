import { randomBytes } from 'node:crypto';
import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Key = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((hex) => Buffer.from(hex, 'hex'));

const Secrets = z.object({
  pseudonymKey: Key,
  identityKey: Key,
  quarantineKey: Key,
  apiKeyPepper: Key,
  releaseKey: Key,
});

/** Keys of one installation, 32 bytes each; whoever holds them can undo its pseudonyms. */
export type Secrets = z.infer<typeof Secrets>;

/**
 * Reads the installation's keys, or makes them on first use.
 *
 * Two processes that both find none agree on the keys of whoever linked its file first.
 *
 * @param directory  the data directory; the file is `secrets.json`, 0600
 * @throws {Error} when the file is there but cannot be read as keys: a guess would orphan every pseudonym
 */
export async function loadSecrets(directory: string): Promise<Secrets> {
  const path = join(directory, 'secrets.json');
  const known = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (known !== undefined) {
    try {
      return Secrets.parse(JSON.parse(known));
    } catch (cause) {
      throw new Error(
        `${path} does not hold this installation's keys; restore it from a backup, for without it no pseudonym can be matched`,
        { cause },
      );
    }
  }
  const fresh = Object.fromEntries(Object.keys(Secrets.shape).map((name) => [name, randomBytes(32).toString('hex')]));
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(draft);
  return loadSecrets(directory);
}
