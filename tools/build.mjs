// Compiles apps and libs to dist, packs the pages, carries SQL and migrations along, and removes what no source stands behind any more.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { DIST, filesUnder, fingerprintOfPages, fingerprintOfSources, PAGES, ROOT, STAMP } from './sources.mjs';

/** The native compiler writes what the one that Nest's own tools need writes, in a third of the time. */
const TSC = join(ROOT, 'node_modules', 'typescript-7', 'bin', 'tsc');

const VITE = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');

/** What the compiler keeps from one build to the next; without the output beside it, it would skip files that are gone. */
const MEMORY = join(DIST, '.tsbuildinfo');

const isPage = (path) => path.startsWith(`${PAGES}/`);
const isSource = (path) => /\.tsx?$/.test(path) && !/(\.test|\.d)\.ts$/.test(path) && !isPage(path);
const isAsset = (path) => path.startsWith('migrations/') || path.endsWith('.sql');

if (!existsSync(TSC)) {
  process.stderr.write('cannot build: typescript-7 is not installed; run npm ci without --omit=dev\n');
  process.exit(1);
}

const fingerprint = fingerprintOfSources();
const sources = ['apps', 'libs', 'migrations'].flatMap((folder) => filesUnder(join(ROOT, folder)));
const expected = new Set([MEMORY, STAMP]);
const compiled = [];
for (const source of sources) {
  const path = relative(ROOT, source);
  if (isSource(path)) {
    const output = join(DIST, path.replace(/\.tsx?$/, '.js'));
    compiled.push(output);
    expected.add(output).add(`${output}.map`);
  } else if (isAsset(path)) {
    expected.add(join(DIST, path));
  }
}

rmSync(STAMP, { force: true });
if (compiled.some((output) => !existsSync(output))) rmSync(MEMORY, { force: true });
// Beside the compiler, on the other processor.
const pages = buildPages();
// The compiler's words go to stderr, so that a command that had to build first still prints only its answer.
const compiler = spawnSync(process.execPath, [TSC, '-p', 'tsconfig.build.json'], {
  cwd: ROOT,
  stdio: ['ignore', 2, 2],
});
const arePagesBuilt = await pages;
if (compiler.status !== 0 || !arePagesBuilt) process.exit(compiler.status || 1);

for (const source of sources) {
  const path = relative(ROOT, source);
  if (isSource(path) || !isAsset(path)) continue;
  const target = join(DIST, path);
  if (existsSync(target) && readFileSync(target).equals(readFileSync(source))) continue;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(source, target);
}
for (const output of filesUnder(DIST)) {
  if (!expected.has(output) && !isPage(relative(DIST, output))) rmSync(output);
}
removeEmptyFolders(DIST);
writeFileSync(STAMP, `${fingerprint}\n`);

/** Packs the pages for browsers, unless the ones that are there were packed from the same sources. @returns whether they are there */
async function buildPages() {
  const stamp = join(DIST, PAGES, '.built');
  const packed = fingerprintOfPages();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === packed) return true;
  const config = join(ROOT, PAGES, 'vite.config.mjs');
  const vite = spawn(process.execPath, [VITE, 'build', '--config', config, '--logLevel', 'warn'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 2, 2],
  });
  const [status] = await once(vite, 'exit');
  if (status !== 0) return false;
  writeFileSync(stamp, `${packed}\n`);
  return true;
}

function removeEmptyFolders(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name));
  }
  if (folder !== DIST && readdirSync(folder).length === 0) rmdirSync(folder);
}
