import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ReleaseFile } from '#publish/release-file';
import { ReleaseError } from './release-error.js';

/**
 * Reads every file of a folder, however deep.
 *
 * @throws {ReleaseError} when the folder cannot be read
 */
export async function readFolder(folder: string): Promise<ReleaseFile[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return await Promise.all(
      paths.sort().map(async (path) => ({
        path: relative(folder, path).split(sep).join('/'),
        bytes: await readFile(path),
      })),
    );
  } catch (cause) {
    throw new ReleaseError(`${folder} cannot be read: name the folder of a release, with SHA256SUMS in it.`, { cause });
  }
}
