// Makes sure that dist is what the sources say, building only when it is not.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOfSources, ROOT, STAMP } from './sources.mjs';

const built = existsSync(STAMP) ? readFileSync(STAMP, 'utf8').trim() : undefined;
// An image that carries the build alone has no sources to compare with.
const hasSources = existsSync(join(ROOT, 'apps'));
if (hasSources && built !== fingerprintOfSources()) await import('./build.mjs');
if (!hasSources && built === undefined) {
  process.stderr.write('there is neither a build in dist nor a source to build; get a whole checkout and run npm ci\n');
  process.exit(1);
}
