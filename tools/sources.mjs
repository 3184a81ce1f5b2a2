import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the checkout, without a closing slash. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

export const DIST = join(ROOT, 'dist');

/** Holds the fingerprint of the sources that `dist` was built from. */
export const STAMP = join(DIST, '.built');

/** Folder of what browsers are sent, below the checkout and below `dist` alike. */
export const PAGES = 'apps/console/web';

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

/** A hash over all that the build is made of. */
export function fingerprintOfSources() {
  const folders = ['apps', 'libs', 'migrations'].flatMap((folder) => filesUnder(join(ROOT, folder)));
  const settings = [...SETTINGS, 'tools/build.mjs', 'tools/sources.mjs'].map((name) => join(ROOT, name));
  return fingerprint([...settings, ...folders.filter((path) => !path.endsWith('.test.ts'))]);
}

/** A hash over what the pages are packed from; of the rest of the code they know types alone. */
export function fingerprintOfPages() {
  const pages = filesUnder(join(ROOT, PAGES)).filter((path) => !path.endsWith('.test.ts'));
  return fingerprint([join(ROOT, 'package-lock.json'), ...pages]);
}

/** Over names and contents: times of change lie after a checkout or a copy. */
function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    if (existsSync(path))
      hash
        .update(`${relative(ROOT, path)}\0`)
        .update(readFileSync(path))
        .update('\0');
  }
  return hash.digest('hex');
}
