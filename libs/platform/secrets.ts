import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Key = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((hex) => Buffer.from(hex, 'hex'));
const Instant = z.iso.datetime().transform((text) => new Date(text));

const KEYS = {
  pseudonymKey: Key,
  identityKey: Key,
  quarantineKey: Key,
  /** Of its own, so that fingerprints of two years can be compared whatever becomes of the pseudonyms. */
  fingerprintKey: Key,
  apiKeyPepper: Key,
  releaseKey: Key,
};

const Secrets = z.object({
  ...KEYS,
  /** When the pseudonym key became the current one. */
  pseudonymSince: Instant,
  /** The pseudonym key before it, until the overlap ends. */
  previousPseudonym: z.object({ key: Key, until: Instant }).optional(),
});

/** Keys of one installation, 32 bytes each; whoever holds them can undo its pseudonyms. */
export type Secrets = z.infer<typeof Secrets>;

/**
 * Reads the installation's keys, or makes them on first use; a previous pseudonym key whose overlap has ended is deleted.
 *
 * Two processes that both find none agree on the keys of whoever linked its file first.
 *
 * @param directory  the data directory; the file is `secrets.json`, 0600
 * @param now        instant by the installation's clock
 * @throws {Error} when the file is there but cannot be read as keys: a guess would orphan every pseudonym
 */
export async function loadSecrets(directory: string, now: Date): Promise<Secrets> {
  const path = join(directory, 'secrets.json');
  const known = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (known !== undefined) {
    const { previousPseudonym, ...current } = parse(known, path);
    if (previousPseudonym === undefined) return current;
    if (previousPseudonym.until > now) return { ...current, previousPseudonym };
    const { previousPseudonym: _ended, ...kept } = JSON.parse(known) as Record<string, unknown>;
    await replace(path, kept);
    return current;
  }
  const keys = Object.keys(KEYS).map((name) => [name, freshKey()]);
  const draft = await write(path, { ...Object.fromEntries(keys), pseudonymSince: now.toISOString() });
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(draft);
  return loadSecrets(directory, now);
}

/**
 * Reads keys from a file that somebody else keeps; a previous pseudonym key whose overlap has ended is left out.
 *
 * @param path  of a `secrets.json`
 * @param now   instant by the installation's clock
 * @throws {Error} when it cannot be read as keys
 */
export async function readSecrets(path: string, now: Date): Promise<Secrets> {
  const { previousPseudonym, ...current } = parse(await readFile(path, 'utf8'), path);
  return previousPseudonym !== undefined && previousPseudonym.until > now ? { ...current, previousPseudonym } : current;
}

/**
 * Makes a new pseudonym key the current one and keeps the one before it until the overlap ends.
 *
 * Nobody else may hold the keys meanwhile: whoever goes on with the old ones makes pseudonyms that nothing links.
 *
 * @param until  when the overlap ends, after `now`
 * @returns      the keys as they now are
 * @throws {RangeError} while another overlap is under way, since a third key would leave the first one unlinked
 */
export async function rotatePseudonyms(directory: string, now: Date, until: Date): Promise<Secrets> {
  if (!(until > now)) throw new RangeError('rotatePseudonyms requires an overlap that ends after it begins');
  const { previousPseudonym } = await loadSecrets(directory, now);
  if (previousPseudonym !== undefined) throw new RangeError('rotatePseudonyms requires the overlap before to be over');
  const path = join(directory, 'secrets.json');
  const raw = JSON.parse(await readFile(path, 'utf8')) as { pseudonymKey: string };
  await replace(path, {
    ...raw,
    pseudonymKey: freshKey(),
    pseudonymSince: now.toISOString(),
    previousPseudonym: { key: raw.pseudonymKey, until: until.toISOString() },
  });
  return loadSecrets(directory, now);
}

function parse(text: string, path: string): Secrets {
  try {
    return Secrets.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(
      `${path} does not hold this installation's keys; restore it from a backup, for without it no pseudonym can be matched`,
      { cause },
    );
  }
}

function freshKey(): string {
  return randomBytes(32).toString('hex');
}

/** Puts a whole new file in place of the old one; a power cut leaves either of them. */
async function replace(path: string, contents: object): Promise<void> {
  await rename(await write(path, contents), path);
  const folder = await open(join(path, '..'));
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Writes a draft beside the path, synced. @returns its path */
async function write(path: string, contents: object): Promise<string> {
  const draft = `${path}.${process.pid}`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(contents, null, 2)}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
  return draft;
}
