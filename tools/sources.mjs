import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the checkout, without a closing slash. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

export const DIST = join(ROOT, 'dist');

/** Holds the fingerprint of the sources that `dist` was built from. */
export const STAMP = join(DIST, '.built');

/** Files beside the code that change what the compiler makes of it. */
const SETTINGS = ['package.json', 'package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Every file below a folder, in a fixed order; none when the folder is absent. */
export function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A hash over names and contents: times of change lie after a checkout or a copy. */
export function fingerprintOfSources() {
  const hash = createHash('sha256');
  const folders = ['apps', 'libs', 'migrations'].flatMap((folder) => filesUnder(join(ROOT, folder)));
  const settings = [...SETTINGS, 'tools/build.mjs', 'tools/sources.mjs'].map((name) => join(ROOT, name));
  for (const path of [...settings, ...folders.filter((path) => !path.endsWith('.test.ts'))]) {
    if (existsSync(path))
      hash
        .update(`${relative(ROOT, path)}\0`)
        .update(readFileSync(path))
        .update('\0');
  }
  return hash.digest('hex');
}
