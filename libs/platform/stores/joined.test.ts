import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { join, liveJoined } from './joined.js';

let directory: string;
beforeEach(() => {
  directory = path(mkdtempSync(path(tmpdir(), 'joined-')), 'joined');
});
afterEach(() => rmSync(path(directory, '..'), { recursive: true, force: true }));

test('nobody has joined a folder that does not exist', async () => {
  expect(await liveJoined(directory)).toEqual([]);
});

test('a process counts from joining until it leaves', async () => {
  const leave = join(directory);
  expect(await liveJoined(directory)).toEqual([process.pid]);
  leave();
  leave();
  expect(await liveJoined(directory)).toEqual([]);
});

test('a process need not count itself', async () => {
  join(directory);
  expect(await liveJoined(directory, process.pid)).toEqual([]);
});

test('the file is for its owner alone', () => {
  join(directory);
  expect(statSync(path(directory, `${process.pid}.json`)).mode & 0o777).toBe(0o600);
});

test('a process that was killed no longer counts, and its file goes', async () => {
  const child = spawn('sleep', ['60']);
  const file = path(directory, `${child.pid}.json`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, JSON.stringify({ pid: child.pid, startedAt: '' }));
  expect(await liveJoined(directory)).toEqual([child.pid]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await liveJoined(directory)).toEqual([]);
  expect(readdirSync(directory)).toEqual([]);
});

test('a process that died unnoticed by its parent no longer counts', async () => {
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60']);
  const [pid] = (await once(parent.stdout, 'data')).map((word: Buffer) => Number(word));
  mkdirSync(directory, { recursive: true });
  writeFileSync(path(directory, `${pid}.json`), JSON.stringify({ pid, startedAt: '' }));
  await vi.waitFor(async () => expect(await liveJoined(directory)).toEqual([]));
  parent.kill('SIGKILL');
});

test('a process that joined twice counts until it has left twice', async () => {
  const [first, second] = [join(directory), join(directory)];
  first();
  first();
  expect(await liveJoined(directory)).toEqual([process.pid]);
  second();
  expect(await liveJoined(directory)).toEqual([]);
});

test('a later process under the same id is not the one that joined', async () => {
  join(directory);
  const file = path(directory, `${process.pid}.json`);
  const joined = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...joined, startedAt: '1' }));
  expect(await liveJoined(directory)).toEqual(joined.startedAt === '' ? [process.pid] : []);
});

test('strange files are left alone', async () => {
  mkdirSync(directory, { recursive: true });
  writeFileSync(path(directory, 'notes.txt'), '');
  expect(await liveJoined(directory)).toEqual([]);
  expect(readdirSync(directory)).toEqual(['notes.txt']);
});
