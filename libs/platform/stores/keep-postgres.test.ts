import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Casebook } from '#casebook/casebook';
import { CasebookError } from '#casebook/casebook-error';
import { freshCluster } from '../../../test/support/fresh-cluster.js';
import { join, liveJoined } from './joined.js';

/** A service in miniature: keeps PostgreSQL, says under which ids, and lets go when told so. */
const SERVICE = `
  import { keepPostgres } from ${JSON.stringify(new URL('../../../dist/libs/platform/stores/keep-postgres.js', import.meta.url))};
  const [directory, joined] = process.argv.slice(1);
  const kept = await keepPostgres({ directory, joined }, (sentence) => console.error(sentence));
  const say = () => console.log(JSON.stringify({ url: kept.url, postgres: kept.pid(), keeper: kept.keeperPid() }));
  say();
  process.stdin.once('data', async () => {
    console.log(JSON.stringify(await kept.release()));
    process.exit();
  });
`;

interface Service {
  child: ChildProcess;
  url: string;
  postgres: number;
  keeper: number;
  /** The next line it says. */
  next(): Promise<unknown>;
}

describe('kept PostgreSQL', () => {
  let directory: string;
  const services: Service[] = [];

  beforeEach(async () => {
    directory = await mkdtemp(path(tmpdir(), 'usewatch-keep-'));
    await freshCluster(path(directory, 'casebook'));
  });
  afterEach(async () => {
    for (const { child } of services.splice(0)) child.kill('SIGKILL');
    while ((await liveJoined(path(directory, 'casebook', 'keepers'))).length > 0) await setTimeout(50);
    await rm(directory, { recursive: true, force: true });
  });

  const serve = async (): Promise<Service> => {
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', SERVICE, path(directory, 'casebook'), path(directory, 'joined')],
      { stdio: ['pipe', 'pipe', 'ignore'] },
    );
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async () => JSON.parse((await lines.next()).value ?? 'null') as unknown;
    const service = { child, next, ...((await next()) as Pick<Service, 'url' | 'postgres' | 'keeper'>) };
    services.push(service);
    return service;
  };

  it('leaves no orphan when the service is killed', async () => {
    const { child, postgres, keeper } = await serve();
    child.kill('SIGKILL');
    expect(await gone(postgres)).toBe(true);
    expect(await gone(keeper)).toBe(true);
  });

  it('ends with a service that lets go', async () => {
    const { child, next, postgres } = await serve();
    child.stdin?.write('let go\n');
    expect(await next()).toEqual([]);
    expect(isAlive(postgres)).toBe(false);
  });

  it('goes on for a process that has joined, and ends when it leaves', async () => {
    const { child, url, postgres } = await serve();
    const leave = join(path(directory, 'joined'));
    child.kill('SIGKILL');
    await setTimeout(1_500);
    const casebook = await Casebook.connect({ url });
    await casebook.close();
    leave();
    expect(await gone(postgres)).toBe(true);
  });

  it('tells a service that lets go who still uses it', async () => {
    const { child, next } = await serve();
    const leave = join(path(directory, 'joined'));
    child.stdin?.write('let go\n');
    expect(await next()).toEqual([process.pid]);
    leave();
  });

  it('comes back at the same address when it is killed, and the casebook recovers by itself', async () => {
    const { url, postgres } = await serve();
    const casebook = await Casebook.connect({ url });
    try {
      await casebook.db.execute(sql`CREATE TABLE kept AS SELECT 1 AS one`);
      process.kill(postgres, 'SIGKILL');
      await gone(postgres);
      const { rows, failures } = await persist(casebook, sql`SELECT one FROM kept`);
      expect(failures.filter((error) => !(error instanceof CasebookError && error.retryable))).toEqual([]);
      expect(rows).toEqual([{ one: 1 }]);
    } finally {
      await casebook.close();
    }
  });

  it('comes back at the same address when its keeper is killed', async () => {
    const { url, keeper, postgres } = await serve();
    const casebook = await Casebook.connect({ url });
    try {
      process.kill(keeper, 'SIGKILL');
      expect(await gone(postgres)).toBe(true);
      expect((await persist(casebook, sql`SELECT 1 AS one`)).rows).toEqual([{ one: 1 }]);
    } finally {
      await casebook.close();
    }
  });

  it('is handed from a killed service to the next, which need not wait', async () => {
    const first = await serve();
    first.child.kill('SIGKILL');
    const second = await serve();
    expect(isAlive(first.postgres)).toBe(false);
    const casebook = await Casebook.connect({ url: second.url });
    await casebook.close();
  });

  it('is taken over by the next service when the first was killed together with the keeper', async () => {
    const first = await serve();
    process.kill(first.keeper, 'SIGKILL');
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const second = await serve();
    expect(await gone(first.postgres)).toBe(true);
    expect(isAlive(second.postgres)).toBe(true);
  });
});

/** What the casebook answers in the end, and the calls that failed before, within 30 seconds. */
async function persist(casebook: Casebook, statement: SQL): Promise<{ rows: unknown[]; failures: unknown[] }> {
  const failures: unknown[] = [];
  for (const until = performance.now() + 30_000; performance.now() < until; await setTimeout(50)) {
    try {
      return { rows: (await casebook.db.execute(statement)).rows, failures };
    } catch (error) {
      failures.push(error);
    }
  }
  throw new Error('the casebook did not answer again', { cause: failures.at(-1) });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<boolean> {
  for (const until = performance.now() + 20_000; performance.now() < until; await setTimeout(50)) {
    if (!isAlive(pid)) return true;
  }
  return false;
}
