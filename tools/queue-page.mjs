// Measures how long a browser takes until the queue can be worked on, with a hundred thousand incidents in the casebook.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { comeIn, openBrowser, printed } from './newcomer.mjs';
import { ROOT } from './sources.mjs';

const INCIDENTS = 100_000;

/** Seconds from asking for the page to a list that answers keys; beyond it people look elsewhere meanwhile. */
const BAR = 1;

/** Openings of the page after one that warms both sides up; the median counts. */
const ROUNDS = 9;

const directory = await mkdtemp(join(tmpdir(), 'usewatch-queue-'));
const service = spawn(process.execPath, [join(ROOT, 'dist/apps/solo/main.js')], {
  env: { ...process.env, USEWATCH_DATA_DIR: directory, USEWATCH_PORT: '0' },
  stdio: ['ignore', 'pipe', 'ignore'],
});
const ended = once(service, 'exit');
try {
  const welcome = await printed(service, /(http:\S+\/welcome#\S+)/);
  await grow(JSON.parse(await readFile(join(directory, 'run', 'stores.json'), 'utf8')).postgres.url);
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
    const first = await context.newPage();
    await comeIn(first, welcome);
    await first.close();
    const took = [];
    for (let round = 0; round <= ROUNDS; round++) took.push(await opened(context, `${new URL(welcome).origin}/queue`));
    const sorted = took.slice(1).sort((a, b) => a - b);
    const [least, median, most] = [sorted[0], sorted[ROUNDS >> 1], sorted[ROUNDS - 1]];
    process.stdout.write(
      `the queue of ${INCIDENTS.toLocaleString('en')} incidents answers keys after ${median.toFixed(2)} s ` +
        `(${least.toFixed(2)} to ${most.toFixed(2)}, ${ROUNDS} openings); bar ${BAR.toFixed(2)} s: ${median < BAR ? 'met' : 'not met'}\n`,
    );
  } finally {
    await browser.close();
  }
} finally {
  service.kill('SIGINT');
  await ended;
  await rm(directory, { recursive: true, force: true });
}

async function grow(url) {
  const client = new pg.Client(url);
  await client.connect();
  const sql = (name) => readFile(join(ROOT, 'apps/cli/bench', name), 'utf8');
  await client.query(await sql('queue-world.sql'), [1, INCIDENTS, new Date()]);
  await client.query(await sql('queue-vacuum.sql'));
  await client.end();
}

/** Seconds until the first incident can be marked by its key, in a page of its own. */
async function opened(context, address) {
  const page = await context.newPage();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('[data-incident]').first().waitFor();
  await page.keyboard.press('j');
  await page.locator('[data-incident]:focus, [data-incident] :focus').first().waitFor();
  const took = await page.evaluate(() => performance.now());
  await page.close();
  return took / 1_000;
}
