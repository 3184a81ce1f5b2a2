import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { type StartedEngine, startedEngine } from '../../../test/support/started-engine.js';
import { startEngine } from './engine-process.js';

const begun: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of begun.splice(0).reverse()) await one.close();
});

async function begin(folder?: string): Promise<StartedEngine> {
  const started = await startedEngine(folder);
  begun.push(started);
  return started;
}

function isRunning(pid: number): boolean {
  // A killed child of nobody stays a zombie where no init collects it.
  const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'latin1') : '';
  return stat !== '' && !/\) Z /.test(stat);
}

/** What the kernel says of a thread; undefined when it has ended since it was listed. */
function statOf(pid: number, thread: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/task/${thread}/stat`, 'latin1');
  } catch (cause) {
    // One that ends while it is read answers ESRCH.
    if (['ENOENT', 'ESRCH'].includes((cause as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw cause;
  }
}

/** Names of threads that share a core evenly with whoever answers requests; the engine's own watch over memory may. */
function threadsAhead(pid: number): string[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
    const stat = statOf(pid, thread);
    if (stat === undefined) return [];
    const name = /\((.*)\)/.exec(stat)?.[1] ?? '';
    return Number(stat.split(') ')[1]?.split(' ')[16]) >= 5 || name === 'MemoryWorker' ? [] : [name];
  });
}

test('an engine answers at its address, yields to doors, and ends when it is let go', async () => {
  const { ask, engine } = await begin();
  expect((await ask('SELECT 1')).text).toBe('1\n');
  const { pid } = engine;
  expect(threadsAhead(pid), 'threads that do not yield to doors').toEqual([]);
  await engine.stop();
  expect(isRunning(pid)).toBe(false);
});

test('passwords are for their owner alone and outlive the engine', async () => {
  const { engine, folder } = await begin();
  expect(statSync(join(folder, 'engine-credentials.json')).mode & 0o777).toBe(0o600);
  await engine.stop();
  const again = await begin(folder);
  expect(again.engine.password).toBe(engine.password);
});

test('a killed engine comes back at the same address with everything it had acknowledged', async () => {
  const { ask, engine } = await begin();
  await ask('CREATE TABLE t (a UInt8) ENGINE = MergeTree ORDER BY a');
  await ask('INSERT INTO t FORMAT CSV\n1\n2\n');
  const { pid, url } = engine;
  const restarted = new Promise<void>((resolve) => engine.onRestart(resolve));
  process.kill(pid, 'SIGKILL');
  await restarted;
  expect(engine.pid).not.toBe(pid);
  expect(engine.url).toBe(url);
  expect((await ask('SELECT count() FROM t')).text).toBe('2\n');
});

test('a second engine on the same directory says who has it', async () => {
  const { engine, folder } = await begin();
  const second = startEngine({
    directory: join(folder, 'warehouse'),
    spool: join(folder, 'spool-2'),
    run: join(folder, 'run-2'),
    leavesWithin: 0,
    log: () => undefined,
  });
  await expect(second).rejects.toThrow(`process ${engine.pid} has it open`);
});

test('an engine waits for one that is leaving its directory', async () => {
  const { engine, folder } = await begin();
  const second = startEngine({
    directory: join(folder, 'warehouse'),
    spool: join(folder, 'spool-2'),
    run: join(folder, 'run-2'),
    log: () => undefined,
  });
  await pause(1_500);
  const [follower] = await Promise.all([second, engine.stop()]);
  begun.push({ close: () => follower.stop() });
  expect((await fetch(`${follower.url}/ping`)).status).toBe(200);
});

test('a taken port is a reason', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  begun.push(taken);
  const { port } = taken.address() as { port: number };
  const folder = join(process.env.TMPDIR ?? '/tmp', `engine-port-${process.pid}`);
  begun.push({ close: () => rmSync(folder, { recursive: true, force: true }) });
  const place = (name: string): string => join(folder, name);
  const started = startEngine({
    directory: place('warehouse'),
    spool: place('spool'),
    run: place('run'),
    port,
    log: () => undefined,
  });
  await expect(started).rejects.toThrow('EADDRINUSE');
});

test('a directory that cannot be made is a reason', async () => {
  const started = startEngine({
    directory: '/dev/null/warehouse',
    spool: '/dev/null/spool',
    run: '/dev/null/run',
    log: () => undefined,
  });
  await expect(started).rejects.toThrow('/dev/null/spool');
});

test('an engine that another process has joined outlives the one that started it', async () => {
  const { engine, folder } = await begin();
  const { pid, url } = engine;
  const joined = spawn('sleep', ['300']);
  begun.push({ close: () => joined.kill('SIGKILL') });
  const directory = join(folder, 'run', 'joined');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `${joined.pid}.json`), JSON.stringify({ pid: joined.pid, startedAt: '' }));
  await engine.stop();
  await pause(1200);
  expect((await fetch(`${url}/ping`)).status).toBe(200);
  joined.kill('SIGKILL');
  await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
});

test('an engine does not outlive a parent that was killed', async () => {
  const { folder, engine } = await begin();
  await engine.stop();
  const script = `
    import { startEngine } from ${JSON.stringify(resolve('dist/libs/platform/stores/engine-process.js'))};
    const place = (name) => ${JSON.stringify(folder)} + '/' + name;
    const { pid } = await startEngine({ directory: place('warehouse'), spool: place('spool'), run: place('run') });
    console.log(pid);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');
  const pid = Number(line);
  expect(isRunning(pid)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
});

test('a stopping engine finishes the insert it has begun and ends the questions', async () => {
  const { ask, engine, folder } = await begin();
  await ask('CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a');
  const question = ask('SELECT sum(cityHash64(number)) FROM numbers(100000000000)').catch(() => undefined);
  const insert = ask('INSERT INTO t SELECT number + sleepEachRow(0.02) FROM numbers(100) SETTINGS max_block_size = 10');
  await pause(500);
  const before = performance.now();
  process.kill(engine.pid, 'SIGTERM');
  expect((await insert).status).toBe(200);
  await question;
  await engine.stop();
  expect(performance.now() - before).toBeLessThan(10_000);
  const again = await begin(folder);
  expect((await again.ask('SELECT count() FROM t')).text).toBe('100\n');
});

test('an engine finishes an insert whose client has left, and then ends', async () => {
  const { ask, engine, folder } = await begin();
  await ask('CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a');
  const gone = new AbortController();
  const insert = fetch(engine.url, {
    method: 'POST',
    headers: { 'X-ClickHouse-User': engine.user, 'X-ClickHouse-Key': engine.password },
    body: 'INSERT INTO t SELECT number + sleepEachRow(0.02) FROM numbers(100) SETTINGS max_block_size = 10',
    signal: gone.signal,
  }).catch(() => undefined);
  await pause(500);
  gone.abort();
  await insert;
  const before = performance.now();
  await engine.stop();
  expect(performance.now() - before).toBeLessThan(7_000);
  expect((await (await begin(folder)).ask('SELECT count() FROM t')).text).toBe('100\n');
});

test('rows that a damaged part takes away are told loudly', async () => {
  const { ask, engine, folder } = await begin();
  await ask(
    'CREATE TABLE usewatch.t (a UInt64, s String) ENGINE = MergeTree ORDER BY a SETTINGS min_bytes_for_wide_part = 0',
  );
  await ask('INSERT INTO usewatch.t SELECT number, toString(number) FROM numbers(10000)');
  const part = (await ask("SELECT path FROM system.parts WHERE table = 't' AND active")).text.trim();
  await engine.stop();
  truncateSync(join(part, readdirSync(part).find((name) => name.endsWith('.bin')) ?? ''), 10);
  const again = await begin(folder);
  expect((await again.ask('SELECT count() FROM usewatch.t')).text).toBe('0\n');
  expect(again.engine.brokenParts).toMatchObject([{ database: 'usewatch', table: 't' }]);
  expect(again.said.join('\n')).toContain('rows of usewatch.t are missing');
});
