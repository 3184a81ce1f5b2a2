import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readStoresFile, type StoresFile, writeStoresFile } from '#platform/stores/stores-file';
import { freshDirectory } from '../support/fresh-directory.js';
import { type RunningService, startService } from '../support/run-service.js';
import { runUsewatch } from '../support/run-usewatch.js';
import { PATIENCE, times } from '../torture/counted.js';

const CLI = fileURLToPath(new URL('../../dist/apps/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'usewatch-service-'));
const log = join(folder, 'usage.ndjson');
writeFileSync(
  log,
  Array.from(
    { length: 50 },
    (_, n) => `{"source":"s","id":"${n}","at":"2026-08-01T00:00:00Z","account":"account ${n}"}\n`,
  ).join(''),
);

const begun: RunningService[] = [];
function start(directory: string, environment: Record<string, string> = {}): RunningService {
  const service = startService(directory, environment);
  begun.push(service);
  return service;
}
afterAll(async () => {
  for (const { child } of begun) child.kill('SIGKILL');
  await vi.waitFor(() => expect(processesOf(folder)).toEqual([]), { timeout: 20_000 });
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a service that answers. */
async function answering(directory: string): Promise<RunningService> {
  const service = start(directory);
  if ((await service.answers) === undefined) throw new Error((await service.ended).err);
  return service;
}

type Running = { [Store in keyof StoresFile]-?: NonNullable<StoresFile[Store]> };

/** What runs on a data directory, by its own word. */
async function running(directory: string): Promise<Running> {
  return (await readStoresFile(join(directory, 'run'))) as Running;
}

/** Process ids, other than this one, whose command line or working directory lies in a folder. */
function processesOf(directory: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && uses(pid, directory));
}

function uses(pid: number, directory: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return words.includes(`${directory}/`) || readlinkSync(`/proc/${pid}/cwd`).startsWith(`${directory}/`);
  } catch {
    // It has ended, or is a zombie: either way it uses nothing.
    return false;
  }
}

/** Loads the log beside whatever runs. @returns its books */
async function load(directory: string): Promise<{ stored: number; duplicate: number }> {
  const { code, out, err } = await runUsewatch(directory, ['load', log, '--json']);
  if (code !== 0) throw new Error(err);
  return JSON.parse(out);
}

/** Starts a command that has joined the stores and waits for its input. */
async function waitingCommand(directory: string) {
  const child = spawn(process.execPath, [CLI, 'load', '-'], {
    env: { ...process.env, USEWATCH_DATA_DIR: directory },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  // Whoever reads what it says to the end must not wait for stores that go on without it.
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await vi.waitFor(() => expect(readdirSync(join(directory, 'run', 'joined'))).toContain(`${child.pid}.json`), 10_000);
  await vi.waitFor(async () => expect(await allAnswer(directory)).toBe(true), { timeout: 30_000, interval: 100 });
  return {
    pid: child.pid ?? 0,
    /** Gives it one line and waits for its end. @returns exit code and what it said */
    async finish() {
      child.stdin.end('{"source":"s","id":"0","at":"2026-08-01T00:00:00Z","account":"account 0"}\n');
      return { code: await ended, err };
    },
  };
}

async function allAnswer(directory: string): Promise<boolean> {
  const { engine, postgres } = await running(directory);
  return engine !== undefined && postgres !== undefined && isAlive(engine.pid) && isAlive(postgres.pid);
}

function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // No such process.
    return false;
  }
}

/** Addresses, in the kernel's hexadecimal, on which any of the processes listens. */
function listening(pids: readonly number[]): string[] {
  const sockets = new Set(
    pids.flatMap((pid) => readdirSync(`/proc/${pid}/fd`).map((fd) => socketAt(`/proc/${pid}/fd/${fd}`))),
  );
  return ['tcp', 'tcp6'].flatMap((kind) =>
    readFileSync(`/proc/net/${kind}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && sockets.has(inode ?? ''))
      .map(([, address = '']) => address.split(':')[0] ?? ''),
  );
}

function socketAt(descriptor: string): string {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(descriptor))?.[1] ?? '';
  } catch {
    // Closed since it was listed.
    return '';
  }
}

describe('a service', () => {
  const directory = join(folder, 'one');
  let service: RunningService;

  it('says where it answers, and in stores.json what runs', async () => {
    service = await answering(directory);
    const { engine, postgres, service: itself } = await running(directory);
    expect(itself).toEqual({ pid: service.pid, url: await service.answers });
    expect(engine).toMatchObject({ user: 'usewatch', reader: { user: 'reader' }, keeper: service.pid });
    expect(postgres.user).toBe('usewatch');
    expect([engine.pid, postgres.pid, postgres.keeper].every(isAlive)).toBe(true);
  });

  it('keeps what it writes to its owner', () => {
    const mode = (...names: string[]) => statSync(join(directory, ...names)).mode & 0o777;
    expect([mode(), mode('run'), mode('spool'), mode('engine'), mode('postgres')]).toEqual(Array(5).fill(0o700));
    const files = ['run/stores.json', 'run/service.lock', 'secrets.json', 'engine-credentials.json'];
    expect([...files, 'postgres/password'].map((name) => mode(name))).toEqual(Array(5).fill(0o600));
  });

  it('listens on 127.0.0.1 alone, and so do its stores', async () => {
    const { engine, postgres } = await running(directory);
    const found = listening([service.pid, engine.pid, postgres.pid, postgres.keeper]);
    expect(found).toEqual(Array(3).fill('0100007F'));
  });

  it(
    'refuses a second one on its data directory, and goes on',
    async () => {
      const before = await running(directory);
      for (let nth = 0; nth < times(1, 20); nth += 1) {
        const { code, out, err } = await start(directory).ended;
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(err).toContain(`process ${service.pid}, ${await service.answers}`);
        expect(err).toContain(`works on ${directory}; stop it, or name another folder in USEWATCH_DATA_DIR`);
        expect(await running(directory)).toEqual(before);
        expect(service.child.exitCode).toBeNull();
      }
    },
    PATIENCE,
  );

  it('shares its stores with a command, which leaves them as they were', async () => {
    const before = await running(directory);
    expect(await load(directory)).toMatchObject({ stored: 50, duplicate: 0 });
    expect(await running(directory)).toEqual(before);
    expect(await allAnswer(directory)).toBe(true);
  });

  it.each(['engine', 'postgres'] as const)('has a killed %s back at the same address', async (store) => {
    const before = await running(directory);
    process.kill(before[store].pid, 'SIGKILL');
    expect(await load(directory)).toMatchObject({ stored: 0, duplicate: 50 });
    await vi.waitFor(async () => expect((await running(directory))[store].pid).not.toBe(before[store].pid), 10_000);
    const after = await running(directory);
    expect(after).toEqual({ ...before, [store]: { ...before[store], pid: after[store].pid } });
    expect(await allAnswer(directory)).toBe(true);
  });

  it('leaves nothing behind when it is killed, and the next one holds the same', async () => {
    const before = await running(directory);
    service.child.kill('SIGKILL');
    const stores = [before.engine.pid, before.postgres.pid, before.postgres.keeper];
    // A process that is being taken down has no command line any more, and is not gone yet.
    await vi.waitFor(() => expect([processesOf(directory), stores.filter(isAlive)]).toEqual([[], []]), 10_000);
    service = await answering(directory);
    expect(await load(directory)).toMatchObject({ stored: 0, duplicate: 50 });
  });

  it('ends in order when it is told to', async () => {
    const { engine, postgres } = await running(directory);
    const since = performance.now();
    service.child.kill('SIGTERM');
    expect((await service.ended).code).toBe(0);
    expect(performance.now() - since).toBeLessThan(10_000);
    expect([engine.pid, postgres.pid, postgres.keeper].some(isAlive)).toBe(false);
    expect((await running(directory)).service).toBeUndefined();
  });

  it('goes at once at the second Ctrl-C, and its stores soon after', async () => {
    service = await answering(directory);
    const since = performance.now();
    const again = setInterval(() => service.child.kill('SIGINT'), 5);
    const { code } = await service.ended;
    clearInterval(again);
    expect(code).toBe(1);
    expect(performance.now() - since).toBeLessThan(1_000);
    await vi.waitFor(() => expect(processesOf(directory)).toEqual([]), 10_000);
  });
});

describe('a service beside commands', () => {
  const directory = join(folder, 'two');
  beforeAll(() => freshDirectory(directory));

  it('goes on with the stores of a command that ends, and starts them again when they die', async () => {
    const command = await waitingCommand(directory);
    const first = await running(directory);
    const service = await answering(directory);
    expect(await running(directory)).toMatchObject(first);
    expect(await command.finish()).toMatchObject({ code: 0 });
    expect(await running(directory)).toMatchObject(first);

    for (const pid of [first.engine.pid, first.postgres.keeper, first.postgres.pid]) process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () => expect((await running(directory)).engine.keeper).toBe(service.pid), 20_000);
    const { engine, postgres } = await running(directory);
    expect([engine.url, postgres.url]).toEqual([first.engine.url, first.postgres.url]);
    expect(await load(directory)).toMatchObject({ stored: 49, duplicate: 1 });
    service.child.kill('SIGTERM');
    expect((await service.ended).code).toBe(0);
    await vi.waitFor(() => expect(processesOf(directory)).toEqual([]), 10_000);
  });

  it('leaves its stores to a command when it is killed, and they end with the command', async () => {
    const service = await answering(directory);
    const command = await waitingCommand(directory);
    const { engine, postgres } = await running(directory);
    service.child.kill('SIGKILL');
    await service.ended;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect([engine.pid, postgres.pid].every(isAlive)).toBe(true);
    expect(await command.finish()).toMatchObject({ code: 0 });
    await vi.waitFor(() => expect(processesOf(directory)).toEqual([]), 10_000);
  });
});

describe('what stores.json says of processes that were all killed at once', () => {
  const directory = join(folder, 'two');
  const strangers: Server[] = [];
  afterAll(() => {
    for (const each of strangers) each.close().closeAllConnections();
  });

  /** Somebody else's server on a port that was ours. @returns the port */
  async function stranger(answers: RequestListener): Promise<string> {
    const server = createHttpServer(answers);
    strangers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return String((server.address() as AddressInfo).port);
  }

  it('keeps the next command from nothing', async () => {
    const service = await answering(directory);
    const { engine, postgres, service: itself } = await running(directory);
    for (const pid of [itself.pid, engine.pid, postgres.keeper, postgres.pid]) process.kill(pid, 'SIGKILL');
    await service.ended;
    expect(await running(directory)).toEqual({ engine, postgres, service: itself });
    expect(await load(directory)).toMatchObject({ stored: 0, duplicate: 50 });
    expect(processesOf(directory)).toEqual([]);
  });

  it('is not believed of strangers who have got the ports and process ids since', async () => {
    const before = await running(directory);
    const at = (url: string, port: string) => Object.assign(new URL(url), { port }).href.replace(/\/$/, '');
    const polite = await stranger((_request, answer) => answer.end('{"ready":true,"broken":[]}'));
    const mute = await stranger(() => undefined);
    const taken = { keeper: process.pid, keeperSince: '1' };
    const engine = { ...before.engine, ...taken, url: at(before.engine.url, polite) };
    const postgres = { ...before.postgres, ...taken, url: at(before.postgres.url, mute) };
    await writeStoresFile(join(directory, 'run'), { engine, postgres });
    const since = performance.now();
    expect(await load(directory)).toMatchObject({ stored: 0, duplicate: 50 });
    // A living keeper would be given half a minute to bring its store back.
    expect(performance.now() - since).toBeLessThan(25_000);
    const after = await running(directory);
    expect([after.engine.url, after.postgres.url]).not.toEqual(expect.arrayContaining([engine.url, postgres.url]));
  });
});

describe('a service is refused', () => {
  const held: { close(): unknown }[] = [];
  afterEach(() => {
    for (const each of held.splice(0)) each.close();
  });

  it('on a port that is taken, before it starts anything', async () => {
    const taken = createServer();
    held.push(taken);
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port));
    });
    const directory = join(folder, 'no port');
    const { code, err } = await start(directory, { USEWATCH_PORT: String(port) }).ended;
    expect(code).toBe(1);
    expect(err).toBe(
      `port ${port} on 127.0.0.1 is taken; stop what listens there, or name another one in USEWATCH_PORT\n`,
    );
    expect(readdirSync(directory).sort()).toEqual(['run', 'spool']);
  });

  it.each([
    ['a file', log],
    ['below a file', join(log, 'below')],
    ['where nobody may write', '/proc/usewatch'],
  ])('on a data directory that is %s', async (_what, directory) => {
    const { code, err } = await start(directory).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^the data directory \S+ cannot be written \(E\w+\); make it a folder .* USEWATCH_DATA_DIR\n$/);
    expect(err).toContain(directory);
  });

  it('when another one starts in the same moment', async () => {
    const directory = await freshDirectory(join(folder, 'both'));
    const services = [start(directory), start(directory)];
    const answers = await Promise.all(services.map((service) => service.answers));
    expect(answers.filter((url) => url !== undefined)).toHaveLength(1);
    const loser = services[answers.indexOf(undefined)];
    expect((await loser?.ended)?.err).toContain('another service (process ');
  });
});
