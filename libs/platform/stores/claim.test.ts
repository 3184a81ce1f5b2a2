import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claim, claimPatiently, holderOf } from './claim.js';

const BUILT = fileURLToPath(new URL('../../../dist/libs/platform/stores/claim.js', import.meta.url));

/** Says that it is there, claims at the word, says whether it won, and stays until its input ends. */
const RIVAL = `
  const { claim } = await import(${JSON.stringify(BUILT)});
  const input = process.stdin[Symbol.asyncIterator]();
  process.stdout.write('r');
  await input.next();
  process.stdout.write((await claim(process.argv[1])) === undefined ? 'l' : 'w');
  await input.next();
  process.exit();
`;

/** Adds one to a number in a file, over and over, in a way that loses count unless it is alone; every so often it dies holding the claim. */
const COUNTER = `
  import { readFileSync, writeFileSync } from 'node:fs';
  const { claimPatiently } = await import(${JSON.stringify(BUILT)});
  const [file, total, times] = process.argv.slice(1);
  for (let time = 0; time < Number(times); time++) {
    const release = await claimPatiently(file, 60_000);
    const seen = Number(readFileSync(total, 'utf8'));
    await new Promise((resolve) => setTimeout(resolve, 1));
    writeFileSync(total, String(seen + 1));
    if (time === Number(times) - 1) process.kill(process.pid, 'SIGKILL');
    await release();
  }
`;

let folder: string;
let file: string;
let begun: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claim-'));
  file = join(folder, 'lock');
  begun = [];
});
afterEach(async () => {
  for (const child of begun) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

function node(script: string, ...words: string[]): ChildProcess {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  begun.push(child);
  return child;
}

async function hear(child: ChildProcess): Promise<string> {
  const [word] = await once(child.stdout ?? child, 'data');
  return String(word);
}

/** Has processes claim the file in the same moment. @returns those that won */
async function race(rivals: number): Promise<ChildProcess[]> {
  const children = Array.from({ length: rivals }, () => node(RIVAL, file));
  await Promise.all(children.map(hear));
  const words = children.map(hear);
  for (const child of children) child.stdin?.write('go');
  const heard = await Promise.all(words);
  return children.filter((_, n) => heard[n] === 'w');
}

test('a claim is held until it is given up', async () => {
  const release = await claim(file);
  expect(await holderOf(file)).toBe(process.pid);
  expect(await claim(file)).toBeUndefined();
  await release?.();
  expect(await holderOf(file)).toBeUndefined();
  expect(await claim(file)).toBeDefined();
});

test('giving up twice does not take the claim from the next', async () => {
  const release = await claim(file);
  await release?.();
  await claim(file);
  await release?.();
  expect(await holderOf(file)).toBe(process.pid);
});

test('patience is rewarded, and ends', async () => {
  const release = await claim(file);
  expect(await claimPatiently(file, 150)).toBeUndefined();
  const waiting = claimPatiently(file, 5_000);
  await release?.();
  expect(await waiting).toBeDefined();
});

test('of twenty processes that claim at once exactly one wins, and of twenty that find it dead as well', async () => {
  const [winner, ...others] = await race(20);
  expect(others).toEqual([]);
  expect(await holderOf(file)).toBe(winner?.pid);
  winner?.kill('SIGKILL');
  if (winner !== undefined) await once(winner, 'exit');
  expect(await holderOf(file)).toBeUndefined();
  const [heir, ...rivals] = await race(20);
  expect(rivals).toEqual([]);
  expect(await holderOf(file)).toBe(heir?.pid);
});

test('nobody is ever there at the same time, though every holder dies in the end', async () => {
  const total = join(folder, 'total');
  writeFileSync(total, '0');
  const counters = Array.from({ length: 8 }, () => node(COUNTER, file, total, '12'));
  await Promise.all(counters.map((child) => once(child, 'exit')));
  expect(Number(readFileSync(total, 'utf8'))).toBe(8 * 12);
});

test('a claim of an earlier process under the same id does not count', async () => {
  await claim(file);
  const left = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...left, token: 'of an earlier process' }));
  expect(await claim(file)).toBeDefined();
});

test('a process that died halfway through taking over does not bar the way', async () => {
  writeFileSync(file, JSON.stringify({ token: 'first', pid: 0, startedAt: '' }));
  writeFileSync(`${file}.after-first`, JSON.stringify({ token: 'second', pid: 2 ** 22 + 1, startedAt: '1' }));
  expect(await claim(file)).toBeDefined();
  expect(readdirSync(folder)).toEqual(['lock']);
});

test('what a power cut left behind is nobody’s', async () => {
  writeFileSync(file, '');
  expect(await claim(file)).toBeDefined();
  expect(await holderOf(file)).toBe(process.pid);
});

test('the file is for its owner alone', async () => {
  await claim(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
