import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Casebook } from '#casebook/casebook';
import { CasebookError } from '#casebook/casebook-error';
import { openInstallation, readInstallation } from '#casebook/installation';
import { addSegment, beginLoad, finishLoad, markStored } from '#casebook/loads';
import type { CasebookSession } from '#casebook/session';
import { apiKey, load } from '#casebook/tables';
import { casebookServers, emptyCasebook, type FreshCasebook } from '../support/fresh-casebook.js';

describe.each(casebookServers())('the casebook on $name', ({ url: server }) => {
  let fresh: FreshCasebook;
  let casebook: Casebook;
  let folder: string;

  beforeAll(async () => {
    fresh = await emptyCasebook(await server());
    casebook = fresh.casebook;
    await casebook.migrate();
    await casebook.db.execute(sql`CREATE TABLE counter (name text PRIMARY KEY, value integer NOT NULL)`);
    folder = await mkdtemp(join(tmpdir(), 'usewatch-casebook-'));
  });
  afterAll(async () => {
    await fresh?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return pathToFileURL(join(folder, name));
  };
  const failure = (promise: Promise<unknown>) =>
    promise.then(
      () => expect.unreachable('it succeeded'),
      (error: unknown) => error as CasebookError,
    );
  /** Ends every session of this database but the asking one, as a restart of the server would. */
  const cutSessions = async () => {
    const client = new pg.Client({ connectionString: fresh.url });
    await client.connect();
    const cut =
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
    await client.query(cut);
    await client.end();
  };
  const increment = async ({ db }: CasebookSession, name: string) => {
    const { rows } = await db.execute<{ value: number }>(sql`SELECT value FROM counter WHERE name = ${name}`);
    await db.execute(sql`UPDATE counter SET value = ${(rows[0]?.value ?? 0) + 1} WHERE name = ${name}`);
  };

  describe('questions', () => {
    it('bind their values and check their rows', async () => {
      const question = {
        sql: await file(
          'join.sql',
          'SELECT a.x::text AS x, $2::timestamptz AS at FROM (VALUES (1), (2)) AS a (x) WHERE a.x > $1',
        ),
        row: z.object({ x: z.string(), at: z.date() }),
      };
      const at = new Date('2026-07-01T00:00:00.123Z');
      expect(await casebook.sql(question, [1, at])).toEqual([{ x: '2', at }]);
    });

    it('never show a day in the time zone of the process', async () => {
      const question = {
        sql: await file('day.sql', "SELECT date '2026-07-01' AS day"),
        row: z.object({ day: z.string() }),
      };
      expect(await casebook.sql(question)).toEqual([{ day: '2026-07-01' }]);
    });

    it('refuse rows that are not what was declared', async () => {
      const question = { sql: await file('wrong.sql', 'SELECT 1 AS x'), row: z.object({ x: z.string() }) };
      await expect(casebook.sql(question)).rejects.toThrow('wrong.sql requires rows as its schema declares them');
    });

    it('answer page by page within a transaction, as many rows as there are', async () => {
      const question = {
        sql: await file('series.sql', 'SELECT n::int AS n FROM generate_series(1, $1) AS n ORDER BY n'),
        row: z.object({ n: z.number().max(7) }),
      };
      const pages = (many: number, most: number) =>
        casebook.transaction('repeatable read', async (tx) => {
          const read: number[][] = [];
          for await (const page of tx.pages(question, [many], most)) read.push(page.map(({ n }) => n));
          return read;
        });
      expect(await pages(5, 2)).toEqual([[1, 2], [3, 4], [5]]);
      expect(await pages(4, 2)).toEqual([
        [1, 2],
        [3, 4],
      ]);
      expect(await pages(0, 2)).toEqual([]);
      await expect(pages(8, 5)).rejects.toThrow('series.sql requires rows as its schema declares them');
      await expect(pages(1, 0)).rejects.toThrow('pages requires room for at least one row');
    });

    it('see the writes of their own transaction', async () => {
      const question = {
        sql: await file('count.sql', 'SELECT count(*)::int AS n FROM counter WHERE name = $1'),
        row: z.object({ n: z.number() }),
      };
      const counted = await casebook.transaction('read committed', async (tx) => {
        await tx.db.execute(sql`INSERT INTO counter VALUES ('own', 1)`);
        return tx.sql(question, ['own']);
      });
      expect(counted).toEqual([{ n: 1 }]);
    });
  });

  describe('transactions', () => {
    it('that conflict are run again until each has counted', async () => {
      await casebook.db.execute(sql`INSERT INTO counter VALUES ('shared', 0)`);
      const once = () => casebook.transaction('serializable', (tx) => increment(tx, 'shared'));
      await Promise.all(Array.from({ length: 8 }, once));
      expect((await casebook.db.execute(sql`SELECT value FROM counter WHERE name = 'shared'`)).rows).toEqual([
        { value: 8 },
      ]);
    });

    it('that conflict for ever give in with a retryable error', async () => {
      let attempts = 0;
      const error = await failure(
        casebook.transaction('serializable', async ({ db }) => {
          attempts++;
          await db.execute(sql`DO $$ BEGIN RAISE serialization_failure; END $$`);
        }),
      );
      expect(error).toMatchObject({ name: 'CasebookError', retryable: true, code: '40001' });
      expect(attempts).toBe(12);
    });

    it('that fail leave nothing behind', async () => {
      const failed = casebook.transaction('repeatable read', async ({ db }) => {
        await db.insert(load).values({ name: 'undone', attempt: 1, state: 'running', startedAt: new Date(0) });
        throw new RangeError('decided otherwise');
      });
      await expect(failed).rejects.toThrow('decided otherwise');
      expect((await casebook.db.select().from(load)).filter(({ name }) => name === 'undone')).toEqual([]);
    });

    it('do not pass for committed when the error of a statement was swallowed', async () => {
      const swallowed = casebook.transaction('read committed', async ({ db }) => {
        await db.execute(sql`SELECT 1 / 0`).catch(() => undefined);
      });
      await expect(swallowed).rejects.toThrow('requires work that lets the error of a statement through');
    });
  });

  describe('errors', () => {
    it('of typed queries say where, and keep the values to themselves', async () => {
      const row = { name: 'whispered', prefix: 'whispered', hmac: Buffer.alloc(3), scopes: [], createdAt: new Date(0) };
      const error = await failure(casebook.db.insert(apiKey).values(row));
      expect(error).toMatchObject({ name: 'CasebookError', retryable: false, code: '23514' });
      expect(error.message).toContain(`${casebook.place.host}:${casebook.place.port}/${casebook.place.database}`);
      expect(error.message).not.toContain('whispered');
    });

    it('after every connection was cut concern only what was under way', async () => {
      await Promise.all(Array.from({ length: 5 }, () => casebook.db.execute(sql`SELECT pg_sleep(0.05)`)));
      const error = await failure(
        casebook.transaction('read committed', async (tx) => {
          await cutSessions();
          await setTimeout(100);
          await increment(tx, 'shared');
        }),
      );
      expect(error).toMatchObject({ name: 'CasebookError', retryable: true });
      expect((await casebook.db.execute(sql`SELECT 1 AS one`)).rows).toEqual([{ one: 1 }]);
    });
  });

  describe('leases', () => {
    it('of one name are held one after another', async () => {
      let holders = 0;
      let most = 0;
      const hold = () =>
        casebook.lease('detect', async () => {
          most = Math.max(most, ++holders);
          await setTimeout(20);
          holders--;
        });
      await Promise.all([hold(), hold(), hold(), hold()]);
      expect(most).toBe(1);
    });

    it('of different names do not wait for each other', async () => {
      const inner = () => casebook.lease('b', async () => 'both');
      expect(await casebook.lease('a', inner)).toBe('both');
    });

    it('need not be waited for', async () => {
      const inner = () => casebook.tryLease('detect', async () => 'mine too');
      expect(await casebook.lease('detect', inner)).toBeUndefined();
      expect(await casebook.tryLease('detect', async () => 'mine')).toEqual({ result: 'mine' });
    });

    it('that are lost tell the one who works, and are free for the next', async () => {
      let told = false;
      const error = await failure(
        casebook.lease('detect', async (signal) => {
          signal.addEventListener('abort', () => {
            told = true;
          });
          await cutSessions();
          await setTimeout(100);
        }),
      );
      expect(told).toBe(true);
      expect(error).toMatchObject({ name: 'CasebookError', retryable: true });
      expect(await casebook.tryLease('detect', async () => 'mine')).toEqual({ result: 'mine' });
    });

    it('are given back when the work fails', async () => {
      const failing = casebook.lease('detect', () => Promise.reject(new RangeError('no')));
      await expect(failing).rejects.toThrow('no');
      expect(await casebook.tryLease('detect', async () => 'mine')).toEqual({ result: 'mine' });
    });
  });

  describe('an installation', () => {
    it('is unknown until it is opened, and then stays what it was first', async () => {
      expect(await readInstallation(casebook)).toBeUndefined();
      const opened = await Promise.all(
        [true, false, false].map((demo) => openInstallation(casebook, { demo, now: new Date(0) })),
      );
      expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
      expect(await readInstallation(casebook)).toEqual(opened[0]);
    });
  });

  it('keeps the books of a load', async () => {
    const [id, now] = ['ab'.repeat(32), new Date('2026-07-01T00:00:00Z')];
    const begun = await beginLoad(casebook, { name: 'march.ndjson', contentHash: id, now });
    await addSegment(casebook, { id, load: begun.load.id, ordinal: 0, firstLine: 1, lines: 7, bytes: 70, sha256: id });
    await markStored(casebook, id, [{ outcome: 'stored', reason: '', field: '', lines: 7 }]);
    expect(await finishLoad(casebook, begun.load.id, 'done', now)).toMatchObject({ received: 7, stored: 7 });
  });

  describe('a PostgreSQL that cannot be reached', () => {
    const connect = async (change: (address: URL) => void, patienceSeconds = 1) => {
      const address = new URL(fresh.url);
      change(address);
      return failure(Casebook.connect({ url: address.href, patienceSeconds }));
    };

    it('because nothing listens is named with its port', async () => {
      const error = await connect((address) => {
        address.port = '1';
      });
      expect(error).toMatchObject({ retryable: true, code: 'ECONNREFUSED' });
      expect(error.message).toMatch(/refuses connections at 127\.0\.0\.1:1: start it there, or correct DATABASE_URL/);
    });

    it('because it never answers is given up within ten seconds by default', async () => {
      const silent = createServer(() => undefined);
      const port = await new Promise<number>((resolve) => {
        silent.listen(0, '127.0.0.1', () => resolve((silent.address() as { port: number }).port));
      });
      const since = performance.now();
      const error = await failure(Casebook.connect({ url: `postgres://u:hush@127.0.0.1:${port}/d` }));
      silent.close();
      expect(performance.now() - since).toBeLessThan(10_000);
      expect(error.message).toContain(`does not answer at 127.0.0.1:${port}`);
      expect(error.message).not.toContain('hush');
    });

    it('because the password is wrong is not tried again', async () => {
      const since = performance.now();
      const error = await connect((address) => {
        address.password = 'hush';
      }, 30);
      expect(performance.now() - since).toBeLessThan(5_000);
      expect(error.message).toMatch(/does not let user \w+ in: correct user and password in DATABASE_URL/);
      expect(error.message).not.toContain('hush');
    });

    it('because the database is missing is named with the database', async () => {
      const error = await connect((address) => {
        address.pathname = '/nowhere';
      }, 30);
      expect(error).toMatchObject({ retryable: false, code: '3D000' });
      expect(error.message).toContain('has no database nowhere');
    });

    it.each(['mysql://u:hush@h/d', 'hush', 'postgres://u:hush@h:port/d', ''])(
      'because its address is %s is told how to write one, without the password',
      async (url) => {
        const error = await failure(Casebook.connect({ url }));
        expect(error).toBeInstanceOf(CasebookError);
        expect(error.message).toContain('postgres://user:password@host:port/database');
        expect(error.message).not.toContain('hush');
      },
    );
  });
});
