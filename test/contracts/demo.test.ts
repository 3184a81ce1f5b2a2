import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoWorld } from '#demo/world';
import type { Overview } from '../../apps/console/overview/overview-shape.js';
import { type Running, startUsewatch } from '../support/run-usewatch.js';

/** Those with daily windows: 720 hourly ones take a minute, and the catalogue obeys laws of its own in catalogue.test.ts. */
const DETECTORS = ['spam-campaign', 'limit-riding', 'model-extraction'];

/** Always the same, so that the same accounts are drawn for review whoever runs this. */
const KEYS = Object.fromEntries(
  ['pseudonymKey', 'identityKey', 'quarantineKey', 'fingerprintKey', 'apiKeyPepper', 'releaseKey'].map((name) => [
    name,
    createHash('sha256').update(`demonstration ${name}`).digest('hex'),
  ]),
);

let folder = '';
let directory = '';
let keysFile = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usewatch-demo-'));
  directory = join(folder, 'data');
  keysFile = join(folder, 'keys.json');
  await writeFile(keysFile, JSON.stringify({ ...KEYS, pseudonymSince: '2026-01-01T00:00:00Z' }), { mode: 0o600 });
});
const started: Running[] = [];
afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await Promise.all(started.map(({ ended }) => ended));
  await rm(folder, { recursive: true, force: true });
});

function demo(): Running {
  const settings = { USEWATCH_PORT: '0', USEWATCH_KEYS_FILE: keysFile };
  const running = startUsewatch(directory, ['demo', '--detector', ...DETECTORS], settings);
  started.push(running);
  return running;
}

/** Everything a demonstration prints until it answers, and where it answers. */
function untilItAnswers({ child, ended }: Running): Promise<{ said: string; url: string }> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk;
      const url = /answers at (\S+)/.exec(said)?.[1];
      if (url !== undefined && said.includes('curl')) resolve({ said, url });
    });
    ended.then(({ code, err }) => reject(new Error(`the demonstration ended with ${code}: ${err}`))).catch(reject);
  });
}

const found = (said: string, kind: string) =>
  new RegExp(`^ *${kind} +(\\d+) +(\\d+) +(\\d+) +(\\d+)`, 'm').exec(said)?.slice(1).map(Number);

/** Leadership's figures of the quarter, held against what was planted. @param waiting  incidents not decided yet */
function expectTruth(told: Overview, waiting: number): void {
  const { truth } = demoWorld({ seed: 1, until: new Date(told.period.until) });
  const looked = truth.actors.filter(({ kind }) => DETECTORS.includes(kind));
  const accountsOf = (actors: typeof truth.actors) => new Set(actors.flatMap(({ accounts }) => accounts)).size;
  const planted = accountsOf(looked);
  // Members of campaigns that were confirmed: nearly all that were planted, and hardly anybody else.
  expect(told.accounts_actioned.total.now / planted).toBeGreaterThan(0.9);
  expect(told.accounts_actioned.total.now / planted).toBeLessThan(1.05);
  expect(told.incidents.confirmed.now + waiting).toBeGreaterThanOrEqual(0.95 * looked.length);
  expect(told.incidents.dismissed.now).toBeLessThanOrEqual(8);
  // The service's own clock may have opened others since.
  expect(told.incidents.confirmed.now + told.incidents.dismissed.now).toBeLessThanOrEqual(told.incidents.opened.now);
  const campaigns = looked.filter(({ accounts }) => accounts.length > 1).length;
  expect(told.campaigns.started.now / campaigns).toBeGreaterThanOrEqual(0.9);
  // Reviewers who know the truth find most of what was flagged to be misuse, and what no detector here looks for to be missed.
  const others = accountsOf(truth.actors.filter(({ kind }) => !DETECTORS.includes(kind)));
  expect(told.precision.now?.high).toBeGreaterThan(0.9);
  expect(told.precision.now?.value).toBeGreaterThan(0.7);
  expect(told.missed.now?.low).toBeLessThanOrEqual(others / told.accounts_actioned.calling.now);
  // Windows of a day are judged at its end; a campaign grows for some days before it stands out.
  expect(told.time_to_detect.now?.median.value).toBeLessThanOrEqual(8 * 86_400);
  expect(told.cost.cents.now).toBeGreaterThan(0);
  expect(told.cost.of_all.now).toBeLessThan(0.5);
  expect(told.reversals.confirmations_withdrawn.now?.part).toBe(0);
}

describe('usewatch demo', () => {
  it('goes from a log to a protected table, and a second time changes none of it', async () => {
    const first = demo();
    const { said, url } = await untilItAnswers(first);

    const [planted = 0, right = 0, , falsely = 0] = found(said, 'spam-campaign') ?? [];
    expect(planted).toBeGreaterThanOrEqual(60);
    expect(right / planted).toBeGreaterThanOrEqual(0.95);
    expect(falsely).toBeLessThanOrEqual(4);
    expect(found(said, 'limit-riding')).toEqual([1, 1, 0, 0]);
    expect(found(said, 'model-extraction')).toEqual([1, 1, 0, 0]);
    expect(said).toMatch(/DEMO Release \d{4}-Q\d, version DEMO-/);
    expect(said).toMatch(/^ *SPM .* \d+ +\d+ … \d+$/m);
    expect(said).toMatch(/^ *INF .* low /m);

    const key = await readFile(join(directory, 'demo', 'api-key'), 'utf8');
    const listed = await fetch(`${url}/v1/incidents?limit=5`, { headers: { authorization: `Bearer ${key}` } });
    expect(await listed.json()).toMatchObject({ incidents: { length: 5 } });
    const open = await fetch(`${url}/v1/incidents?state=open`, { headers: { authorization: `Bearer ${key}` } });
    const waiting = ((await open.json()) as { incidents: object[] }).incidents.length;
    expect(waiting, 'incidents for whoever looks around').toBeGreaterThanOrEqual(3);
    const figures = await fetch(`${url}/v1/overview?days=91`, { headers: { authorization: `Bearer ${key}` } });
    expectTruth((await figures.json()) as Overview, waiting);
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0 });

    const second = demo();
    const again = await untilItAnswers(second);
    second.child.kill('SIGTERM');
    await second.ended;
    // Truth, scores and table: all but where it answers and whether the noise was drawn now.
    const told = (text: string) =>
      text.slice(text.indexOf('Demo world'), text.indexOf('Usewatch answers')).replace(/noise drawn [^\n]*/, '');
    expect(again.said).toContain('the invented records are loaded already');
    expect(told(again.said)).toBe(told(said));
  }, 800_000);
});
