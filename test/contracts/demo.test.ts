import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Running, startUsewatch } from '../support/run-usewatch.js';

/** Those with daily windows: 720 hourly ones take a minute, and the catalogue obeys laws of its own in catalogue.test.ts. */
const DETECTORS = ['spam-campaign', 'limit-riding', 'model-extraction'];

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'usewatch-demo-'));
});
const started: Running[] = [];
afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

function demo(): Running {
  const running = startUsewatch(directory, ['demo', '--detector', ...DETECTORS], { USEWATCH_PORT: '0' });
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
