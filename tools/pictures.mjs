// Takes the pictures of README from the demonstration, as a newcomer would see it, and puts them into docs/pictures.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { comeIn, openBrowser, printed } from './newcomer.mjs';
import { ROOT } from './sources.mjs';

/** Detectors whose finds the pictures show; all of them would take minutes more. */
const DETECTORS = ['spam-campaign', 'account-pool', 'persistent-violation'];

/** Bytes a picture may have: README is read over telephones too. */
const LARGEST = 200_000;

const DECIDED = 'state=open,confirmed,dismissed,uncertain';

const FOLDER = join(ROOT, 'docs', 'pictures');

const directory = await mkdtemp(join(tmpdir(), 'usewatch-pictures-'));
const demo = spawn(process.execPath, [join(ROOT, 'dist/apps/cli/main.js'), 'demo', '--detector', ...DETECTORS], {
  env: { ...process.env, USEWATCH_DATA_DIR: directory, USEWATCH_PORT: '0', USEWATCH_RETAIN_TEXT: '1' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(demo, 'exit');
try {
  const welcome = await printed(demo, /set it up (http:\S+)/);
  await mkdir(FOLDER, { recursive: true });
  const browser = await openBrowser();
  try {
    await takeAll(await browser.newPage({ viewport: { width: 1120, height: 640 }, reducedMotion: 'reduce' }), welcome);
  } finally {
    await browser.close();
  }
} finally {
  demo.kill('SIGINT');
  await ended;
  await rm(directory, { recursive: true, force: true });
}

/** @throws {Error} when a picture is too large */
async function takeAll(page, welcome) {
  await comeIn(page, welcome);
  const home = new URL(welcome).origin;
  const [campaign] = await page.evaluate(async () => {
    const answer = await fetch('/v1/incidents?detector=spam-campaign');
    const { incidents } = await answer.json();
    return incidents.sort((a, b) => b.accounts - a.accounts).map(({ id }) => id);
  });
  const now = await page.evaluate(async () => (await (await fetch('/v1/session')).json()).now);
  const [from, until] = [14, 0].map((days) => new Date(Date.parse(now) - days * 86_400_000).toISOString().slice(0, 10));
  await take(page, 'queue', `${home}/queue?${DECIDED}`);
  await take(page, 'campaign', `${home}/incidents/${campaign}`);
  await take(page, 'hunt', `${home}/hunt?from=${from}&until=${until}&by=account&where=status:from:400`);
  await take(page, 'overview', `${home}/overview?days=28`);
  await take(page, 'site', `${home}/statistics/index.html`);
  process.stdout.write(`five pictures in ${FOLDER}\n`);
}

async function take(page, name, address) {
  await page.goto(address);
  await page.locator('h1').first().waitFor();
  await page.locator('[role="status"][aria-label^="Loading"]').first().waitFor({ state: 'detached' });
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path });
  const { size } = await stat(path);
  if (size > LARGEST) throw new Error(`${path} has ${size} bytes; ${LARGEST} at most, so show less on it`);
}
