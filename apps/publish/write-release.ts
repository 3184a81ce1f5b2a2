import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReleaseFile } from '#publish/release-file';
import { ReleaseError } from './release-error.js';

/** How files are put in place. */
interface Writing {
  /** Whether they have to outlast a power cut; review and site are made anew at any time. */
  readonly isLasting?: boolean;
  /** Puts further files beside them, before anybody sees any. */
  readonly addMore?: (beside: string) => Promise<void>;
}

/**
 * Puts the files of a release into a folder, all of them or none.
 *
 * They are written beside it and renamed into place; whoever looks sees the earlier folder, none, or the whole new one.
 *
 * @param folder   where the release belongs; an earlier one there is replaced
 * @param files    paths relative to the folder, with forward slashes
 * @throws {ReleaseError} when the folder cannot be written
 */
export async function writeRelease(
  folder: string,
  files: readonly ReleaseFile[],
  { isLasting = false, addMore }: Writing = {},
): Promise<void> {
  const beside = `${folder}.${process.pid}`;
  try {
    await rm(beside, { recursive: true, force: true });
    for (const { path, bytes } of files) {
      const file = join(beside, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes, { flush: isLasting });
    }
    await addMore?.(beside);
    await replaceFolder(folder, beside);
  } catch (cause) {
    await rm(beside, { recursive: true, force: true }).catch(() => undefined);
    const { code, path } = cause as NodeJS.ErrnoException;
    throw new ReleaseError(
      `The release cannot be written to ${folder} (${code ?? 'unknown error'}${path === undefined ? '' : ` at ${path}`}): make the folder writable and try again; its noise is kept, the files will be the same.`,
      { cause },
    );
  }
}

/** The earlier folder goes only once the new one is whole. */
async function replaceFolder(folder: string, beside: string): Promise<void> {
  const old = `${beside}.old`;
  // Whoever died between the two renames left it; a container gives everyone the same process number.
  await rm(old, { recursive: true, force: true });
  await rename(folder, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(beside, folder);
  await rm(old, { recursive: true, force: true });
}
